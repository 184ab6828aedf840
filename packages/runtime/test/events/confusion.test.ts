import { describe, expect, it } from 'vitest';
import { parseEvent, type SourceName } from '@sallyport/runtime/events';
import { readGenuine, setAt } from './genuine.ts';

/** What handlers compare, join or look up: anything else in its place says yes where they expect a no. */
const cases: readonly (readonly [source: SourceName, path: string, value: unknown])[] = [
  ['api-gateway-v1', 'stageVariables', { table: { a: 1 } }],
  ['api-gateway-v2', 'stageVariables', { table: ['a'] }],
  ['api-gateway-v2', 'requestContext.authorizer', { iam: 'admin' }],
  ['function-url', 'requestContext.authorizer', { iam: true }],
  ['bedrock-agent', 'sessionAttributes', { role: { admin: true } }],
  ['bedrock-agent', 'promptSessionAttributes', { role: ['admin'] }],
  ['cloudwatch-alarm', 'alarmData.state.value', 'FINE'],
  ['codecommit', 'Records[0].codecommit.references', [{ commit: '--upload-pack=x', ref: 'refs/heads/main' }]],
  ['cognito-create-auth-challenge', 'request.session', [{ challengeName: 'SRP_A', challengeResult: 'false' }]],
  ['cognito-define-auth-challenge', 'request.session', [{ challengeName: 'SRP_A', challengeResult: 'false' }]],
  ['cognito-define-auth-challenge', 'request.session', [{ challengeName: 'SRP_A' }]],
  ['cognito-verify-auth-challenge', 'request.challengeAnswer', { $ne: null }],
  ['cognito-verify-auth-challenge', 'request.privateChallengeParameters', { answer: { $ne: null } }],
  ['cognito-pre-signup', 'request.userAttributes', { 'custom:role': { admin: true } }],
  ['cognito-pre-signup', 'request.clientMetadata', { invite: { $gt: '' } }],
  ['cognito-post-confirmation', 'request.userAttributes', { sub: ['a', 'b'] }],
  ['cognito-pre-token-generation', 'request.groupConfiguration', { groupsToOverride: 'admin' }],
  ['connect-contact-flow', 'Details.ContactData.Attributes', { customer: { id: 1 } }],
  ['lex-v1', 'sessionAttributes', { user: { id: 1 } }],
  ['lex-v2', 'sessionState.sessionAttributes', { user: { id: 1 } }],
  ['lex-v2', 'requestAttributes', { user: ['a'] }],
  ['secretsmanager-rotation', 'ClientRequestToken', '../../x'],
  ['ses', 'Records[0].ses.receipt.spamVerdict', { status: 'MAYBE' }],
  ['sns', 'Records[0].Sns.SignatureVersion', '9'],
  ['alexa-skill', 'request.timestamp', 'now'],
  ['api-gateway-v2', 'requestContext.authorizer', { jwt: { claims: 'admin' } }],
  ['api-gateway-v2', 'requestContext.authorizer', { jwt: { claims: {}, scopes: 'superadmin' } }],
  ['appsync-events', 'identity', { groups: 'superadmin' }],
  ['appsync-resolver', 'identity', { groups: 'superadmin' }],
  ['appsync-resolver', 'identity', { claims: 'x' }],
  ['api-gateway-v1', 'requestContext.apiId', '../x'],
  ['api-gateway-v2', 'requestContext.domainPrefix', 'evil.example/x?'],
  ['cloudfront-edge', 'Records[0].cf.config.eventType', 'viewer-other'],
  ['dynamodb-stream', 'Records[0].dynamodb.NewImage', { a: { NULL: false } }],
  ['dynamodb-stream', 'Records[0].dynamodb.StreamViewType', 'EVERYTHING'],
];

describe('a value that is not what AWS writes there', () => {
  it.each(cases)('is refused: %s, %s = %j', (source, path, value) => {
    const event = readGenuine(source);
    setAt(event, path, value);
    expect(() => parseEvent(event)).toThrow('ERR_EVENT_SHAPE');
  });

  it('is no text where AWS writes one in samples', () => {
    const event = readGenuine('cognito-pre-signup');
    setAt(event, 'request.userAttributes', { email_verified: false, 'custom:age': 7, 'custom:none': null });
    expect(parseEvent(event).source).toBe('cognito-pre-signup');
  });
});

describe('a name that becomes a file or a key', () => {
  it.each<readonly [SourceName, string, string]>([
    ['cloudformation-custom-resource', 'LogicalResourceId', 'SHAPE'],
    ['codedeploy-hook', 'DeploymentId', 'SHAPE'],
    ['lex-v2', 'sessionId', 'SHAPE'],
    ['ses', 'Records[0].ses.receipt.action.bucketName', 'SHAPE'],
    ['sns', 'Records[0].Sns.MessageId', 'SHAPE'],
    ['sqs', 'Records[0].messageId', 'SHAPE'],
    ['workmail', 'messageId', 'SHAPE'],
    ['cognito-pre-signup', 'userName', 'TRAVERSAL'],
  ])('does not climb: %s, %s', (source, path, code) => {
    const event = readGenuine(source);
    setAt(event, path, '../x');
    expect(() => parseEvent(event)).toThrow(`ERR_EVENT_${code}`);
  });

  it('is none that every object has', () => {
    for (const name of ['__proto__', 'constructor'])
      expect(() => parseEvent({ ...(readGenuine('cognito-pre-signup') as object), userName: name })).toThrow(
        'ERR_EVENT_FORBIDDEN_KEY',
      );
  });
});

