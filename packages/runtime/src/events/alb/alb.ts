import { isObject } from '../../is-object.ts';
import { arn } from '../parts/arn.ts';
import { optionalBoolean, optionalText } from '../parts/optional.ts';
import { checkLists, multiValueFields } from '../parts/http/lists.ts';
import { method } from '../parts/http/method.ts';
import { requestPath } from '../parts/http/path.ts';
import type { HttpPolicy } from '../parts/http/policy.ts';
import { decode } from '../parts/http/query.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    requestContext: object({ elb: object({ targetGroupArn: arn('elasticloadbalancing') }) }),
    httpMethod: method,
    path: requestPath,
    ...multiValueFields(decode),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
  });

/** A request of an Application Load Balancer. */
export type AlbEvent = Infer<typeof shape>;
export type AlbPolicy = HttpPolicy;

/** The largest body that a load balancer passes on (Elastic Load Balancing, "Lambda functions as targets"). */
const MAX_BODY_BYTES = 1024 * 1024;

export const alb: EventSource<AlbEvent, AlbPolicy> = defineHttpSource({
  name: 'alb',
  shape,
  matches: ({ requestContext }) => isObject(requestContext) && requestContext['elb'] !== undefined,
  defaults: { maxBodyBytes: MAX_BODY_BYTES },
  check: checkLists,
});
