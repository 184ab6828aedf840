import type { LambdaContext } from '@sallyport/runtime';

/** Events as AWS sends them, made anew for each test; `change` is laid over the record or the request. */
type Fields = Readonly<Record<string, unknown>>;

export const context: LambdaContext = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'orders',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  memoryLimitInMB: '128',
  awsRequestId: 'f1c6a2de-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/orders',
  logStreamName: '2026/11/21/[$LATEST]0',
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

export const toS3Event = (key: string = 'in/orders.csv', change: Fields = {}): { Records: Fields[] } => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-west-1',
      eventTime: '2026-11-21T10:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
      requestParameters: { sourceIPAddress: '192.0.2.1' },
      responseElements: { 'x-amz-request-id': 'D82B88E5F771F645' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'orders',
        bucket: { name: 'orders-in', ownerIdentity: { principalId: 'A3I5XTEXAMAI3E' }, arn: 'arn:aws:s3:::orders-in' },
        object: { key, size: 1024, eTag: 'b21b84d653bb07b05b1e6b33684dc11b', sequencer: '0C0F6F405D6ED209E1' },
      },
      ...change,
    },
  ],
});

export const toSqsRecord = (messageId: string, body: string, change: Fields = {}): Fields => ({
  messageId,
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1545082649183', SenderId: 'AIDAIENQZJOLO23YVJ4VO' },
  messageAttributes: {},
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:orders',
  awsRegion: 'eu-west-1',
  ...change,
});

export const toKinesisRecord = (sequenceNumber: string, data: string): Fields => ({
  eventID: `shardId-000000000006:${sequenceNumber}`,
  eventName: 'aws:kinesis:record',
  eventVersion: '1.0',
  eventSource: 'aws:kinesis',
  eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
  awsRegion: 'eu-west-1',
  invokeIdentityArn: 'arn:aws:iam::123456789012:role/orders',
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: '1',
    sequenceNumber,
    approximateArrivalTimestamp: 1545084650.987,
    data: Buffer.from(data).toString('base64'),
  },
});

export const toHttpEvent = (body: string | undefined, change: Fields = {}): Fields => ({
  version: '2.0',
  routeKey: 'POST /orders',
  rawPath: '/orders',
  rawQueryString: '',
  headers: { 'content-type': 'application/json', host: 'api.example.com' },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'api.example.com',
    domainPrefix: 'api',
    http: { method: 'POST', path: '/orders', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl' },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: 'POST /orders',
    stage: '$default',
    time: '21/Nov/2026:10:00:00 +0000',
    timeEpoch: 1795255200000,
  },
  ...(body === undefined ? {} : { body }),
  isBase64Encoded: false,
  ...change,
});

/** A request to a function URL. */
export function toUrlEvent(body: string | undefined, change: Fields = {}): Fields {
  const host = 'abc123.lambda-url.eu-west-1.on.aws';
  const event = toHttpEvent(body, { routeKey: '$default', headers: { 'content-type': 'application/json', host } });
  const place = { routeKey: '$default', domainName: host, apiId: 'abc123', domainPrefix: 'abc123' };
  return { ...event, requestContext: { ...(event['requestContext'] as Fields), ...place }, ...change };
}
