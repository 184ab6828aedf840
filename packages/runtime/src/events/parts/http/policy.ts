import { isObject } from '../../../is-object.ts';
import type { OptionRule } from '../../../options.ts';
import { isPattern, isSize, isTexts, type Policy, type RulesOf } from '../policy.ts';

/** What a policy of an HTTP source may say. */
export interface HttpPolicy extends Policy {
  /** Methods to serve; a header that overrides the method counts as the method. Without it: the methods of REST, and no override. */
  readonly methods?: readonly string[];
  /** What the path must match: `^` and `$` bind it to its beginning and its end. A header that names another path (`X-Original-URL`, `X-Rewrite-URL`) counts as the path. */
  readonly path?: RegExp;
  /** Hosts to serve, in lower case and without port: of `Host`, `X-Forwarded-Host`, and other headers that name one. */
  readonly allowedHosts?: readonly string[];
  /** What each value of a query parameter must match, by its name; `^` and `$` bind it. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** The longest value of a query parameter, in characters. */
  readonly maxQueryValueLength?: number;
  /** Whether fields of the event that the source does not know, and query parameters that `query` does not name, are refused. */
  readonly unknownFields?: 'reject' | 'ignore';
}

/** A list of texts that requests can have: others would never match. */
const texts = (expected: string, pattern: RegExp): OptionRule => [
  (value) => isTexts[0](value) && (value as readonly string[]).every((text) => pattern.test(text)),
  expected,
];

export const HTTP_FIELDS: RulesOf<HttpPolicy> = {
  methods: /* @__PURE__ */ texts('a list of methods in capitals', /^[A-Z-]+$/),
  path: isPattern,
  allowedHosts: /* @__PURE__ */ texts(
    'a list of hosts in lower case without port',
    /^(?:[^\s/:@A-Z]+|\[[\da-f:.]+\])$/,
  ),
  query: [
    (value) => isObject(value) && Object.values(value).every(isPattern[0]),
    'an object with a RegExp for each name',
  ],
  maxQueryValueLength: isSize,
  unknownFields: [(value) => value === 'reject' || value === 'ignore', "'reject' or 'ignore'"],
};
