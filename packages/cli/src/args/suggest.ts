/** The edit distance between two short words; a swap of neighbours counts as one edit. */
function toDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, change, swap));
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], i: number): number => row[i] ?? 0;

/** The one of `known` that `word` most probably meant, or `undefined` when nothing is close. */
export function findClosest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  const lower = word.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = toDistance(lower, name.toLowerCase());
    if (distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  const limit = Math.max(1, Math.floor(word.length / 3));
  if (best !== undefined && best.distance <= limit) return best.name;
  return lower.length >= 2 ? known.find((name) => name.toLowerCase().startsWith(lower)) : undefined;
}

/** `did you mean \`x\`?`, or what exists when nothing is close. */
export function toHint(word: string, known: readonly string[], noun: string): string {
  const closest = findClosest(word, known);
  return closest === undefined ? `${noun}: ${known.join(', ')}` : `did you mean \`${closest}\`?`;
}
