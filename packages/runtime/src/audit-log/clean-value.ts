import { looksPlain } from './looks-plain.ts';

/** Stands for a value that is not what it should be. */
export const WITHHELD = 'withheld';

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
/** RFC 9562, with its version and variant: not any 32 hexadecimal digits. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const VERSION = /^(?:\$LATEST|[1-9]\d{0,7})$/;
const GROUP = /^[A-Za-z0-9_./#-]{1,256}$/;
const STREAM = /^\d{4}\/\d\d\/\d\d\/([A-Za-z0-9_-]{0,64})\[(?:\$LATEST|\d{1,8})\][0-9a-f]{32}$/;
const SOURCE = /^[a-z]{1,20}\d{0,2}(?:-(?:[a-z]{1,20}\d{0,2}|\d{1,2}))*$/;
const CODE = /^(?:[A-Z]{1,20}\d{0,2}(?:_[A-Z]{1,20}\d{0,2})*|[a-z]{1,20}\d{0,2}(?:[-./][a-z]{1,20}\d{0,2})*)$/;
const ROUTE = /^(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) )?([A-Za-z0-9$/{}+*._~#-]{1,256})$/;
/** An ARN, its account number masked before. At most two colons in what it names, never side by side: no address of IPv6. */
const ARN =
  /^arn:aws[a-z-]{0,20}:[a-z0-9-]{1,40}:[a-z0-9-]{0,40}:#?:[A-Za-z0-9$/{}+*._~#-]{1,256}(?::[A-Za-z0-9$/{}+*._~#-]{1,256}){0,2}$/;

/** What AWS itself has set is no payload: names that equal it need not look like words. */
const isOfAws = (value: string, variable: string): boolean => value === process.env[variable];

/** Each takes anything and gives what may be printed: ASCII without quotes, backslashes and control characters. */
export function cleanFunctionName(value: unknown): string {
  const isGood = (text: string): boolean => isOfAws(text, 'AWS_LAMBDA_FUNCTION_NAME') || looksPlain(text);
  return typeof value === 'string' && NAME.test(value) && isGood(value) ? value : WITHHELD;
}

export function cleanVersion(value: unknown): string {
  return typeof value === 'string' && VERSION.test(value) ? value : WITHHELD;
}

export function cleanRequestId(value: unknown): string {
  if (typeof value !== 'string' || value.length > 64) return WITHHELD;
  return UUID.test(value) || (NAME.test(value) && looksPlain(value)) ? value : WITHHELD;
}

export function cleanLogGroup(value: unknown): string {
  const isGood = (text: string): boolean => isOfAws(text, 'AWS_LAMBDA_LOG_GROUP_NAME') || looksPlain(text);
  return typeof value === 'string' && GROUP.test(value) && isGood(value) ? value : WITHHELD;
}

export function cleanLogStream(value: unknown): string {
  if (typeof value !== 'string' || value.length > 200) return WITHHELD;
  const found = STREAM.exec(value);
  return found !== null && (isOfAws(value, 'AWS_LAMBDA_LOG_STREAM_NAME') || looksPlain(found[1] ?? ''))
    ? value
    : WITHHELD;
}

export function cleanSource(value: unknown): string {
  return typeof value === 'string' && value.length <= 64 && SOURCE.test(value) ? value : WITHHELD;
}

export function cleanCode(value: unknown): string {
  const isGood = typeof value === 'string' && value.length <= 80 && CODE.test(value) && looksPlain(value);
  return isGood ? value : WITHHELD;
}

/** Numbers of twelve digits, as AWS accounts have, are masked: nobody who reads the log needs them. */
export function cleanRoute(value: unknown): string {
  if (typeof value !== 'string' || value.length > 256) return WITHHELD;
  const masked = value.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '#');
  const rest = ROUTE.exec(masked)?.[1] ?? (ARN.test(masked) ? masked : undefined);
  return rest !== undefined && looksPlain(rest) ? masked : WITHHELD;
}

/** A number of milliseconds, at most a day's, in whole microseconds; `undefined` for anything else. */
export function cleanMicroseconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0 && value <= 86_400_000)) return undefined;
  return Math.round(value * 1000);
}
