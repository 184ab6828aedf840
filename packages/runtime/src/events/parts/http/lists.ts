import { checkWithin, fail } from '../failure.ts';
import {
  checkHeaders,
  facts,
  failTwice,
  headerMap,
  isAwsHost,
  readText,
  wasSeen,
  type Name,
  type Read,
} from './headers.ts';
import { FORWARDED, HOST, OTHER_HOST } from './limits.ts';
import { multiValueQuery, type Decode } from './query.ts';
import { isArray, isText, optional, ownMap, refine, type Shape } from '../shape.ts';

const headerLists: Shape<Record<string, string[] | undefined> | null | undefined> = /* @__PURE__ */ optional(
  ownMap as Shape<Record<string, string[] | undefined>>,
);

/** One value or several: VPC Lattice writes either (Amazon VPC Lattice User Guide, "Receive events from the VPC Lattice service"). */
export const headerMapOrLists: Shape<Record<string, string | string[]> | null | undefined> = /* @__PURE__ */ optional(
  refine(
    ownMap as Shape<Record<string, string | string[]>>,
    (headers) =>
      checkHeaders(headers, (value, name) => (isText(value) ? readText(value, name, '') : readTexts(value, name))),
    'headers',
  ),
);

type Fields = Readonly<Record<string, unknown>>;

interface Lists {
  readonly headers?: Fields | null | undefined;
  readonly multiValueHeaders?: Fields | null | undefined;
  readonly queryStringParameters?: Fields | null | undefined;
  readonly multiValueQueryStringParameters?: Fields | null | undefined;
}

/** Headers and parameters as API Gateway and the load balancer write them: the last value of each, and beside them all of them. */
export const multiValueFields = (decode?: Decode) => ({
  headers: headerMap,
  multiValueHeaders: headerLists,
  ...multiValueQuery(decode),
});

/** Texts of which those that decide something say the same. */
export function readTexts(texts: unknown, name: Name): string | undefined {
  if (!isArray(texts)) fail('SHAPE', '*');
  const { decides } = name;
  const [first] = texts as readonly (string | undefined)[];
  for (const text of texts as readonly unknown[]) {
    readText(text, name, '');
    // Each proxy may add its own to `Forwarded` (RFC 7239, 4).
    if (text !== first && decides >= 0 && decides !== FORWARDED) failTwice(decides, name.lower);
  }
  if (decides === FORWARDED) return texts.join();
  if (decides !== HOST || first === facts[HOST] || !areOfAws(facts[HOST], first)) return first;
  // Two of its own hosts, in one sample.
  facts[OTHER_HOST] = first;
  return facts[HOST];
}

/** Samples that AWS publishes name two of its own hosts (`sam local generate-event apigateway aws-proxy`). */
const areOfAws = (one: unknown, other: unknown): boolean => isAwsHost(one) && isAwsHost(other);

/** API Gateway and the load balancer write the last value of each header and parameter, and beside them lists of all of them: they must agree. */
export function checkLists(event: Lists): void {
  const { headers, multiValueHeaders, queryStringParameters: query, multiValueQueryStringParameters: lists } = event;
  const read: Read = (value, name) => {
    const single = headers && wasSeen(name) ? headers[name.spelled] : undefined;
    if (single !== undefined && isArray(value) && !value.includes(single) && !isOfSample(name, single, value))
      fail('INCONSISTENT', '*');
    return readTexts(value, name);
  };
  if (multiValueHeaders)
    checkWithin('multiValueHeaders', () => checkHeaders(multiValueHeaders, read, Boolean(headers)));
  for (const name in lists) {
    const list = lists[name] as readonly unknown[];
    if (query && Object.hasOwn(query, name) && !list.includes(query[name]))
      fail('INCONSISTENT', 'multiValueQueryStringParameters.*');
  }
}

/**
 * Where samples that AWS publishes contradict themselves: two of its own hosts, and an address that was taken out of one of two
 * places (`apigw-websocket-request.json` of aws-lambda-go).
 */
const isOfSample = ({ lower, decides }: Name, single: unknown, [value, next]: readonly unknown[]): boolean =>
  decides === HOST ? areOfAws(single, value) : lower === 'x-forwarded-for' && value === '*.*.*.*' && next === undefined;
