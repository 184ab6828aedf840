import { appsyncIdentity } from '../parts/appsync-identity.ts';
import { isObject } from '../../is-object.ts';
import { requireAllowed, requireCount } from '../parts/records.ts';
import { checkAt, fail } from '../parts/failure.ts';
import { optionalText, optionalObject } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { anything, array, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { headerMap } from '../parts/http/headers.ts';
import { checkSegments } from '../parts/http/path.ts';

const shape = () =>
  object({
    identity: appsyncIdentity(),
    result: optional(anything),
    request: object({ headers: headerMap, domainName: optionalText }),
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
  policyFields: { allowedNamespaces: isTexts },
  check: ({ info, events }, policy): void => {
    requireCount(events?.length ?? 0, policy, 'events');
    requireAllowed(info.channelNamespace.name, policy.allowedNamespaces, 'info.channelNamespace.name');
    const { path, segments } = info.channel;
    checkAt('info.channel.path', () => checkSegments(path));
    if (path.replaceAll(/^\/|\/$/g, '') !== segments.join('/') || info.channelNamespace.name !== segments[0])
      fail('INCONSISTENT', 'info.channel.segments');
  },
});
