import type { TextProblem } from './text-problem.ts';

/** Says of a lock file of a later format that it may not be read right. `version` as written, `undefined` where it says none. */
export function findUnknownVersion(
  name: string,
  version: string | number | undefined,
  known: readonly number[],
): readonly TextProblem[] {
  if (version === undefined || known.includes(Number.parseInt(String(version), 10))) return [];
  return [{ message: `the \`${name}\` is none that is known (${known.join(', ')})`, at: 0 }];
}
