import { identifier } from '../parts/matching.ts';
import { isObject } from '../../is-object.ts';
import { requireCount } from '../parts/records.ts';
import { optionalBoolean } from '../parts/optional.ts';
import { array, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { folded } from '../parts/text.ts';

const address = () => object({ address: line });

const shape = () =>
  object({
    summaryVersion: line,
    envelope: object({ mailFrom: address(), recipients: array(address()) }),
    sender: optional(address()),
    subject: optional(folded),
    messageId: identifier,
    invocationId: line,
    flowDirection: oneOf('INBOUND', 'OUTBOUND'),
    truncated: optionalBoolean,
  });

/** An email that Amazon WorkMail hands over. */
export type WorkmailEvent = Infer<typeof shape>;

export const workmail: EventSource<WorkmailEvent> = defineSource<WorkmailEvent>({
  name: 'workmail',
  shape,
  matches: ({ summaryVersion, envelope, flowDirection }) =>
    summaryVersion !== undefined && isObject(envelope) && flowDirection !== undefined,
  check: ({ envelope }, policy): void => requireCount(envelope.recipients.length, policy, 'envelope.recipients'),
});
