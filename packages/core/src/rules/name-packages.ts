import { listWords } from './permissions/list-words.ts';
import { shorten } from './shorten.ts';

/** Characters that the names of a message may take. */
const ROOM = 60;

/** The first packages by name, two where both fit, and how many more there are. */
export function namePackages(refs: readonly { readonly name: string }[]): string {
  const names = [...new Set(refs.map(({ name }) => shorten(name)))];
  const length = names.slice(0, 2).reduce((sum, name) => sum + name.length, 0);
  return listWords(
    names.map((name) => `\`${name}\``),
    length > ROOM ? 1 : 2,
  );
}
