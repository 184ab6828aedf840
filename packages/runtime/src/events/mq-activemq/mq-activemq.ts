import { arn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { optionalBoolean, optionalObject } from '../parts/optional.ts';
import { decoded, inEach, inField } from '../parts/payload.ts';
import { alsoWith, array, isArray, line, number, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';

interface JmsProperties {
  readonly deliveryMode?: number | null;
  readonly replyTo?: string | null;
  readonly type?: string | null;
  readonly expiration?: number | string | null;
  readonly priority?: number | null;
  readonly correlationId?: string | null;
  readonly correlationID?: string | null;
  readonly brokerInTime?: number | null;
  readonly brokerOutTime?: number | null;
}

const shape = () =>
  object({
    eventSource: oneOf('aws:mq', 'aws:amq'),
    eventSourceArn: arn('mq'),
    messages: array(
      alsoWith<JmsProperties>()(
        object({
          messageID: line,
          messageType: line,
          redelivered: optionalBoolean,
          destination: optional(object({ physicalName: optional(line) })),
          data: base64,
          timestamp: optional(number),
          properties: optionalObject,
        }),
      ),
    ),
  });

/** Messages of a broker of Apache ActiveMQ. */
export type MqActivemqEvent = Infer<typeof shape>;

export const mqActivemq: EventSource<MqActivemqEvent> = defineRecordSource<MqActivemqEvent>({
  name: 'mq-activemq',
  shape,
  matches: ({ eventSource, messages }) => (eventSource === 'aws:mq' || eventSource === 'aws:amq') && isArray(messages),
  recordsAt: 'messages',
  payload: inEach('messages', inField('data', decoded)),
});
