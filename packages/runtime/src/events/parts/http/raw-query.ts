import { checkWithin, fail } from '../failure.ts';
import { MAX_PARAMETERS, MAX_QUERY } from './limits.ts';
import type { HttpPolicy } from './policy.ts';
import { checkParameter, decode } from './query.ts';
import { requireLine } from '../text.ts';

/** Control characters, and what is to be decoded. */
const NOTABLE = /[^\t !-$&-*,-~\x80-\uffff]/;

type Query = Readonly<Record<string, unknown>>;

/**
 * The query string as it was sent, in the field `at`: its parameters are checked one by one, because API Gateway joins the values
 * of a repeated parameter with commas, and because a handler may read either. Where the event has parameters as well, which have
 * passed, they must be the same.
 */
export function checkRawQuery(
  at: string,
  raw: string | null | undefined,
  policy: HttpPolicy,
  query?: Query | null,
): void {
  // Events made by hand often leave it empty, and name the parameters alone.
  if (raw) checkWithin(at, () => checkPairs(raw, policy, query));
}

function checkPairs(raw: string, policy: HttpPolicy, query: Query | null | undefined): void {
  if (raw.length > MAX_QUERY) fail('TOO_LARGE');
  const isEncoded = NOTABLE.test(raw);
  if (isEncoded) requireLine(raw);
  else if (policy.query === undefined && query && isOneByOne(raw, query)) return;
  const sent = query ? new Map<string, string>() : undefined;
  const pairs = raw.split('&');
  if (pairs.length > MAX_PARAMETERS) fail('TOO_LARGE');
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const middle = equals < 0 ? pair.length : equals;
    const name = decode(pair.slice(0, middle));
    const value = decode(pair.slice(middle + 1));
    const before = sent?.get(name);
    sent?.set(name, before === undefined ? value : `${before},${value}`);
    // What it must be part of has passed, but for a pattern that it alone must match.
    if (sent === undefined || policy.query !== undefined || name === '') checkParameter(name, value, policy);
  }
  if (sent !== undefined) requireSame(sent, query as Query);
}

/** Whether a query with nothing to decode is just these parameters one after the other. */
function isOneByOne(raw: string, query: Query): boolean {
  const pairs = `${raw}&`;
  let at = 0;
  let count = 0;
  for (const name in query) {
    const value = query[name] as string;
    if (name.includes('=')) return false;
    let used = 0;
    // Values of a repeated parameter are joined with commas.
    do {
      if (++count > MAX_PARAMETERS) return false;
      const start = at + name.length + 1;
      const end = pairs.indexOf('&', at);
      if (start > end || !pairs.startsWith(name, at) || pairs[start - 1] !== '=') return false;
      if (!value.startsWith(pairs.slice(start, end), used)) return false;
      used += end - start;
      at = end + 1;
    } while (value[used++] === ',');
    if (used <= value.length) return false;
  }
  return at === pairs.length;
}

/** API Gateway makes the parameters of the query: what only one of them says, it did not make. */
function requireSame(sent: Map<string, string>, query: Query): void {
  for (const name in query) {
    if (!isSame(sent.get(name), query[name])) fail('INCONSISTENT');
    sent.delete(name);
  }
  // What has no name need not become a parameter.
  sent.delete('');
  if (sent.size > 0) fail('INCONSISTENT');
}

/** API Gateway makes blanks of encoded plus signs as well; and what is not UTF-8 others decode in their own way, or not at all. */
const isSame = (sent: string | undefined, said: unknown): boolean =>
  sent === said ||
  (sent !== undefined &&
    (sent.replaceAll('+', ' ') === said || (sent.includes('\ufffd') && toAscii(sent) === toAscii(String(said)))));

const toAscii = (text: string): string => text.replaceAll('+', ' ').replaceAll(/%[89a-f][\da-f]|[\x80-\uffff]/gi, '');
