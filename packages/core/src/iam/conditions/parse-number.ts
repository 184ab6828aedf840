/** A number of a condition, or `undefined`: the whole text counts, `10abc` is none. */
export function parseNumber(text: string): number | undefined {
  if (text.length > 400 || !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
