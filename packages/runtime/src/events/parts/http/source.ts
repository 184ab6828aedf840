import type { SourceName } from '../../source-name.ts';
import { HTTP_FIELDS, type HttpPolicy } from './policy.ts';
import { requireJson, toRefusal } from './refusal.ts';
import { checkRequest, isBase64, type Request } from './request.ts';
import type { Limits } from '../limits.ts';
import { decoded, inField, json } from '../payload.ts';
import type { DefaultLimits } from '../policy.ts';
import type { Shape } from '../shape.ts';
import { defineSource, type EventSource } from '../source.ts';

export interface HttpSourceOptions<E> {
  readonly name: SourceName;
  readonly shape: () => Shape<E>;
  readonly matches: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly defaults?: DefaultLimits;
  /** What the shape cannot say, besides what all requests have in common. */
  readonly check?: (event: E, policy: HttpPolicy & Limits) => void;
}

/** JSON, in base64 or not; a body that is declared as something else is not read as JSON. */
const payload = /* @__PURE__ */ inField('body', (body, request) => {
  requireJson(request);
  return (isBase64(request) ? decoded : json)(body, request);
});

/** A source whose events are requests. */
export function defineHttpSource<E extends Request>(options: HttpSourceOptions<E>): EventSource<E, HttpPolicy> {
  const { check } = options;
  return defineSource<E, HttpPolicy>({
    ...options,
    kind: 'http',
    policyFields: HTTP_FIELDS,
    payload,
    refuse: toRefusal,
    check: (event, policy, shape) => checkRequest(event, policy, check, shape),
  });
}
