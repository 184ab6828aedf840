/** An integer of any size: versions may hold dates, and numbers longer than a float is exact for. */
export type Integer = number | bigint;

const SAFE_DIGITS = 15;

/** Reads decimal digits. */
export const toInteger = (digits: string): Integer => (digits.length <= SAFE_DIGITS ? Number(digits) : BigInt(digits));

/** Both kinds compare with each other as numbers. */
export const compareIntegers = (a: Integer, b: Integer): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares as if the shorter one ended in zeros. */
export function compareReleases(a: readonly Integer[], b: readonly Integer[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareIntegers(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** By UTF-16 code units: both ecosystems allow ASCII only. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
