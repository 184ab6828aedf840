import { parseDate } from '../../conditions/parse-date.ts';

/** The last moment that ECMAScript's dates can tell, in milliseconds. */
const LAST = 8_640_000_000_000_000;

/** Each moment, and the milliseconds beside it. */
export function listDates(values: readonly string[]): readonly string[] {
  const known = values.flatMap((value) => parseDate(value) ?? []);
  const moments =
    known.length === 0 ? [Date.UTC(2030, 0)] : [0, 1, -1].flatMap((by) => known.map((value) => value + by));
  return [...new Set(moments)]
    .filter((moment) => Math.abs(moment) <= LAST)
    .map(print)
    .filter((text, index, all) => parseDate(text) !== undefined && all.indexOf(text) === index);
}

const print = (moment: number): string => new Date(moment).toISOString().replace('.000Z', 'Z');
