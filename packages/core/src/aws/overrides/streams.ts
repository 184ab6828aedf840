import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import type { NeedCall, NeedRule, ServiceRules } from '../need.ts';
import { needOn } from './need-on.ts';

// Source: the service authorization reference's pages for Kinesis Data Streams and DynamoDB.

/** An iterator that the code itself asked for belongs to the stream that it named then. */
const getRecords =
  (type: string, name: string, service: string): NeedRule =>
  (call) => {
    const given = findField(call.args, 'StreamARN') ?? findIterator(call, service);
    const whole = given?.kind === 'unknown' ? undefined : given;
    const prefix = type.slice(0, type.indexOf(':'));
    return [
      {
        action: `${prefix}:GetRecords`,
        targets: createTargets({ type, whole, wholeName: name, wholeForm: 'arn', region: call.region }),
      },
    ];
  };

function findIterator(call: NeedCall, service: string): CodeValue | undefined {
  const iterator = findField(call.args, 'ShardIterator');
  if (iterator?.kind !== 'result' || iterator.service !== service || iterator.operation !== 'GetShardIterator')
    return undefined;
  return (
    findField(iterator.args, 'StreamARN') ??
    findField(iterator.args, 'StreamName') ??
    findField(iterator.args, 'StreamArn')
  );
}

export const kinesisRules: ServiceRules = {
  GetRecords: getRecords('kinesis:stream', 'StreamName', 'kinesis'),
  SubscribeToShard: needOn('kinesis:SubscribeToShard', 'kinesis:consumer', 'ConsumerCreationTimpstamp', [
    'ConsumerARN',
  ]),
};

export const dynamodbStreamsRules: ServiceRules = {
  GetRecords: getRecords('dynamodb:stream', 'StreamLabel', 'dynamodb-streams'),
};
