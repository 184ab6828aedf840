const MAX_REMEMBERED = 256;

/**
 * `toText`, asked once for each of the few values that come again and again; the last one is at hand without a search. What `isKept`
 * does not want is asked for each time.
 */
export function remember(
  toText: (value: unknown) => string,
  isKept: (text: string) => boolean = () => true,
): (value: unknown) => string {
  const known = new Map<unknown, string>();
  let [last, lastText]: [unknown, string] = [remember, ''];
  return (value) => {
    if (value === last) return lastText;
    const found = known.get(value);
    const text = found ?? toText(value);
    if (!isKept(text)) return text;
    if (found === undefined && known.size < MAX_REMEMBERED) known.set(value, text);
    [last, lastText] = [value, text];
    return text;
  };
}
