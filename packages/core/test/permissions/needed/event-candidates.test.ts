import { describe, expect, it } from 'vitest';
import { constant, type CodeValue } from '../../../src/app/code-value.ts';
import type { Trigger } from '../../../src/app/trigger.ts';
import { literal, ref, type Value } from '../../../src/app/value.ts';
import type { Template } from '../../../src/app/application.ts';
import { toPatternText } from '../../../src/permissions/needed/print-value.ts';
import { createSurroundings } from '../../../src/permissions/needed/surroundings.ts';
import { toCandidates } from '../../../src/permissions/needed/to-candidates.ts';
import { application, at, env, lambda, map, resource, template } from './builders.ts';

const trigger = (
  kind: Trigger['kind'],
  source: Value | null,
  properties: Readonly<Record<string, Value | string>> = {},
): Trigger => ({ id: kind, kind, source, properties: map(properties), at: at() });

function texts(code: CodeValue, triggers: readonly Trigger[] = [], own: Template = template([])): string[] {
  const around = createSurroundings(lambda({}, { triggers }), application([own]));
  return toCandidates(code, around).map((c) => toPatternText(c.value));
}

const event = (...path: string[]): CodeValue => ({ kind: 'event', path });
const list = (...items: Value[]): Value => ({ kind: 'list', items });

describe('a field of the event', () => {
  it('is the source of the triggers that fill it', () => {
    const name = event('Records', '[]', 's3', 'bucket', 'name');
    expect(texts(name, [trigger('s3', ref('Uploads')), trigger('s3', ref('Images'))])).toEqual([
      '${Uploads}',
      '${Images}',
    ]);
    expect(texts(event('Records', '0', 'eventSourceARN'), [trigger('sqs', ref('Jobs', 'Arn'))])).toEqual([
      '${Jobs.Arn}',
    ]);
    expect(texts(event('userPoolId'), [trigger('cognito', ref('Pool'))])).toEqual(['${Pool}']);
  });

  it("is what a rule's pattern allows", () => {
    const pattern = map({ detail: map({ bucket: map({ name: list(ref('Uploads'), map({ prefix: 'raw-' })) }) }) });
    const rule = trigger('eventbridge', null, { Pattern: pattern });
    expect(texts(event('detail', 'bucket', 'name'), [rule])).toEqual(['${Uploads}', 'raw-*']);
    expect(texts(event('detail', 'object', 'key'), [rule])).toEqual(['*']);
    const open = map({ detail: map({ bucket: map({ name: list(map({ 'anything-but': 'x' })) }) }) });
    expect(texts(event('detail', 'bucket', 'name'), [trigger('eventbridge', null, { Pattern: open })])).toEqual(['*']);
    expect(texts(event('table'), [trigger('schedule', null, { Input: '{"table":"orders"}' })])).toEqual(['orders']);
    expect(texts(event('table'), [trigger('schedule', null, { Input: '{"table":' })])).toEqual(['*']);
  });

  it('is not known when nothing tells', () => {
    expect(texts(event('body', 'table'), [trigger('rest-api', ref('Api'))])).toEqual(['*']);
    expect(texts(event('Records', '[]', 's3', 'bucket', 'name'), [])).toEqual(['*']);
  });
});

describe('the answer of a call', () => {
  const own = template([
    resource('Setting', 'AWS::SSM::Parameter', { Name: '/app/table', Value: ref('Orders') }),
    resource('Jobs', 'AWS::SQS::Queue', { QueueName: 'jobs' }),
    resource('Orders', 'AWS::DynamoDB::Table'),
  ]);
  const result = (operation: string, path: string[], args: Readonly<Record<string, CodeValue>>): CodeValue => {
    const [service = '', name = ''] = operation.split(':');
    return {
      kind: 'result',
      service,
      operation: name,
      path,
      args: { kind: 'object', fields: new Map(Object.entries(args)), open: false },
    };
  };

  it('is known where the template tells', () => {
    expect(
      texts(result('ssm:GetParameter', ['Parameter', 'Value'], { Name: constant('/app/table') }), [], own),
    ).toEqual(['${Orders}']);
    expect(texts(result('sqs:GetQueueUrl', ['QueueUrl'], { QueueName: constant('jobs') }), [], own)).toEqual([
      '${Jobs.Arn}',
    ]);
    expect(texts(result('sqs:GetQueueUrl', ['QueueUrl'], { QueueName: constant('other') }), [], own)).toEqual([
      'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:other',
    ]);
    expect(texts(result('sts:GetCallerIdentity', ['Account'], {}), [], own)).toEqual(['${AWS::AccountId}']);
    expect(texts(result('dynamodb:ListTables', ['TableNames', '[]'], {}), [], own)).toEqual(['*']);
  });
});

describe('a variable of the runtime', () => {
  it('is the stack itself', () => {
    expect(texts(env('AWS_REGION'))).toEqual(['${AWS::Region}']);
    expect(texts(env('AWS_LAMBDA_FUNCTION_NAME'))).toEqual(['${AWS::StackName}-Fn*']);
    const around = createSurroundings(lambda({ AWS_ACCOUNT_ID: literal('1') }), application([]));
    expect(toCandidates(env('AWS_ACCOUNT_ID'), around)).toMatchObject([{ value: { value: '1' } }]);
  });
});

describe('a hostile value', () => {
  it('ends in bounded time', () => {
    let value: CodeValue = constant('x');
    for (let depth = 0; depth < 60; depth += 1)
      value = { kind: 'one-of', values: Array.from({ length: 16 }, () => value) };
    expect(texts(value)).toEqual(['*']);
    let joined: CodeValue = { kind: 'one-of', values: [constant('a'), constant('b')] };
    for (let depth = 0; depth < 20; depth += 1) joined = { kind: 'concat', parts: [joined, joined] };
    expect(texts(joined).length).toBeLessThanOrEqual(16);
  });
});
