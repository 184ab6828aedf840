import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseEvent, type SourceName } from '@sallyport/runtime/events';
import { readGenuine, setAt } from './genuine.ts';

interface Unusual {
  readonly what: string;
  readonly source: SourceName;
  /** Field -> value. */
  readonly set: Readonly<Record<string, unknown>>;
}

const unusual = (what: string, source: SourceName, set: Readonly<Record<string, unknown>>): Unusual => ({
  what,
  source,
  set,
});

const toNotification = (message: unknown): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:t',
    Subject: 'Amazon S3 Notification',
    Message: JSON.stringify(message),
    Timestamp: '2026-01-02T12:45:07.000Z',
    SignatureVersion: '1',
    Signature: 'AAEC',
    SigningCertURL:
      'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ac565b8b1a6c5d002d285f9598aa1d9b.pem',
    UnsubscribeURL:
      'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-1:123456789012:t:1',
  });

const TEST_EVENT = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-08-24T15:54:41.897Z', Bucket: 'b' };

const toWindow = (service: string, resource: string): Readonly<Record<string, unknown>> => ({
  window: { start: '2026-01-02T12:45:00Z', end: '2026-01-02T12:47:00Z' },
  state: { total: 1 },
  shardId: 'shardId-000000000006',
  eventSourceARN: `arn:aws:${service}:eu-west-1:123456789012:${resource}`,
  isFinalInvokeForWindow: true,
  isWindowTerminatedEarly: false,
});

