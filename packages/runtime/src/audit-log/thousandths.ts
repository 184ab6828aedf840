/**
 * Prints a whole number of thousandths, below 10^12, as JavaScript prints the fraction: to print a fraction takes V8 as long as a third of
 * its digest, so the 1,000 that there are behind the point are printed once.
 */
export function createToThousandths(): (count: number) => string {
  const fractions: string[] = [];
  return (count) => {
    const rest = count % 1000;
    const fraction = (fractions[rest] ??= rest === 0 ? '' : String(rest / 1000).slice(1));
    return `${(count - rest) / 1000}${fraction}`;
  };
}
