import { matchActions } from '../../aws/actions.ts';

/** How many actions may still be looked for in all services: that takes milliseconds each. */
export interface Lookups {
  left: number;
}

export const createLookups = (): Lookups => ({ left: 60 });

/** The actions that a pattern matches; `undefined` for a wildcard in the service once too many have been looked up. */
export function expandAction(pattern: string, lookups: Lookups): readonly string[] | undefined {
  const isWide = /[*?]/.test(pattern.split(':', 1)[0] ?? '');
  if (isWide && (lookups.left -= 1) < 0) return undefined;
  return matchActions(pattern);
}
