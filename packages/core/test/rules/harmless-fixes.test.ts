import { describe, expect, it, vi } from 'vitest';
import { scanFiles } from './scan-files.ts';

vi.setConfig({ testTimeout: 60_000 });

const BUCKET = 'Resources:\n  Files: { Type: AWS::S3::Bucket, Properties: { AccessControl: PublicRead } }\n';
const TOPIC = 'Resources:\n  F: { Type: AWS::Lambda::Function, Properties: { Role: !Ref T } }\n';
const API = `Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      InlineCode: '1'
      Events: { A: { Type: Api, Properties: { Path: /, Method: get } } }
`;
const HTTP_API = API.replace('Type: Api', 'Type: HttpApi');
const CALLED = API.replace(
  'Type: Api, Properties: { Path: /, Method: get }',
  'Type: SNS, Properties: { Topic: !Ref T }',
);
const STREAM = CALLED.replace(
  'SNS, Properties: { Topic: !Ref T }',
  "Kinesis, Properties: { Stream: 'arn:aws:kinesis:eu-west-1:123456789012:stream/a', StartingPosition: LATEST }",
);
const SUBSCRIBED = CALLED.replace('!Ref T', '!Ref T, SqsSubscription: true');
const site = (certificate: string): string => `Resources:
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        DefaultCacheBehavior: { ViewerProtocolPolicy: redirect-to-https }
        ViewerCertificate: { ${certificate}MinimumProtocolVersion: TLSv1 }
`;

/** `[title, rule, template, whether it has a fix]`. */
const CASES: readonly (readonly [string, string, string, boolean])[] = [
  ['a bucket that nobody is seen to read', 'DEF010', BUCKET, true],
  [
    'a website',
    'DEF010',
    BUCKET.replace('PublicRead', 'PublicRead, WebsiteConfiguration: { IndexDocument: i.html }'),
    false,
  ],
  [
    'a bucket with a policy',
    'DEF010',
    `${BUCKET}  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Files
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: !Sub '\${Files.Arn}/*' }] }
`,
    false,
  ],
  [
    'a bucket with a policy that only denies',
    'DEF010',
    `${BUCKET}  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Files
      PolicyDocument: { Statement: [{ Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*' }] }
`,
    true,
  ],
  [
    'what a distribution serves',
    'DEF010',
    `${BUCKET}  D:
    Type: AWS::CloudFront::Distribution
    Properties: { DistributionConfig: { Origins: [{ Id: a, DomainName: !GetAtt Files.RegionalDomainName }] } }
`,
    false,
  ],
  ['a bucket beside what is included', 'DEF010', `Transform: AWS::Include\n${BUCKET}`, false],
  ['a topic that functions publish to', 'DEF009', `${TOPIC}  T: { Type: AWS::SNS::Topic }\n`, true],
  [
    'a topic that others know by its name',
    'DEF009',
    `${TOPIC}  T: { Type: AWS::SNS::Topic, Properties: { TopicName: alarms } }\n`,
    false,
  ],
  ['an API that SAM makes', 'DEF004', API, true],
  [
    'an API that SAM makes, beside another',
    'DEF004',
    `${API}  Own: { Type: AWS::Serverless::Api, Properties: { StageName: a, MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 5 }] } }\n`,
    false,
  ],
  [
    'an API that takes other settings of methods from the globals',
    'DEF004',
    API.replace(
      'Resources:\n',
      "Globals: { Api: { MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', MetricsEnabled: true }] } }\nResources:\n  Own: { Type: AWS::Serverless::Api, Properties: { StageName: a } }\n",
    ).replace('Method: get', 'Method: get, RestApiId: !Ref Own'),
    false,
  ],
  ['a function with the role that SAM makes', 'EVT012', CALLED, true],
  ['a function with a role of its own', 'EVT012', CALLED.replace('Handler', 'Role: !Ref R\n      Handler'), false],
  ['a queue that SAM makes for a subscription', 'EVT012', SUBSCRIBED, false],
  ['a stream of which nothing keeps what is given up', 'EVT013', STREAM, false],
  [
    'a stream with a place for what is given up',
    'EVT013',
    STREAM.replace('StartingPosition', 'DestinationConfig: { OnFailure: { Destination: !Ref Q } }, StartingPosition'),
    true,
  ],
  ['a group whose name nobody has', 'LOG003', HTTP_API, true],
  [
    'a group whose name a parameter has',
    'LOG003',
    HTTP_API.replace('Resources:', 'Parameters: { ServerlessHttpApiAccessLogs: { Type: String } }\nResources:'),
    false,
  ],
  ['a distribution with a certificate of its own', 'DEF008', site('AcmCertificateArn: a, '), true],
  ['a distribution with that of CloudFront', 'DEF008', site('CloudFrontDefaultCertificate: true, '), false],
  ['a distribution that names none', 'DEF008', site(''), false],
];

describe('fixes', () => {
  it.each(CASES)('%s (%s)', async (_title, rule, text, isFixed) => {
    const { findings } = await scanFiles({ 'template.yaml': text }, [rule]);
    expect(findings.map((finding) => finding.fix !== undefined)).toEqual([isFixed]);
  });
});
