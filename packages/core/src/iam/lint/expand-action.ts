import { matchActions } from '../../aws/actions.ts';

/** How many actions may still be looked for in all services: that takes milliseconds each. */
export interface Lookups {
  left: number;
  /** How often what was meant is still looked for, among thousands of names. */
  hints: number;
  /** Actions times letters of resources that are still held against each other. */
  work: number;
  /** What patterns were found to match. */
  readonly known: Map<string, readonly string[]>;
}

export const createLookups = (): Lookups => ({ left: 60, hints: 500, work: 4_000_000, known: new Map() });

/** Whether what was meant is looked for once more. */
export const mayHint = (lookups: Lookups): boolean => (lookups.hints -= 1) >= 0;

/** The actions that a pattern matches; `undefined` for a wildcard in the service once too many have been looked up. */
export function expandAction(pattern: string, lookups: Lookups): readonly string[] | undefined {
  const known = lookups.known.get(pattern);
  if (known !== undefined) return known;
  const isWide = /[*?]/.test(pattern.split(':', 1)[0] ?? '');
  if (isWide && (lookups.left -= 1) < 0) return undefined;
  const names = matchActions(pattern);
  lookups.known.set(pattern, names);
  return names;
}