describe('a message that anyone may have written', () => {
  const send = (body: unknown): unknown => {
    const event = readGenuine('sqs');
    setAt(event, 'Records[0].body', JSON.stringify(body));
    return event;
  };
  const climbs = (source: object): object => ({ Records: [{ ...source, s3: { object: { key: '..%2F..%2Fetc' } } }] });

  it.each([
    ['says S3 in capitals', climbs({ eventSource: 'AWS:S3' })],
    ['does not say what it is', climbs({})],
    ['is in an envelope that does not say either', { Message: JSON.stringify(climbs({})) }],
    ['stands beside what S3 did write', { Records: [], Message: JSON.stringify(climbs({ eventSource: 's3' })) }],
    ['stands beside another message', { Message: '', source: 'aws.s3', detail: { object: { key: '../x' } } }],
    ['is in two', { Message: JSON.stringify({ Message: JSON.stringify(climbs({})) }) }],
  ])('is refused for a key that climbs where it %s', (_, body) => {
    expect(() => parseEvent(send(body))).toThrow('ERR_EVENT_TRAVERSAL');
  });

  it('is held against the policy', () => {
    const body = { Records: [{ s3: { object: { key: 'a.exe' } } }] };
    expect(() => parseEvent(send(body), { sqs: { allowedExtensions: ['.csv'] } })).toThrow('ERR_EVENT_NOT_ALLOWED');
  });

  it.each([
    { Records: [null, 1, { s3: null }, { s3: 'x' }, { s3: { object: 7 } }, { s3: { object: { key: 'a.csv' } } }] },
    { Message: 'hello', Type: 'greeting', store: 's3' },
    { Message: '{"store":"s3"}' },
  ])('is the own of an application: %j', (body) => {
    expect(parseEvent(send(body)).source).toBe('sqs');
  });
});

describe('two fields that exclude each other', () => {
  it.each<readonly [SourceName, string, unknown]>([
    ['bedrock-agent', 'function', 'getClaim'],
    ['appsync-events', 'info.channelNamespace', { name: 'other' }],
    ['config-rule', 'configRuleArn', 'arn:aws:config:eu-west-1:999999999999:config-rule/config-rule-1'],
    [
      'api-gateway-authorizer-request',
      'methodArn',
      'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod/DELETE/orders',
    ],
    [
      'api-gateway-authorizer-request',
      'methodArn',
      'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod/DELETE/GET/orders',
    ],
  ])('are refused: %s, %s = %j', (source, path, value) => {
    const event = readGenuine(source);
    setAt(event, path, value);
    expect(() => parseEvent(event)).toThrow('ERR_EVENT_INCONSISTENT');
  });
});

describe('what else is not what AWS writes', () => {
  it.each<readonly [SourceName, string, unknown, string]>([
    ['sqs', 'Records[0].attributes.SentTimestamp', 'now', 'NUMBER'],
    ['kinesis', 'Records[0].invokeIdentityArn', 'arn:aws:s3:::a', 'ARN'],
    ['connect-contact-flow', 'Details.ContactData.CustomerEndpoint', { Address: '+1\r\nx' }, 'CONTROL_CHARACTER'],
    ['connect-contact-flow', 'Details.ContactData.SystemEndpoint', { Address: 'a\0' }, 'CONTROL_CHARACTER'],
  ])('is refused: %s, %s = %j', (source, path, value, code) => {
    const event = readGenuine(source);
    setAt(event, path, value);
    expect(() => parseEvent(event)).toThrow(`ERR_EVENT_${code}`);
  });
});

describe('the name that a sender gives a file', () => {
  const send = (head: string, data: string = 'x'): unknown => ({
    ...(readGenuine('api-gateway-v2') as object),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: `--b\r\nContent-Disposition: form-data; name="f"; ${head}\r\n\r\n${data}\r\n--b--\r\n`,
  });

  it.each([
    'filename="../../etc/passwd"',
    'filename="..\\..\\x"',
    'filename=a/../b',
    "filename*=UTF-8''%2e%2E%2fetc",
    '\r\n filename="../x"',
  ])('must not climb: %s', (head) => {
    expect(() => parseEvent(send(head))).toThrow('ERR_EVENT_TRAVERSAL');
  });

  it.each(['filename="Report 2026..final.pdf"', 'filename="C:\\docs\\a.txt"', "filename*=UTF-8''%e2%82%ac.txt"])(
    'may be another: %s',
    (head) => expect(parseEvent(send(head, '../../x')).source).toBe('api-gateway-v2'),
  );
});
