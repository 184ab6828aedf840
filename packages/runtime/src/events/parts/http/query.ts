import { fail } from '../failure.ts';
import { MAX_PARAMETERS, MAX_QUERY_VALUE_LENGTH } from './limits.ts';
import type { HttpPolicy } from './policy.ts';
import { array, isArray, map, matches, oneOrMany, optional, refine, string, type Shape } from '../shape.ts';
import { requireLine } from '../text.ts';
import { unescape } from '../unescape.ts';

/** Parsers that nest parameters by their names take them for prototypes: `a[__proto__][b]`, `constructor.prototype.b`. */
export const isPolluting = (name: string): boolean =>
  name.includes('__proto__') || (name.includes('constructor') && /constructor\W+prototype/.test(name));

/** One parameter, decoded: bounded, without control characters, as the policy's patterns say. */
export function checkParameter(
  name: string,
  text: string,
  { query, unknownFields, maxQueryValueLength = MAX_QUERY_VALUE_LENGTH }: HttpPolicy,
): void {
  const pattern = query !== undefined && Object.hasOwn(query, name) ? query[name] : undefined;
  requireLine(name);
  if (isPolluting(name)) fail('FORBIDDEN_KEY');
  if (unknownFields === 'reject' && query !== undefined && pattern === undefined) fail('UNKNOWN_FIELD');
  if (text.length > maxQueryValueLength) fail('TOO_LARGE');
  requireLine(text);
  if (pattern !== undefined && !matches(pattern, text)) fail('NOT_ALLOWED');
}

/** One parameter's text, decoded; bytes that are not UTF-8 become U+FFFD, and hide none of the others. */
export const decode: Decode = (text) =>
  text.includes('%') || text.includes('+') ? unescape(text.replaceAll('+', ' ')) : text;

export type Decode = (text: string) => string;

/** One parameter, whose name and value `read` decodes where they come encoded. */
const parameter = (read: Decode): Shape<string> =>
  refine(string, (text, policy: HttpPolicy, name) => checkParameter(read(name), read(text), policy), 'parameter');

const asIs: Decode = (text) => text;

type Query<T> = Shape<Record<string, T> | null | undefined>;

/** A map of parameters, with at most so many values in all. */
const toQuery = <T>(item: Shape<T>): Query<T> =>
  optional(
    refine(map(item), (values) => {
      let count = 0;
      for (const name in values) count += isArray(values[name]) ? values[name].length : 1;
      if (count > MAX_PARAMETERS) fail('TOO_LARGE');
    }),
  );

export const query = (): Query<string | undefined> => toQuery(parameter(asIs));

export const queryOrLists = (): Query<string | string[]> => toQuery(oneOrMany(parameter(asIs)));

/** Parameters as API Gateway writes them: the last value of each, and beside them all of them. The load balancer does not decode them. */
export const multiValueQuery = (
  read: Decode = asIs,
): {
  readonly queryStringParameters: Query<string | undefined>;
  readonly multiValueQueryStringParameters: Query<string[] | undefined>;
} => ({
  queryStringParameters: toQuery(parameter(read)),
  multiValueQueryStringParameters: toQuery(array(parameter(read))),
});
