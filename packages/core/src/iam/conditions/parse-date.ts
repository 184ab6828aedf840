/**
 * Milliseconds since 1970 of a date of a condition, or `undefined`. A date is one of ISO 8601 as W3C profiles it
 * (https://www.w3.org/TR/NOTE-datetime), without a zone in UTC, or seconds since 1970.
 */
export function parseDate(text: string): number | undefined {
  if (/^[+-]?\d{5,15}(?:\.\d{1,9})?$|^[+-]?\d{1,3}(?:\.\d{1,9})?$|^-\d{4}$/.test(text))
    return Math.round(Number(text) * 1000);
  const match =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d:?\d\d)?)?)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(toNumber);
  const isReal =
    month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour <= 24 && minute <= 59 && second <= 60;
  if (!isReal || (hour === 24 && minute + second > 0)) return undefined;
  const offset = parseOffset(match[8]);
  if (offset === undefined) return undefined;
  const fraction = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
  const utc = new Date(0);
  // `Date.UTC` reads years below 100 as of the twentieth century.
  utc.setUTCFullYear(year, month - 1, day);
  return utc.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction;
}

const toNumber = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Minutes east of UTC. */
function parseOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
