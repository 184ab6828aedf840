/** A package and what is asked of it: `@scope/name@^1.0.0` -> `@scope/name`, `^1.0.0`. */
export interface NamedRange {
  readonly name: string;
  /** Empty where there is none. */
  readonly range: string;
}

/** Splits at the `@` that ends the name, which may itself begin with one. */
export function splitName(text: string): NamedRange {
  const at = text.indexOf('@', 1);
  return at === -1 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/** The real package behind an alias: `npm:other@^1.0.0` -> `other`, `^1.0.0`; `undefined` where the range is no alias. */
export function findAliased(range: string): NamedRange | undefined {
  if (!range.startsWith('npm:')) return undefined;
  const named = splitName(range.slice('npm:'.length));
  // `npm:^1.0.0`, as yarn writes plain ranges, names no package.
  if (named.range !== '' || named.name.startsWith('@')) return named;
  return /^[a-z]/i.test(named.name) ? named : undefined;
}
