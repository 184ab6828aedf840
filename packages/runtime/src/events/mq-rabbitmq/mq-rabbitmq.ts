import { isObject } from '../../is-object.ts';
import { requireCount } from '../parts/records.ts';
import { arn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { optionalBoolean, optionalObject } from '../parts/optional.ts';
import { decoded, inLists, inField } from '../parts/payload.ts';
import { alsoWith, exactly, array, object, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { named } from '../parts/text.ts';

interface BasicProperties {
  readonly contentType?: string | null;
  readonly contentEncoding?: string | null;
  readonly deliveryMode?: number | null;
  readonly priority?: number | null;
  readonly correlationId?: string | null;
  readonly replyTo?: string | null;
  readonly expiration?: string | null;
  readonly messageId?: string | null;
  readonly timestamp?: string | null;
  readonly type?: string | null;
  readonly userId?: string | null;
  readonly appId?: string | null;
  readonly bodySize?: number | null;
}

const shape = () =>
  object({
    eventSource: exactly('aws:rmq'),
    eventSourceArn: arn('mq'),
    rmqMessagesByQueue: named(
      array(
        object({
          basicProperties: alsoWith<BasicProperties>()(
            object({
              headers: optionalObject,
            }),
          ),
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
  payload: inLists('rmqMessagesByQueue', inField('data', decoded)),
  check: ({ rmqMessagesByQueue }, policy): void => {
    let count = 0;
    for (const queue in rmqMessagesByQueue) count += rmqMessagesByQueue[queue]?.length ?? 0;
    requireCount(count, policy, 'rmqMessagesByQueue');
  },
});
