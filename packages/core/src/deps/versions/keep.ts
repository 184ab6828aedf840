const MOST_KEPT = 10_000;
const LONGEST_KEPT = 256;

/** The same few versions and ranges are named again and again: what was read of a text is kept for a while. */
export function keep<Value>(parse: (text: string) => Value | undefined): (text: string) => Value | undefined {
  const kept = new Map<string, Value | undefined>();
  return (text) => {
    if (text.length > LONGEST_KEPT) return parse(text);
    const known = kept.get(text);
    if (known !== undefined || kept.has(text)) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const value = parse(text);
    kept.set(text, value);
    return value;
  };
}