/** What AWS sends as well, and few samples show. */
const events: readonly Unusual[] = [
  unusual('the test of the console', 'api-gateway-v1', {
    headers: null,
    multiValueHeaders: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    body: null,
    'requestContext.identity': { sourceIp: 'test-invoke-source-ip', userAgent: 'Mozilla/5.0 (Macintosh)' },
  }),
  unusual('an address of version 6, and a certificate', 'api-gateway-v1', {
    'requestContext.identity': { sourceIp: '2001:db8::1', clientCert: { clientCertPem: 'a\nb\n', subjectDN: 'CN=a' } },
  }),
  unusual('two slashes within', 'api-gateway-v1', { path: '/orders//1', 'requestContext.path': '/prod//orders//1' }),
  unusual('two dots in a name', 'api-gateway-v1', { path: '/files/a..b.txt' }),
  unusual('a certificate', 'api-gateway-v2', {
    'requestContext.authentication': { clientCert: { clientCertPem: 'a\nb', serialNumber: 'a1' } },
    'requestContext.http.sourceIp': '2001:db8::5',
  }),
  unusual('what proxies in front say', 'api-gateway-v2', {
    headers: {
      forwarded: 'for=192.0.2.1;host="[2001:db8::1]:8443";proto=https, for="[2001:db8::2]";Host=a.example:443',
      'x-forwarded-host': 'www.example.com',
      'x-host': 'www.example.com',
      'x-original-url': 'https://www.example.com:8443/orders%20/?back=/../a',
    },
  }),
  unusual('what several proxies say', 'api-gateway-v1', {
    headers: { Forwarded: 'for=192.0.2.2' },
    multiValueHeaders: { Forwarded: ['for=192.0.2.1;host=a.example', 'for=192.0.2.2'] },
  }),
  unusual('a program that is uploaded', 'api-gateway-v2', {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.js"\r\n\r\no.name=e,o.__proto__={}\r\n--b--',
  }),
  unusual('a form that speaks of programs', 'api-gateway-v2', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'text=What+is+__proto__%3F+A+constructor%2C+prototype=&constructor=&prototype=',
  }),
  unusual('a connection that ends', 'api-gateway-websocket', {
    body: null,
    'requestContext.connectionId': 'CFKlUcu3IAMCJmw=',
    'requestContext.routeKey': '$disconnect',
    'requestContext.eventType': 'DISCONNECT',
  }),
  unusual('the check of its health', 'alb', { headers: { 'user-agent': 'ELB-HealthChecker/2.0' } }),
  ...['/50%25', '/50%25/of%2525', '/50%25off', '/a%20b', '/a%2Fb', '/caf%C3%A9', '/caf%E9', '/100%', '/a%2Ejs'].map(
    (path) => unusual(`a path as ${path}`, 'api-gateway-v2', { rawPath: path, 'requestContext.http.path': path }),
  ),
  ...[
    '50%25',
    '50%25/of%2525',
    '50%2525252525',
    'a+b%2Bc',
    'caf%C3%A9',
    'in%EF%BC%BCout',
    'a%2Ejs',
    '1%E2%81%842.csv',
    '%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB..png',
  ].map((key) => unusual(`a key as ${key}`, 's3', { 'Records[0].s3.object.key': key })),
  unusual('an object of no size', 's3', { 'Records[0].s3.object.size': 0 }),
  unusual('an object of five terabytes', 's3', { 'Records[0].s3.object.size': 5_497_558_138_880 }),
  unusual('an object that expired', 's3', {
    'Records[0].eventName': 'LifecycleExpiration:DeleteMarkerCreated',
    'Records[0].requestParameters.sourceIPAddress': 's3.amazonaws.com',
    'Records[0].s3.object': { key: 'a+b/', sequencer: '0055' },
  }),
  unusual('a tier that changed', 's3', { 'Records[0].eventName': 'IntelligentTiering' }),
  unusual('a tier that changed, by another name', 's3', {
    'Records[0].eventName': 'IntelligentTiering',
    'Records[0].s3.object': undefined,
    'Records[0].s3.get_object': { key: 'in/orders.csv', size: 1, eTag: 'a', sequencer: '0055' },
  }),
  unusual('the test of the console', 's3', {
    'Records[0].s3.bucket.name': 'sourcebucket',
    'Records[0].s3.bucket.arn': 'arn:aws:s3:::mybucket',
  }),
  unusual('a test of a destination', 'cloudwatch-logs', {
    'awslogs.data': gzipSync(
      JSON.stringify({
        messageType: 'CONTROL_MESSAGE',
        owner: 'CloudwatchLogs',
        logGroup: '',
        logStream: '',
        subscriptionFilters: [],
        logEvents: [{ id: '', timestamp: 1, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' }],
      }),
    ).toString('base64'),
  }),
  unusual('a response alone', 'cloudfront-edge', {
    'Records[0].cf.request': undefined,
    'Records[0].cf.response': { status: '200', statusDescription: 'OK', headers: {} },
  }),
  unusual('a subject that is folded', 'ses', {
    'Records[0].ses.mail.commonHeaders': { subject: 'a\r\n b', from: ['"C" <c@d.example>'], returnPath: 'c@d.example' },
  }),
  unusual('a test of a bucket', 'sqs', { 'Records[0].body': JSON.stringify(TEST_EVENT) }),
  unusual('a test of a bucket through SNS', 'sqs', { 'Records[0].body': toNotification(TEST_EVENT) }),
  unusual('an object through SNS', 'sqs', { 'Records[0].body': toNotification(readGenuine('s3')) }),
  unusual('a message that was given up', 'sqs', {
    'Records[0].attributes.DeadLetterQueueSourceArn': 'arn:aws:sqs:eu-west-1:123456789012:q',
  }),
  unusual('a region beside an ARN of another, as in samples', 'sqs', { 'Records[0].awsRegion': 'us-east-1' }),
  unusual('a sign of HTML in a URL, as in samples', 'sns', {
    'Records[0].Sns.UnsubscribeUrl':
      'https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe&amp;SubscriptionArn=arn:aws:sns:us-east-2:123456789012:t:1',
  }),
  unusual('no number of an account, as in samples', 'eventbridge', { account: 'aws_account_id' }),
  unusual('a user with punctuation', 'cognito-pre-signup', { userName: 'https://idp.example/a..b/c' }),
  unusual('the service itself', 's3', { 'Records[0].requestParameters.sourceIPAddress': 'AWS Internal' }),
  unusual('China', 'sns', {
    'Records[0].Sns.SigningCertUrl': 'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0a.pem',
    'Records[0].Sns.Subject': null,
  }),
  unusual('the European Sovereign Cloud', 'sns', {
    'Records[0].EventSubscriptionArn': 'arn:aws-eusc:sns:eusc-de-east-1:123456789012:orders:1',
    'Records[0].Sns.TopicArn': 'arn:aws-eusc:sns:eusc-de-east-1:123456789012:orders',
    'Records[0].Sns.SigningCertUrl': 'https://sns.eusc-de-east-1.amazonaws.eu/SimpleNotificationService-0a.pem',
  }),
  unusual('the European Sovereign Cloud', 'cloudformation-custom-resource', {
    ResponseURL:
      'https://cloudformation-custom-resource-response-euscdeeast1.s3.eusc-de-east-1.amazonaws.eu/a?X-Amz-Algorithm=b',
  }),
  ...['-fips.us-east-1', '.dualstack.eu-west-1', '-fips.dualstack.us-gov-west-1'].map((region) =>
    unusual(`an access point at ${region}`, 's3-object-lambda', {
      'getObjectContext.inputS3Url': `https://orders-123456789012.s3-accesspoint${region}.amazonaws.com/a?X-Amz-Algorithm=b`,
    }),
  ),
  unusual('a channel written without its first slash', 'appsync-events', { 'info.channel.path': 'default/orders/' }),
  unusual('a schedule of EventBridge Scheduler', 'eventbridge', {
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    resources: ['arn:aws:scheduler:eu-west-1:123456789012:schedule/default/s'],
    detail: '{}',
  }),
  unusual('a deletion by time to live', 'dynamodb-stream', {
    'Records[0].eventName': 'REMOVE',
    'Records[0].userIdentity': { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  }),
  unusual('every type', 'dynamodb-stream', {
    'Records[0].dynamodb.NewImage': {
      s: { S: '' },
      n: { N: '-1.5E-10' },
      b: { B: 'AA==' },
      bs: { BS: ['AAEC'] },
      ns: { NS: ['1'] },
      m: { M: {} },
      l: { L: [{ NULL: true }] },
    },
  }),
  unusual('a plus sign that API Gateway made a blank of', 'api-gateway-v2', {
    rawQueryString: 'url=http://example.com&at=2019-03-12T16%3A06%3A06%2B00%3A00',
    queryStringParameters: { url: 'http://example.com', at: '2019-03-12T16:06:06 00:00' },
  }),
  unusual('bytes that begin as gzip does, and are none', 'kinesis', {
    'Records[0].kinesis.data': Buffer.from([0x1f, 0x8b, 0x2a, ...Array.from({ length: 99 }, (_, at) => at)]).toString(
      'base64',
    ),
  }),
  unusual('the end of a window', 'kinesis', { Records: [], ...toWindow('kinesis', 'stream/s') }),
  unusual('the end of a window', 'dynamodb-stream', {
    Records: [],
    ...toWindow('dynamodb', 'table/t/stream/2026-01-02T12:45:07.000'),
  }),
  unusual('records of MSK', 'firehose', {
    sourceMSKArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/c/1',
    records: [{ recordId: '0', mskRecordMetadata: { offset: '0', partitionId: '1' }, kafkaRecordValue: 'AAEC' }],
  }),
  unusual('headers of mail that are folded', 'ses', {
    'Records[0].ses.mail.headers': [
      { name: 'Received', value: 'from a by b\r\n\tfor <c@d.example>;\r\n Thu' },
      { name: 'Subject', value: 'a\n b' },
    ],
  }),
  unusual('a topic', 'mq-activemq', { 'messages[0].destination': { physicalname: 'orders' } }),
  unusual('an endpoint in Europe', 'alexa-skill', { 'context.System.apiEndpoint': 'https://api.eu.amazonalexa.com' }),
  unusual('a bucket of a region', 'cloudformation-custom-resource', {
    ResponseURL: 'https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/a?b',
  }),
  ...['in%5Creport.csv', 'in\\report.csv', 'a%5Cb%5C%5Cc.txt'].map((key) =>
    unusual('an object named by a program of Windows', 's3', { 'Records[0].s3.object.key': key }),
  ),
  unusual('as deep as an item may be', 'dynamodb-stream', {
    'Records[0].dynamodb.NewImage': {
      a: JSON.parse(`${'{"M":{"a":'.repeat(31)}{"S":""}${'}}'.repeat(31)}`) as unknown,
    },
  }),
  unusual('the end of a stream', 'documentdb', {
    'events[0].event': { _id: { _data: '01' }, clusterTime: {}, operationType: 'invalidate' },
  }),
  unusual('the function run locally', 'api-gateway-v1', { 'requestContext.domainName': '127.0.0.1:3000' }),
  unusual('the function run locally, with the Serverless Framework', 'api-gateway-v2', {
    'requestContext.accountId': 'offlineContext_accountId',
    'requestContext.domainName': 'offlineContext_domainName',
  }),
  unusual('a topic, and an example of its subscription', 'sns', {
    'Records[0].EventSubscriptionArn': 'arn:aws:sns:EXAMPLE',
  }),
  unusual('no ARN, as in samples', 'firehose', { deliveryStreamArn: 'aws:lambda:events' }),
  unusual('a blank before the account, as in samples', 'cloudwatch-alarm', {
    alarmArn: 'arn:aws:cloudwatch:us-east-1: 123456789012:alarm:orders',
  }),
];

describe('the authorizer of a WebSocket API', () => {
  const connection = {
    headers: { Host: 'a1b2c3.execute-api.eu-west-1.amazonaws.com' },
    requestContext: { routeKey: '$connect', eventType: 'CONNECT', connectionId: 'a=', apiId: 'a1b2c3', stage: 'prod' },
  };
  const asked = { type: 'REQUEST', methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/$connect' };

  it('is asked about what the connection then is', () => {
    expect(parseEvent({ ...connection, isBase64Encoded: false }).source).toBe('api-gateway-websocket');
    expect(parseEvent(connection).source).toBe('api-gateway-websocket');
    expect(parseEvent({ ...connection, ...asked }).source).toBe('api-gateway-authorizer-request');
  });
});

describe('events that are unusual', () => {
  it.each(events)('are accepted: $what, $source', ({ source, set }) => {
    const event = readGenuine(source);
    for (const [path, value] of Object.entries(set)) setAt(event, path, value);
    expect(parseEvent(event).source).toBe(source);
  });
});

describe('the owner of a bucket', () => {
  it('is what the policy of s3 asks for in the place of an account', () => {
    const event = readGenuine('s3');
    setAt(event, 'Records[0].s3.bucket.ownerIdentity', { principalId: 'A3NL1KOZZKExample' });
    expect(parseEvent(event, { s3: { allowedAccounts: ['A3NL1KOZZKExample'] } }).source).toBe('s3');
  });
});
