import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ScanResult } from '../../src/scan-result.ts';
import { applyEdits } from '../../src/permissions/write/apply-edits.ts';
import { planFixes } from '../../src/plan-fixes.ts';
import { listFixtures, listRuleFolders, readFiles, RULES } from '../rules/rule-folders.ts';
import { listNeighbours, scanFiles } from '../rules/scan-files.ts';

vi.setConfig({ testTimeout: 60_000 });

interface Fixed {
  readonly files: Readonly<Record<string, string>>;
  readonly result: ScanResult;
  readonly rounds: number;
}

/** Fixes until there is nothing left to fix. */
async function fixAll(files: Readonly<Record<string, string>>, only: readonly string[], rounds = 0): Promise<Fixed> {
  const result = await scanFiles(files, only);
  const { edits } = planFixes(result);
  if (edits.length === 0 || rounds === 10) return { files, result, rounds };
  const fixed = Object.entries(files).map(([name, text]) => [
    name,
    applyEdits(
      text,
      edits.filter(({ file }) => file === name),
    ),
  ]);
  return await fixAll(Object.fromEntries(fixed) as Readonly<Record<string, string>>, only, rounds + 1);
}

/** What a fix removes takes along what is said behind it on its line: here, what the fixture expects. */
const findComments = (text: string): readonly string[] =>
  text.match(/(?:^|\s)# (?!expect).*/gm)?.map((comment) => comment.trim()) ?? [];

describe.each(listRuleFolders())('fixes of %s', (folder) => {
  it.each(listFixtures(folder).filter((name) => name.startsWith('bad-')))(
    '%s come to an end, and keep comments',
    async (name) => {
      const files = readFiles(join(RULES, folder, name));
      const { files: after, rounds, result } = await fixAll(files, listNeighbours(folder));
      expect(rounds).toBeLessThan(5);
      expect(result.diagnostics.filter(({ code }) => code.startsWith('template-'))).toEqual([]);
      for (const [file, text] of Object.entries(after))
        expect(findComments(text)).toEqual(expect.arrayContaining([...findComments(files[file] ?? '')]));
    },
  );
});

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      InlineCode: 'exports.handler = async () => 1;'
      Timeout: 60
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn # the one below
        Changes:
          Type: Kinesis
          Properties: { Stream: !GetAtt Changes.Arn, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } } }
        Call:
          Type: HttpApi
          Properties: { Path: /, Method: GET }
  Jobs:
    Type: AWS::SQS::Queue
  Changes: { Type: AWS::Kinesis::Stream }
  Log:
    Type: AWS::Logs::LogGroup
    # Of the gateway.
    Properties:
      LogGroupName: calls
  Files:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
      PublicAccessBlockConfiguration: { BlockPublicAcls: false, IgnorePublicAcls: false }
`;

describe('planFixes', () => {
  it('mends several things in one place, one after the other', async () => {
    const { files, result } = await fixAll({ 'template.yaml': TEMPLATE }, []);
    expect(files['template.yaml']).toBe(`Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi:
    DefaultRouteSettings:
      ThrottlingRateLimit: 100
      ThrottlingBurstLimit: 200
    AccessLogSettings:
      DestinationArn: !GetAtt ServerlessHttpApiAccessLogs.Arn
      Format: '{"requestId":"$context.requestId","time":"$context.requestTime","ip":"$context.identity.sourceIp","route":"$context.routeKey","status":"$context.status"}'
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      InlineCode: 'exports.handler = async () => 1;'
      Timeout: 60
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn # the one below
        Changes:
          Type: Kinesis
          Properties: { Stream: !GetAtt Changes.Arn, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } }, MaximumRetryAttempts: 10, BisectBatchOnFunctionError: true }
        Call:
          Type: HttpApi
          Properties: { Path: /, Method: GET }
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 360
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt JobsDeadLetters.Arn
        maxReceiveCount: 5
  Changes: { Type: AWS::Kinesis::Stream, Properties: {StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}} }
  Log:
    Type: AWS::Logs::LogGroup
    # Of the gateway.
    Properties:
      LogGroupName: calls
      RetentionInDays: 365
  Files:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: Private
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true }
  ServerlessHttpApiAccessLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365
  JobsDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
`);
    expect(planFixes(result).edits).toEqual([]);
  });

  it('changes the globals only where all that take from them agree', async () => {
    const api = (path: string): string =>
      `    Properties:\n      Events: { Call: { Type: Api, Properties: { Path: ${path}, Method: GET } } }\n`;
    const fn = (id: string, rest: string): string => `  ${id}:\n    Type: AWS::Serverless::Function\n${rest}`;
    const globals = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Timeout: 100, Runtime: nodejs22.x, Handler: app.handler, CodeUri: src/ }
Resources:
${fn('A', api('/a'))}${fn('B', api('/b'))}`;
    const fixed = await fixAll({ 'template.yaml': globals }, ['DEF005']);
    expect(fixed.files['template.yaml']).toBe(globals.replace('100', '29'));
    const worker = `${globals}${fn('Worker', '')}`;
    expect((await fixAll({ 'template.yaml': worker }, ['DEF005'])).files['template.yaml']).toBe(worker);
  });

  it('encrypts a topic only where functions alone publish to it', async () => {
    const topic = 'Resources:\n  T: { Type: AWS::SNS::Topic }\n';
    const fn = '  F:\n    Type: AWS::Lambda::Function\n    Properties: { Environment: { Variables: { T: !Ref T } } }\n';
    const alarm = '  W:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { AlarmActions: [!Ref T] }\n';
    const output = 'Outputs:\n  O: { Value: !Ref T }\n';
    const isFixed = async (text: string): Promise<boolean> =>
      (await fixAll({ 'template.yaml': text }, ['DEF009'])).files['template.yaml'] !== text;
    expect(await Promise.all([topic + fn, topic, topic + fn + alarm, topic + fn + output].map(isFixed))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('leaves alone what somebody has accepted', async () => {
    const text = 'Resources:\n  # sallyport-ignore LOG004 -- wanted\n  Log:\n    Type: AWS::Logs::LogGroup\n';
    const result = await scanFiles({ 'template.yaml': text }, ['LOG004']);
    expect(result.findings).toHaveLength(1);
    expect(planFixes(result).edits).toEqual([]);
  });
});
