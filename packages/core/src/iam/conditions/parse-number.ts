/** A decimal number, exactly: `digits` times ten to the power of `exponent`. */
export interface ExactNumber {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The longest text that is taken for a number. */
export const MAX_LENGTH = 400;
const MAX_EXPONENT = 9999;

/** A number of a condition, or `undefined`: the whole text counts, `10abc` is none. */
export function parseNumber(text: string): ExactNumber | undefined {
  const match = text.length > MAX_LENGTH ? null : /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole + fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const exponent = Number(power) - fraction.length;
  // Of the sum, so that a number is one in each of its spellings: proofs list numbers in another than policies do.
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  return { digits: sign === '-' ? -digits : digits, exponent };
}

/** Below zero where `a` is less than `b`, zero where they are equal: a double would take 2^53 and 2^53 + 1 for one number. */
export function compareExactly(a: ExactNumber, b: ExactNumber): number {
  if (a.exponent === b.exponent) return signOf(a.digits - b.digits);
  const sign = signOf(a.digits);
  if (sign !== signOf(b.digits) || sign === 0) return sign - signOf(b.digits);
  const magnitude = magnitudeOf(a) - magnitudeOf(b);
  if (magnitude !== 0) return sign * Math.sign(magnitude);
  // INVARIANT: of one magnitude, the powers are no further apart than the digits are many.
  const least = Math.min(a.exponent, b.exponent);
  return signOf(scale(a, least) - scale(b, least));
}

const signOf = (value: bigint): number => (value === 0n ? 0 : value < 0n ? -1 : 1);

/** How many digits stand before the point; below zero for the zeros behind it. */
const magnitudeOf = ({ digits, exponent }: ExactNumber): number =>
  String(digits < 0n ? -digits : digits).length + exponent;

const scale = ({ digits, exponent }: ExactNumber, to: number): bigint => digits * 10n ** BigInt(exponent - to);
