import { compareExactly, MAX_LENGTH, parseNumber, type ExactNumber } from '../../conditions/parse-number.ts';

/** Each number, one between each two, one below and one above; whole ones where there are any. */
export function listNumbers(values: readonly string[]): readonly string[] {
  const sorted = values.flatMap((value) => parseNumber(value) ?? []).sort(compareExactly);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return ['1'];
  const between = sorted.flatMap((high, index) => findBetween(sorted[index - 1], high));
  return [...new Set([...sorted, move(first, -1n), move(last, 1n), ...between].map(print))];
}

function findBetween(low: ExactNumber | undefined, high: ExactNumber): readonly ExactNumber[] {
  if (low === undefined || compareExactly(low, high) === 0) return [];
  const near = [...findWhole(low), move(low, 1n), move(high, -1n)];
  const found = near.find((one) => compareExactly(low, one) < 0 && compareExactly(one, high) < 0);
  // INVARIANT: where neither's last digit can be moved, they are one unit of the finer of them apart.
  return [found ?? (low.exponent <= high.exponent ? halve(low, 5n) : halve(high, -5n))];
}

/** So many digits behind the point, or zeros before it, are written out. */
const MAX_ZEROS = 20;

/** The next whole number, where there are few digits behind the point. */
function findWhole({ digits, exponent }: ExactNumber): readonly ExactNumber[] {
  if (exponent >= 0 || exponent < -MAX_ZEROS) return [];
  const whole = digits / 10n ** BigInt(-exponent);
  return [{ digits: digits < 0n ? whole : whole + 1n, exponent: 0 }];
}

/** By one of its last digit. */
const move = ({ digits, exponent }: ExactNumber, by: bigint): ExactNumber => ({ digits: digits + by, exponent });

/** Half a unit of the last digit away. */
const halve = ({ digits, exponent }: ExactNumber, by: bigint): ExactNumber => ({
  digits: digits * 10n + by,
  exponent: exponent - 1,
});

/** In plain digits where they are few: an exponent is no number everywhere. */
function print(number: ExactNumber): string {
  const { digits, exponent } = number;
  const plain = Math.abs(exponent) > MAX_ZEROS ? undefined : printPlain(number);
  return plain === undefined || plain.length > MAX_LENGTH ? `${digits}e${exponent}` : plain;
}

function printPlain({ digits, exponent }: ExactNumber): string {
  if (exponent >= 0) return `${digits}${'0'.repeat(exponent)}`;
  const text = String(digits < 0n ? -digits : digits).padStart(1 - exponent, '0');
  const fraction = text.slice(exponent).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${text.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`;
}
