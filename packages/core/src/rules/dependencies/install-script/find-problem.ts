import { judgeAddress } from '../../../deps/hygiene/judge-address.ts';
import type { PackageRef } from '../../../deps/package.ts';
import type { Severity } from '../../../findings/finding.ts';

/** What is wrong with a package, why that matters, and how much where that is less than usual. */
interface Problem {
  readonly what: string;
  readonly why: string;
  readonly severity?: Severity;
}

const SCRIPT =
  'Its script runs on the machine that builds, with all that this machine may do: that is how most malicious releases act. `npm ci --ignore-scripts` does without.';
const MOVING =
  'What stands at an address may change without a new version, and no registry, audit or advisory knows it.';
const FIXED = 'Its hash fixes it, but no registry, audit or advisory knows it.';
const OTHER =
  'The lock file says one thing and installs another: that is what a lock file looks like into which somebody has put a package of their own.';

export const isPlain = (ref: PackageRef): boolean => judgeAddress(ref).some(({ kind }) => kind === 'plain-http');

/** What one package gives away. That it is loaded without encryption is told apart. */
export function findProblem(ref: PackageRef): Problem | undefined {
  const facts = judgeAddress(ref);
  if (facts.some(({ kind }) => kind === 'address-mismatch'))
    return { what: 'is loaded from the address of another package or version', why: OTHER };
  const elsewhere = isPlain(ref) ? undefined : facts.find((fact) => fact.kind === 'no-registry');
  if (elsewhere !== undefined && ref.source?.kind === 'url') {
    const what = 'comes from an address, not from the registry';
    return elsewhere.isFixed ? { what, why: FIXED, severity: 'low' } : { what, why: MOVING };
  }
  if (elsewhere?.isFixed === false) return { what: 'comes from a repository, at no fixed commit', why: MOVING };
  return ref.hasInstallScript === true ? { what: 'runs a script when it is installed', why: SCRIPT } : undefined;
}
