import { parseNumber } from '../../conditions/parse-number.ts';

/** Each number, one between each two, one below and one above; whole ones where there are any. */
export function listNumbers(values: readonly string[]): readonly string[] {
  const known = values.flatMap((value) => parseNumber(value) ?? []);
  const sorted = [...new Set(known)].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return ['1'];
  const between = sorted.slice(1).map((high, index) => findBetween(sorted[index] as number, high));
  return [...sorted, first - 1, last + 1, ...between].filter(Number.isFinite).map(print);
}

function findBetween(low: number, high: number): number {
  const whole = Math.floor(low) + 1;
  return whole < high ? whole : low + (high - low) / 2;
}

/** In plain digits: an exponent is no number everywhere. */
const print = (value: number): string => {
  const text = String(value);
  return text.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
};
