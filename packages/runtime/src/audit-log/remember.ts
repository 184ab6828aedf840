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

/** The last value of a member, and its text: most of the time it is the next one too. */
export interface Last {
  value: unknown;
  text: string;
}

export const createLast = (value: unknown, toText: (value: unknown) => string): Last => ({
  value,
  text: toText(value),
});

/** The text of another value than the last. */
export function replaceLast(last: Last, value: unknown, toText: (value: unknown) => string): string {
  last.value = value;
  last.text = toText(value);
  return last.text;
}
