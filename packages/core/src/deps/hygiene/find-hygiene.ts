import { findDrift } from './find-drift.ts';
import { findSeveralLocks } from './find-several-locks.ts';
import type { HygieneFact, HygieneOptions, LockSource } from './hygiene-fact.ts';
import { judgeAddress } from './judge-address.ts';

/** What can be said about how the packages of an application are locked, file by file. */
export function findHygiene(sources: readonly LockSource[], options: HygieneOptions = {}): readonly HygieneFact[] {
  const allowed = new Set(options.allowedHosts);
  const perPackage = sources
    .filter(({ role }) => role === 'lock')
    .flatMap(({ packages, references = [] }) => [...packages, ...references])
    .flatMap((ref): readonly HygieneFact[] => [
      ...judgeAddress(ref, allowed),
      ...(ref.hasIntegrity === false ? [{ kind: 'no-integrity', ref } as const] : []),
      ...(ref.hasInstallScript === true ? [{ kind: 'install-script', ref } as const] : []),
    ]);
  const wanted = sources
    .filter(({ role }) => role === 'manifest')
    .flatMap(({ packages, references = [] }) => [...packages, ...references])
    .flatMap((ref) => judgeAddress(ref, allowed));
  return [...perPackage, ...wanted, ...findSeveralLocks(sources), ...findDrift(sources)];
}
