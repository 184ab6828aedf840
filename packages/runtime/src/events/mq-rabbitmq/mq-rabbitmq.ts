import { arn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { fail, type Failure } from '../parts/failure.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import { definePayload } from '../parts/payload.ts';
import { exactly, array, isObject, map, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = object({
  eventSource: exactly('aws:rmq'),
  eventSourceArn: arn('mq'),
  rmqMessagesByQueue: map(
    array(
      object({
        basicProperties: object({
          contentType: optionalText,
          contentEncoding: optionalText,
          headers: optionalObject,
          deliveryMode: optional(number),
          priority: optional(number),
          correlationId: optionalText,
          replyTo: optionalText,
          expiration: optionalText,
          messageId: optionalText,
          timestamp: optionalText,
          type: optionalText,
          userId: optionalText,
          appId: optionalText,
          bodySize: optional(number),
        }),
        redelivered: optionalBoolean,
        data: base64,
      }),
    ),
  ),
});

/** Messages of queues of RabbitMQ. */
export type MqRabbitmqEvent = Infer<typeof shape>;

export const mqRabbitmq: EventSource<MqRabbitmqEvent> = defineSource<MqRabbitmqEvent>({
  name: 'mq-rabbitmq',
  shape,
  matches: ({ eventSource, rmqMessagesByQueue }) => eventSource === 'aws:rmq' && isObject(rmqMessagesByQueue),
  payload: definePayload(['rmqMessagesByQueue', '*', '*', 'data'], 'base64'),
  check: ({ rmqMessagesByQueue }, _, { maxRecords }): Failure | undefined => {
    let count = 0;
    for (const queue in rmqMessagesByQueue) count += rmqMessagesByQueue[queue]?.length ?? 0;
    return count > maxRecords ? fail('TOO_MANY_RECORDS', 'rmqMessagesByQueue') : undefined;
  },
});
