import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analyse.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** Resources of the actions that a handler's code needs, whose environment and neighbours in the template are given. */
async function find(environment: string, more: string, code: string): Promise<Record<string, string[]>> {
  const host = createMemoryHost({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs20.x, Handler: app.handler, CodeUri: src/, Environment: { Variables: { ${environment} } } }
${more}`,
    'src/app.mjs': `
      import { S3, DynamoDB, SQS } from './aws.mjs';
      export const handler = async (event) => { ${code} };`,
    'src/aws.mjs': `
      export { S3 } from '@aws-sdk/client-s3';
      export { DynamoDB } from '@aws-sdk/client-dynamodb';
      export { SQS } from '@aws-sdk/client-sqs';`,
  });
  const { permissions } = await analyse(host, {});
  const needed = permissions[0]?.needed.filter((n) => n.origin === 'code') ?? [];
  return Object.fromEntries(needed.map((n) => [n.action, n.resources.map((r) => r.arn)]));
}

const BUCKET = '  Files: { Type: AWS::S3::Bucket }\n';
const READ = "await new S3().getObject({ Bucket: name, Key: 'x.json' });";

describe('text that code edits', () => {
  it.each([
    [
      'the end of an ARN',
      'A: !GetAtt Files.Arn',
      "const name = process.env.A.split(':').pop();",
      '${Files.Arn}/x.json',
    ],
    [
      'a position of an ARN',
      'A: !GetAtt Files.Arn',
      "const [,,,,, name] = process.env.A.split(':');",
      '${Files.Arn}/x.json',
    ],
    [
      'an index of an ARN',
      'A: !GetAtt Files.Arn',
      "const name = process.env.A.split(':::')[1];",
      '${Files.Arn}/x.json',
    ],
    [
      'the ARN of a parameter',
      'A: !Ref FilesArn',
      "const name = process.env.A.split(':').at(-1);",
      '${FilesArn}/x.json',
    ],
    [
      'a scheme',
      "A: !Sub 's3://${Files}'",
      "const name = process.env.A.replace(/^s3:\\/\\//, '');",
      '${Files.Arn}/x.json',
    ],
    [
      'JSON',
      'A: !Sub \'{"in":{"bucket":"${Files}"}}\'',
      'const { in: { bucket: name } } = JSON.parse(process.env.A);',
      '${Files.Arn}/x.json',
    ],
    ['the case of a name', 'A: !Ref Files', 'const name = process.env.A.toLowerCase();', '${Files.Arn}/x.json'],
  ])('%s', async (_title, environment, code, arn) => {
    const more = `${BUCKET}Parameters: { FilesArn: { Type: String } }\n`;
    expect(await find(environment, more, `${code} ${READ}`)).toEqual({ 's3:GetObject': [arn] });
  });

  it('a list of names', async () => {
    const tables = '  A: { Type: AWS::DynamoDB::Table }\n  B: { Type: AWS::DynamoDB::Table }\n';
    const code = "for (const TableName of process.env.T.split(',')) await new DynamoDB().scan({ TableName });";
    expect(await find("T: !Sub '${A},${B}'", tables, code)).toEqual({ 'dynamodb:Scan': ['${A.Arn}', '${B.Arn}'] });
    const mapped =
      'await Promise.all(JSON.parse(process.env.T).map((TableName) => new DynamoDB().scan({ TableName })));';
    expect(await find('T: !Sub \'["${A}","${B}"]\'', tables, mapped)).toEqual({
      'dynamodb:Scan': ['${A.Arn}', '${B.Arn}'],
    });
  });

  it('the URL of a queue out of the ARN of an event', async () => {
    const queue = `  Jobs: { Type: AWS::SQS::Queue }
  Mapping: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Jobs.Arn } }
`;
    const code = `for (const r of event.Records) {
      const [,,, region, account, name] = r.eventSourceARN.split(':');
      await new SQS().deleteMessage({ QueueUrl: \`https://sqs.\${region}.amazonaws.com/\${account}/\${name}\` });
    }`;
    expect(await find('A: b', queue, code)).toEqual({
      'sqs:DeleteMessage': ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}'],
    });
  });
});
