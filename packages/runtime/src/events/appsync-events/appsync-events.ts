import { fail, within, type Failure } from '../parts/failure.ts';
import { optionalText, optionalObject, textMap } from '../parts/http-fields.ts';
import type { Policy } from '../parts/policy.ts';
import { anything, array, isObject, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import { checkHeaders } from '../parts/http-headers.ts';
import { findTraversal } from '../parts/object-key.ts';

const shape = object({
  identity: optionalObject,
  result: optional(anything),
  request: object({ headers: textMap, domainName: optionalText }),
  info: object({
    channel: object({ path: line, segments: array(line) }),
    channelNamespace: object({ name: line }),
    operation: oneOf('PUBLISH', 'SUBSCRIBE'),
  }),
  error: optional(anything),
  prev: optional(anything),
  stash: optionalObject,
  outErrors: optional(array(anything)),
  events: optional(array(object({ id: line, payload: optional(anything) }))),
});

/** Messages that are published to a channel of AppSync Events, or a subscription to one. */
export type AppsyncEventsEvent = Infer<typeof shape>;

export interface AppsyncEventsPolicy extends Policy {
  readonly allowedNamespaces?: readonly string[];
}

export const appsyncEvents: EventSource<AppsyncEventsEvent, AppsyncEventsPolicy> = defineSource<
  AppsyncEventsEvent,
  AppsyncEventsPolicy
>({
  name: 'appsync-events',
  shape,
  matches: ({ info }) => isObject(info) && info['channel'] !== undefined && info['operation'] !== undefined,
  policyFields: ['allowedNamespaces'],
  check: ({ info, events, request }, { allowedNamespaces }, { maxRecords }): Failure | undefined => {
    if ((events?.length ?? 0) > maxRecords) return fail('TOO_MANY_RECORDS', 'events');
    const wrong = checkHeaders(request.headers, 'single');
    if (wrong) return within('request', within('headers', wrong));
    if (allowedNamespaces?.includes(info.channelNamespace.name) === false)
      return fail('NOT_ALLOWED', 'info', 'channelNamespace', 'name');
    const failure = findTraversal(info.channel.path);
    return failure && fail(failure.code, 'info', 'channel', 'path');
  },
});
