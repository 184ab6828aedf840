/** Whether one letter more, less or other, or two neighbours that changed places, turn one text into the other. */
export function isOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (a === b || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  let end = 0;
  while (end < short.length - at && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const left = short.length - at - end;
  if (long.length > short.length) return left === 0;
  return left === 1 || (left === 2 && short[at] === long[at + 1] && short[at + 1] === long[at]);
}
