import { checkWithin, fail } from './failure.ts';
import { areOfAws, checkHeaders, wasSeen, type Name } from './http-headers.ts';
import { HOST } from './http-limits.ts';
import { optional, ownMap, refine, type Shape } from './shape.ts';

export const headerLists: Shape<Record<string, string[] | undefined> | null | undefined> = /* @__PURE__ */ optional(
  ownMap as Shape<Record<string, string[] | undefined>>,
);

/** One value or several: VPC Lattice writes either (Amazon VPC Lattice User Guide, "Receive events from the VPC Lattice service"). */
export const headerMapOrLists: Shape<Record<string, string | string[]> | null | undefined> = /* @__PURE__ */ optional(
  refine(
    ownMap as Shape<Record<string, string | string[]>>,
    (headers) => checkHeaders(headers, (value) => (Array.isArray(value) ? value : [value])),
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

/** API Gateway and the load balancer write the last value of each header and parameter, and beside them lists of all of them: they must agree. */
export function checkLists(event: Lists): void {
  const { headers, multiValueHeaders, queryStringParameters: query, multiValueQueryStringParameters: lists } = event;
  const toTexts = (value: unknown, name: Name): readonly unknown[] => {
    if (!Array.isArray(value)) fail('SHAPE', '*');
    const single = headers && wasSeen(name) ? headers[name.spelled] : undefined;
    if (single !== undefined && !value.includes(single) && !isOfSample(name, single, value)) fail('INCONSISTENT', '*');
    return value;
  };
  if (multiValueHeaders)
    checkWithin('multiValueHeaders', () => checkHeaders(multiValueHeaders, toTexts, Boolean(headers)));
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
  decides === HOST
    ? areOfAws(single, value)
    : lower === 'x-forwarded-for' && value === '*.*.*.*' && next === undefined;
