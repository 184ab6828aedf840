import { editDistance } from './edit-distance.ts';

/** The words that differ least from a misspelt one, if any are near. */
export function findNearest(word: string, known: Iterable<string>): readonly string[] {
  const wanted = word.toLowerCase();
  let limit = Math.min(3, Math.max(1, Math.floor(word.length / 4)));
  let nearest: string[] = [];
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < limit) nearest = [];
    if (distance <= limit) {
      limit = distance;
      nearest.push(candidate);
    }
  }
  return nearest.slice(0, 3);
}

/** `: did you mean …?`, or nothing. */
export function toHint(words: readonly string[]): string {
  return words.length === 0 ? '' : `: did you mean ${words.map((word) => `\`${word}\``).join(' or ')}?`;
}
