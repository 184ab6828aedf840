import { arn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import { definePayload } from '../parts/payload.ts';
import { array, either, number, object, oneOf, optional, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

const shape = object({
  eventSource: oneOf('aws:mq', 'aws:amq'),
  eventSourceArn: arn('mq'),
  messages: array(
    object({
      messageID: line,
      messageType: line,
      deliveryMode: optional(number),
      replyTo: optionalText,
      type: optionalText,
      expiration: optional(either(number, string)),
      priority: optional(number),
      correlationId: optionalText,
      correlationID: optionalText,
      redelivered: optionalBoolean,
      destination: optional(object({ physicalName: line })),
      data: base64,
      timestamp: optional(number),
      brokerInTime: optional(number),
      brokerOutTime: optional(number),
      properties: optionalObject,
    }),
  ),
});

/** Messages of a broker of Apache ActiveMQ. */
export type MqActivemqEvent = Infer<typeof shape>;

export const mqActivemq: EventSource<MqActivemqEvent> = defineSource<MqActivemqEvent>({
  name: 'mq-activemq',
  shape,
  matches: ({ eventSource, messages }) =>
    (eventSource === 'aws:mq' || eventSource === 'aws:amq') && Array.isArray(messages),
  recordsAt: 'messages',
  payload: definePayload(['messages', '*', 'data'], 'base64'),
});
