/** One way to write a handler: its files by path, the first of them the one that holds the handler. */
export interface Spelling {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** `app.handler` unless it says otherwise. */
  readonly handler?: { readonly file: string; readonly export: string };
  readonly layers?: readonly string[];
  /** Forms that would not mean the same: a bundle of what is loaded by a computed name, a compiled form of CommonJS. */
  readonly only?: 'source';
}

/** Spellings from their names; a text alone stands for one file `app.ts`. */
export function defineSpellings(
  group: string,
  spellings: Readonly<Record<string, string | Omit<Spelling, 'name'> | Readonly<Record<string, string>>>>,
): readonly Spelling[] {
  return Object.entries(spellings).map(([name, given]) => {
    const full = `${group}: ${name}`;
    if (typeof given === 'string') return { name: full, files: { 'app.ts': given } };
    return isSpelling(given) ? { ...given, name: full } : { name: full, files: given };
  });
}

const isSpelling = (
  given: Omit<Spelling, 'name'> | Readonly<Record<string, string>>,
): given is Omit<Spelling, 'name'> => typeof given.files === 'object';
