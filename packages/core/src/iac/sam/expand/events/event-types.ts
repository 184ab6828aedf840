import type { PropertyTypes } from '../properties.ts';
import { makeApiEvent } from './api.ts';
import { makeAlexaSkill, makeCloudWatchLogs, makeIoTRule } from './services.ts';
import { makeCognito } from './cognito.ts';
import type { MakeEvent } from './event.ts';
import { makeHttpApiEvent } from './http-api.ts';
import { makePoller, POLLER_PROPERTIES } from './poller.ts';
import { makeRule, makeSchedule } from './rule.ts';
import { makeS3 } from './s3.ts';
import { makeFunctionSchedule, SCHEDULE_V2_PROPERTIES } from './schedule-v2.ts';
import { makeSns } from './sns.ts';

interface EventKind {
  readonly properties: PropertyTypes;
  readonly make: MakeEvent;
}

const RULE: EventKind = {
  properties: {
    EventBusName: 'text',
    RuleName: 'text',
    Pattern: 'map',
    DeadLetterConfig: 'map',
    RetryPolicy: 'map',
    Input: 'text',
    InputPath: 'text',
    Target: 'map',
    Enabled: 'flag',
    State: 'text',
    InputTransformer: 'map',
  },
  make: makeRule,
};

const poller = (more: PropertyTypes = {}): EventKind => ({
  properties: { ...POLLER_PROPERTIES, ...more },
  make: makePoller,
});
const STREAM: PropertyTypes = { Stream: '!any', StartingPosition: '!any' };

/** The types of events that functions take (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html). */
export const EVENT_KINDS: Readonly<Record<string, EventKind>> = {
  AlexaSkill: { properties: { SkillId: 'text' }, make: makeAlexaSkill },
  Api: {
    properties: {
      Path: '!text',
      Method: '!text',
      RestApiId: '!text',
      Stage: 'text',
      Auth: 'map',
      RequestModel: 'map',
      RequestParameters: 'list',
      TimeoutInMillis: 'int',
      ResponseTransferMode: 'text',
    },
    make: makeApiEvent,
  },
  CloudWatchEvent: RULE,
  CloudWatchLogs: { properties: { LogGroupName: '!text', FilterPattern: '!text' }, make: makeCloudWatchLogs },
  Cognito: { properties: { UserPool: '!text', Trigger: '!text|texts=' }, make: makeCognito },
  DocumentDB: poller({ Cluster: '!any', DatabaseName: '!any', CollectionName: 'any', FullDocument: 'any' }),
  DynamoDB: poller(STREAM),
  EventBridgeRule: RULE,
  HttpApi: {
    properties: {
      Path: 'text',
      Method: 'text',
      ApiId: 'text',
      Stage: 'text',
      Auth: 'map',
      TimeoutInMillis: 'int',
      RouteSettings: 'map',
      PayloadFormatVersion: 'text',
    },
    make: makeHttpApiEvent,
  },
  IoTRule: { properties: { Sql: '!text', AwsIotSqlVersion: 'text' }, make: makeIoTRule },
  Kinesis: poller(STREAM),
  MQ: poller({ Broker: '!any', DynamicPolicyName: 'flag=' }),
  MSK: poller(STREAM),
  S3: { properties: { Bucket: '!text', Events: '!text|texts=', Filter: 'values' }, make: makeS3 },
  SNS: {
    properties: {
      Topic: '!text',
      Region: 'text',
      FilterPolicy: 'any',
      FilterPolicyScope: 'any',
      SqsSubscription: 'flag|map',
      RedrivePolicy: 'map',
    },
    make: makeSns,
  },
  SQS: poller({ Queue: '!any' }),
  Schedule: {
    properties: {
      Schedule: '!text',
      RuleName: 'text',
      Input: 'text',
      Enabled: 'flag',
      State: 'text',
      Name: 'text',
      Description: 'text',
      DeadLetterConfig: 'map',
      RetryPolicy: 'map',
    },
    make: makeSchedule,
  },
  ScheduleV2: { properties: SCHEDULE_V2_PROPERTIES, make: makeFunctionSchedule },
  SelfManagedKafka: poller(),
};
