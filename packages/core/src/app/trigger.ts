import type { Location } from './location.ts';
import type { MapValue, Value } from './value.ts';

/** What invokes a function. SAM events, event source mappings, permissions and subscriptions all become triggers. */
export interface Trigger {
  /** SAM's event name, or the logical id of the resource that makes the trigger. */
  readonly id: string;
  readonly kind: TriggerKind;
  /** ARN (or name) of the queue, stream, topic, bucket, bus, API; `null` where there is none. */
  readonly source: Value | null;
  readonly properties: MapValue;
  readonly at: Location;
}

export type TriggerKind =
  | 'sqs'
  | 'dynamodb-stream'
  | 'kinesis'
  | 'msk'
  | 'kafka'
  | 'mq'
  | 'documentdb'
  | 's3'
  | 'sns'
  | 'rest-api'
  | 'http-api'
  | 'websocket-api'
  | 'function-url'
  | 'eventbridge'
  | 'schedule'
  | 'logs'
  | 'cognito'
  | 'iot'
  | 'alexa'
  | 'appsync'
  | 'authorizer'
  | 'step-functions'
  | 'custom-resource'
  | 'codedeploy-hook'
  | 'other';
