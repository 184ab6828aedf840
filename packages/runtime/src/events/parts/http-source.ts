import type { Failure } from './failure.ts';
import { fail } from './failure.ts';
import { HTTP_FIELDS, type HttpPolicy } from './http-policy.ts';
import { requireJson, toRefusal } from './http-refusal.ts';
import { checkRequest, type RequestFields } from './http-request.ts';
import type { Limits } from './limits.ts';
import { definePayload } from './payload.ts';
import type { DefaultLimits } from './policy.ts';
import { defineSource, type EventSource } from './source.ts';
import type { Shape } from './shape.ts';
import type { SourceName } from '../source-name.ts';

export interface HttpSourceOptions<E> {
  readonly name: SourceName;
  readonly shape: Shape<E>;
  readonly matches: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly request: RequestFields;
  readonly defaults?: DefaultLimits;
  readonly check?: (event: E, policy: HttpPolicy, limits: Limits) => Failure | undefined;
}

/** A source whose events are requests. */
export function defineHttpSource<E>(options: HttpSourceOptions<E>): EventSource<E, HttpPolicy> {
  const { name, shape, matches, request, defaults, check } = options;
  const known = shape.fields ?? {};
  return defineSource<E, HttpPolicy>({
    name,
    kind: 'http',
    shape,
    matches,
    policyFields: HTTP_FIELDS,
    payload: definePayload([request.body ?? 'body'], 'json', requireJson),
    refuse: toRefusal,
    defaults,
    check: (event, policy, limits) => {
      const fields = event as Readonly<Record<string, unknown>>;
      if (policy.unknownFields === 'reject') {
        for (const name in fields) if (!Object.hasOwn(known, name)) return fail('UNKNOWN_FIELD', '*');
      }
      return checkRequest(fields, request, policy, limits) ?? check?.(event, policy, limits);
    },
  });
}
