import { expect, it } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { scanFiles } from './scan-files.ts';

const template = (policies: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  T: { Type: AWS::SQS::Queue }
  C: { Type: AWS::S3::Bucket }
  B: { Type: AWS::S3::Bucket, Properties: { BucketName: named-bucket } }
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      Policies: [${policies}]
`;

const CODE = `import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const handler = () => s3.send(new PutObjectCommand({ Bucket: 'named-bucket', Key: 'a', Body: 'a' }));
`;

/** What the rules on permissions say of a function that puts objects into the bucket B. */
async function findReasons(policies: string): Promise<readonly string[]> {
  return (await findPermissions(policies)).map(({ rule, why }) => `${rule} ${why}`);
}

async function findPermissions(policies: string): Promise<readonly Finding[]> {
  const { findings } = await scanFiles({ 'template.yaml': template(policies), 'app.mjs': CODE });
  return findings.filter(({ rule }) => rule.startsWith('PERM'));
}

const allow = (actions: string, resource: string): string =>
  `{ Statement: [{ Effect: Allow, Action: [${actions}], Resource: ${resource} }] }`;

it('takes a logical id of letters alone for no type of resources', async () => {
  expect(await findReasons(allow('s3:PutObject, s3:DeleteObject', "!Sub '${B.Arn}/*'"))).toEqual([
    'PERM004 Whoever takes over the code may delete B/*, and nothing breaks without it.',
  ]);
  const [reason] = await findReasons('{ S3FullAccessPolicy: { BucketName: !Ref B } }');
  expect(reason).toMatch(/^PERM006 .*may read, change and delete B\/\*, and may read and change B\./);
});

it('says of each service what may be done there', async () => {
  const [reason] = await findReasons(allow("'s3:*', 'dynamodb:*', 'sqs:*'", "'*'"));
  expect(reason).toContain(
    'may read, change, delete and send to every queue in the account, and may read, change and delete every bucket and table in the account.',
  );
  const [many] = await findReasons(allow("'s3:*', 'sqs:*', 'lambda:*', 'events:*', 'kms:*', 'iam:*'", "'*'"));
  expect(many?.match(/ may /g)?.length).toBeLessThan(6);
  expect(many).toContain('in the account, and more.');
});

it('calls nothing unused that is used elsewhere, nor an action on what it cannot work on', async () => {
  const others = "!Sub '${C.Arn}/*'";
  const objects = "!Sub '${B.Arn}/*'";
  const findMessages = async (actions: string, resource: string, more = ''): Promise<readonly string[]> =>
    (await findPermissions(allow(actions, resource) + more)).map(({ message }) => message);
  const mixed = await findPermissions(allow('s3:PutObject, sqs:SendMessage', `[${objects}, !GetAtt T.Arn]`));
  expect(mixed.map(({ message, why, fix }) => [message, why, fix?.title])).toEqual([
    [
      'F never uses sqs:SendMessage',
      'Whoever takes over the code may send to T, and nothing breaks without it.',
      'allow what the code needs, and no more',
    ],
  ]);
  expect(await findMessages('s3:PutObject, s3:DeleteObject', `[${objects}, ${others}]`)).toEqual([
    'F never uses s3:DeleteObject, nor s3:PutObject on C/*',
  ]);
  const [reason] = await findReasons(allow('s3:PutObject', `[${objects}, ${others}]`));
  expect(reason).toBe('PERM004 Whoever takes over the code may change C/*, and nothing breaks without it.');
  const elsewhere = `, ${allow('s3:PutObject', others)}`;
  expect(await findMessages('s3:PutObject', objects, elsewhere)).toEqual(['F never uses s3:PutObject on C/*']);
});
