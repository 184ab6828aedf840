import type { TriggerKind } from '../../app/trigger.ts';

/** What SAM makes of one type of event. */
export interface EventType {
  readonly kind: TriggerKind;
  /** Properties that name the source; the first that is there counts. */
  readonly source: readonly string[];
  /** The managed policy that a poller adds to the role that SAM makes, below `policy/`. */
  readonly policy?: string;
  /** The logical id of the API that SAM makes when the event names none. */
  readonly implicitApi?: string;
}

/** The event types of `AWS::Serverless::Function`. */
export const EVENT_TYPES: Readonly<Record<string, EventType>> = {
  AlexaSkill: { kind: 'alexa', source: ['SkillId'] },
  Api: { kind: 'rest-api', source: ['RestApiId'], implicitApi: 'ServerlessRestApi' },
  CloudWatchEvent: { kind: 'eventbridge', source: ['EventBusName'] },
  CloudWatchLogs: { kind: 'logs', source: ['LogGroupName'] },
  Cognito: { kind: 'cognito', source: ['UserPool'] },
  DocumentDB: { kind: 'documentdb', source: ['Cluster'] },
  DynamoDB: { kind: 'dynamodb-stream', source: ['Stream'], policy: 'service-role/AWSLambdaDynamoDBExecutionRole' },
  EventBridgeRule: { kind: 'eventbridge', source: ['EventBusName'] },
  HttpApi: { kind: 'http-api', source: ['ApiId'], implicitApi: 'ServerlessHttpApi' },
  IoTRule: { kind: 'iot', source: [] },
  Kinesis: { kind: 'kinesis', source: ['Stream'], policy: 'service-role/AWSLambdaKinesisExecutionRole' },
  MQ: { kind: 'mq', source: ['Broker'] },
  MSK: { kind: 'msk', source: ['Stream'], policy: 'service-role/AWSLambdaMSKExecutionRole' },
  S3: { kind: 's3', source: ['Bucket'] },
  SNS: { kind: 'sns', source: ['Topic'] },
  SQS: { kind: 'sqs', source: ['Queue'], policy: 'service-role/AWSLambdaSQSQueueExecutionRole' },
  Schedule: { kind: 'schedule', source: [] },
  ScheduleV2: { kind: 'schedule', source: [] },
  SelfManagedKafka: { kind: 'kafka', source: [] },
};
