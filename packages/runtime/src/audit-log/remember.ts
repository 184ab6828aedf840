import { WITHHELD } from './clean-value.ts';

const MAX_REMEMBERED = 256;

/**
 * `toText`, asked once for each of the few values that come again and again. What was withheld is not kept: a stream of different
 * values must not fill the memory for the few good ones.
 */
export function remember(toText: (value: unknown) => string): (value: unknown) => string {
  const known = new Map<unknown, string>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const text = toText(value);
    if (known.size < MAX_REMEMBERED && !text.includes(WITHHELD)) known.set(value, text);
    return text;
  };
}
