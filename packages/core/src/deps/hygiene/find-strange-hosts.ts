import type { PackageRef } from '../package.ts';
import type { LockSource } from './hygiene-fact.ts';
import { judgeAddress } from './judge-address.ts';

/** A host from which a lock file takes a few packages, where all others come from another. */
export interface StrangeHost {
  readonly host: string;
  readonly refs: readonly PackageRef[];
}

/** As many as nobody slips in. */
const FEW = 10;

/**
 * Hosts that look out of place in an npm lock file. A registry of one's own serves scopes of one's own, and a mirror most of all that is
 * there; what somebody has slipped in is one of a few.
 */
export function findStrangeHosts({ role, ecosystem, packages }: LockSource): readonly StrangeHost[] {
  if (role !== 'lock' || ecosystem !== 'npm') return [];
  const hosts = new Map<string, PackageRef[]>();
  let all = 0;
  for (const ref of packages) {
    if ((ref.source?.kind ?? 'registry') === 'registry') all++;
    for (const fact of judgeAddress(ref)) {
      if (fact.kind !== 'foreign-registry') continue;
      const same = hosts.get(fact.host);
      if (same === undefined) hosts.set(fact.host, [ref]);
      else same.push(ref);
    }
  }
  return [...hosts].flatMap(([host, refs]) => {
    // A host that serves all, or many, is a mirror that somebody chose.
    const isChosen = refs.length >= FEW || refs.length === all || refs.every(({ name }) => name.startsWith('@'));
    return isChosen ? [] : [{ host, refs: refs.filter(({ dev }) => !dev) }].filter((found) => found.refs.length > 0);
  });
}
