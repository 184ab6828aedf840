import { findNearest, toHint } from '../app/find-nearest.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';

/** Values that were given for no parameter of a template: misspelt, they would silently leave the default in its place. */
export function findUnknownParameters(given: Iterable<string>, known: ReadonlySet<string>): readonly Diagnostic[] {
  const unknown = [...given].filter((name) => !known.has(name));
  return unknown.map((name) => ({
    code: 'unknown-parameter',
    severity: 'warning',
    message: `no template has a parameter \`${name}\`${toHint(findNearest(name, known))}`,
  }));
}
