import type { Ecosystem } from '../package.ts';
import { parseNpmRange, satisfiesNpmRange } from './npm/range.ts';
import { parseSemver } from './npm/semver.ts';
import { parsePep440 } from './pypi/pep440.ts';
import { parseSpecifiers, satisfiesSpecifiers } from './pypi/specifier.ts';

/** Whether a manifest's range allows a version; `unknown` when either cannot be read (a tag, a URL). */
export function satisfies(ecosystem: Ecosystem, version: string, range: string): boolean | 'unknown' {
  if (ecosystem === 'npm') {
    const [parsed, allowed] = [parseSemver(version), parseNpmRange(range)];
    return parsed === undefined || allowed === undefined ? 'unknown' : satisfiesNpmRange(allowed, parsed);
  }
  const [parsed, allowed] = [parsePep440(version), parseSpecifiers(range)];
  return parsed === undefined || allowed === undefined ? 'unknown' : satisfiesSpecifiers(allowed, parsed);
}
