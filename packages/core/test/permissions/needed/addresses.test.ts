import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analyse.ts';
import { readPythonGrammar } from '../../code/python/grammar.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** Resources that a handler needs whose variable `AT` holds an address, as the text `uri` of the template. */
async function find(uri: string, file: string, code: string): Promise<Record<string, string[]>> {
  const runtime = file.endsWith('.py') ? 'python3.13' : 'nodejs22.x';
  const files = {
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters: { Location: { Type: String } }
Resources:
  Files: { Type: AWS::S3::Bucket }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: src/, Environment: { Variables: { AT: ${uri} } } }
`,
    [`src/${file}`]: code,
  };
  const host = createMemoryHost(files, { pythonGrammar: readPythonGrammar });
  const { permissions } = await analyse(host, {});
  const needed = permissions[0]?.needed.filter((n) => n.origin === 'code') ?? [];
  return Object.fromEntries(needed.map((n) => [n.action, n.resources.map((r) => JSON.stringify(r.expression))]));
}

const ATHENA = `
import { Athena } from '@aws-sdk/client-athena';
const OutputLocation = process.env.AT;
export const handler = () => new Athena().startQueryExecution({ QueryString: 'q', ResultConfiguration: { OutputLocation } });`;
const OBJECTS = '[{"Fn::Sub":"${Files.Arn}/*"}]';

describe('addresses that the template tells', () => {
  it.each([
    ["!Sub 's3://${Files}/athena/'", '{"Fn::GetAtt":["Files","Arn"]}', '{"Fn::Sub":"${Files.Arn}/*"}'],
    ["!Sub 's3://${Files}'", '{"Fn::GetAtt":["Files","Arn"]}', '{"Fn::Sub":"${Files.Arn}/*"}'],
    [
      's3://mine/athena',
      '{"Fn::Sub":"arn:${AWS::Partition}:s3:::mine"}',
      '{"Fn::Sub":"arn:${AWS::Partition}:s3:::mine/*"}',
    ],
  ])('results of a query in %s', async (uri, bucket, objects) => {
    const needed = await find(uri, 'app.mjs', ATHENA);
    expect(needed['s3:GetBucketLocation']).toEqual([bucket]);
    expect(needed['s3:PutObject']).toEqual([objects]);
  });

  it('the bucket of an address that only the deployment knows is cut out of it there', async () => {
    const needed = await find('!Ref Location', 'app.mjs', ATHENA);
    expect(needed['s3:PutObject']).toEqual([
      JSON.stringify({
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':s3:::',
            { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'Location' }] }] },
            '/*',
          ],
        ],
      }),
    ]);
  });

  const GET = 'await new S3().getObject({ Bucket: bucket, Key: key + event.k });';
  it.each([
    [
      'URL',
      'app.mjs',
      `const { hostname: bucket, pathname } = new URL(process.env.AT); const key = pathname.slice(1); ${GET}`,
    ],
    ['match', 'app.mjs', `const [, bucket, key] = process.env.AT.match(/^s3:\\/\\/([^/]+)\\/(.*)$/); ${GET}`],
  ])('%s of JavaScript', async (_, file, code) => {
    const text = `import { S3 } from '@aws-sdk/client-s3'; export const handler = async (event) => { ${code} };`;
    expect(`[${(await find("!Sub 's3://${Files}/data/'", file, text))['s3:GetObject']?.join()}]`).toBe(OBJECTS);
  });

  it('urlparse of Python', async () => {
    const text = `
import os, boto3
from urllib.parse import urlparse
def handler(event, context):
    at = urlparse(os.environ["AT"])
    return boto3.client("s3").get_object(Bucket=at.netloc, Key=at.path.lstrip("/") + event["k"])
`;
    expect(`[${(await find("!Sub 's3://${Files}/data/'", 'app.py', text))['s3:GetObject']?.join()}]`).toBe(OBJECTS);
  });
});
