import type { Diagnostic } from '../../findings/diagnostic.ts';

const MAX_NAMES = 5;

/** Says that a lock file lists less than it needs itself: it was cut off, or does not fit its manifest. */
export function toIncomplete(file: string, missing: Iterable<string>): readonly Diagnostic[] {
  const names = [...new Set(missing)];
  if (names.length === 0) return [];
  const first = names.slice(0, MAX_NAMES).map((name) => `\`${name.slice(0, 100)}\``);
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  const message = `${first.join(', ')}${more} are needed but not listed: the lock file is cut off or out of step`;
  return [{ code: 'lock-incomplete', message, file, severity: 'warning' }];
}
