import type { Ecosystem } from '../package.ts';
import { readPep440, readSemver } from './compare-versions.ts';
import { satisfiesNpmRange } from './npm/range.ts';
import { satisfiesSpecifiers } from './pypi/specifier.ts';
import { readNpmRange, readPythonRange } from './read-range.ts';

/** Whether a manifest's range allows a version; `unknown` when either cannot be read (a tag, a URL). */
export function satisfies(ecosystem: Ecosystem, version: string, range: string): boolean | 'unknown' {
  if (ecosystem === 'npm') {
    const [parsed, allowed] = [readSemver(version), readNpmRange(range)];
    return parsed === undefined || allowed === undefined ? 'unknown' : satisfiesNpmRange(allowed, parsed);
  }
  const [parsed, allowed] = [readPep440(version), readPythonRange(range)];
  return parsed === undefined || allowed === undefined ? 'unknown' : satisfiesSpecifiers(allowed, parsed);
}
