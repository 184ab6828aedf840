import { isPattern, isSize, isTexts, type Policy, type RulesOf } from './policy.ts';
import { isObject } from './shape.ts';

/** What a policy of an HTTP source may say. */
export interface HttpPolicy extends Policy {
  /** Methods to serve; a header that overrides the method counts as the method. Without it: the methods of REST, and no override. */
  readonly methods?: readonly string[];
  /** What the path must match. */
  readonly path?: RegExp;
  /** Hosts to serve, without port: of `Host` and of `X-Forwarded-Host`. */
  readonly allowedHosts?: readonly string[];
  /** What each value of a query parameter must match, by its name. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** The longest value of a query parameter, in characters. */
  readonly maxQueryValueLength?: number;
  /** Whether fields of the event that the source does not know, and query parameters that `query` does not name, are refused. */
  readonly unknownFields?: 'reject' | 'ignore';
}

export const HTTP_FIELDS: RulesOf<HttpPolicy> = {
  methods: isTexts,
  path: isPattern,
  allowedHosts: isTexts,
  query: (value) => isObject(value) && Object.values(value).every(isPattern),
  maxQueryValueLength: isSize,
  unknownFields: (value) => value === 'reject' || value === 'ignore',
};
