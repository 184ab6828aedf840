import { describe, expect, it } from 'vitest';
import { parseEvent, type SourceName } from '@sallyport/runtime/events';
import { readGenuine, setAt } from './genuine.ts';

const toCode = (source: SourceName, event: unknown, policy?: object): string => {
  try {
    parseEvent(event, { [source]: policy ?? {} });
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const change = (source: SourceName, path: string, value: unknown): unknown => {
  const event = readGenuine(source);
  setAt(event, path, value);
  return event;
};

describe('what an event taught', () => {
  it('lets nothing through in the next one', () => {
    for (let round = 0; round < 3; round++) {
      expect(toCode('sqs', readGenuine('sqs'))).toBe('accepted');
      expect(toCode('sqs', change('sqs', 'Records[0].awsRegion', ''))).toBe('accepted');
      expect(toCode('sqs', change('sqs', 'Records[0].eventSourceARN', ''))).toBe('ERR_EVENT_ARN');
      expect(toCode('sqs', change('sqs', 'Records[0].awsRegion', 'eu-west-1\r\n'))).toBe('ERR_EVENT_CONTROL_CHARACTER');
      expect(toCode('sqs', change('sqs', 'Records[0].eventSourceARN', 'eu-west-1'))).toBe('ERR_EVENT_ARN');
      expect(toCode('sqs', readGenuine('sqs'), { allowedAccounts: ['999999999999'] })).toBe('ERR_EVENT_NOT_ALLOWED');
    }
  });

  it('does not depend on the order of fields, nor on which are there', () => {
    const reverse = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reverse);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, reverse(inner)]),
      );
    };
    for (const source of ['s3', 'kinesis', 'api-gateway-v2', 'eventbridge'] as const) {
      for (const event of [readGenuine(source), reverse(readGenuine(source)), readGenuine(source)]) {
        expect(toCode(source, event)).toBe('accepted');
      }
    }
    expect(toCode('eventbridge', reverse(change('eventbridge', 'id', undefined)))).toBe('ERR_EVENT_SHAPE');
    const { region: _, ...rest } = readGenuine('eventbridge') as Record<string, unknown>;
    expect(toCode('eventbridge', { ...rest, more: 1, region2: 'x' })).toBe('ERR_EVENT_SHAPE');
  });

  it('concerns a header of that name only, and its value only', () => {
    const withHeaders = (headers: object): unknown => change('api-gateway-v2', 'headers', headers);
    for (let round = 0; round < 2; round++) {
      expect(toCode('api-gateway-v2', withHeaders({ host: 'api.example.com', 'x-a': '1' }))).toBe('accepted');
      expect(toCode('api-gateway-v2', withHeaders({ host: 'api.example.com', 'x-a': '1\n' }))).toBe(
        'ERR_EVENT_CONTROL_CHARACTER',
      );
      expect(toCode('api-gateway-v2', withHeaders({ host: 'api.example.com', 'x-a': '1', 'X-A': '1' }))).toBe(
        'ERR_EVENT_HEADER',
      );
    }
  });
});

describe('a batch of requests', () => {
  it('is checked with the headers of each', () => {
    const [clean] = (readGenuine('cloudfront-edge') as { Records: unknown[] }).Records;
    const toHostile = (headers: object): unknown => {
      const record = structuredClone(clean);
      setAt(record, 'cf.request.headers', headers);
      return record;
    };
    const policy = { maxRecords: 2, allowedHosts: ['d111111abcdef8.cloudfront.net'] };
    const host = { host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }] };
    const records = [
      toHostile({ ...host, 'x-http-method': [{ value: 'DELETE' }] }),
      toHostile({ host: [{ value: 'evil.example' }] }),
      toHostile({}),
    ];
    const toCodeOf = (...batch: unknown[]): string => toCode('cloudfront-edge', { Records: batch }, policy);
    expect(toCodeOf(toHostile(host), toHostile(host))).toBe('accepted');
    expect(records.map((record) => toCodeOf(record, toHostile(host)))).toEqual(
      records.map((record) => toCodeOf(toHostile(host), record)),
    );
    expect(records.map((record) => toCodeOf(record, toHostile(host)))).not.toContain('accepted');
  });
});

describe('JSON in base64', () => {
  const toEvent = (data: string): unknown =>
    change('kinesis', 'Records[0].kinesis.data', Buffer.from(data).toString('base64'));

  it.each(['__proto__', 'constructor', '\\u005f_proto__', 'c\\u006fnstructor'])(
    'hides no %s, wherever it stands',
    (key) => {
      for (let pad = 0; pad < 100; pad++) {
        const before = `{"a":"${'x'.repeat(pad)}",`;
        expect(toCode('kinesis', toEvent(`${before}"${key}":1}`)), `${pad}`).toBe('ERR_EVENT_FORBIDDEN_KEY');
        expect(toCode('kinesis', toEvent(`${before}"b":"${key}"}`)), `${pad}`).toBe('accepted');
      }
    },
  );

  it('is what it is at any length', () => {
    for (let length = 0; length < 200; length++) {
      const data = Buffer.from('a'.repeat(length)).toString('base64');
      const codes = [data, `${data}=`, data.replace('Y', '-'), data.replace('Y', '\n'), data.replace(/^./, '=')].map(
        (text) => toCode('kinesis', change('kinesis', 'Records[0].kinesis.data', text)),
      );
      const bad = 'ERR_EVENT_ENCODING';
      expect(codes, data).toEqual(
        length === 0 ? ['accepted', bad, 'accepted', 'accepted', 'accepted'] : ['accepted', bad, bad, bad, bad],
      );
    }
  });
});

describe('an ARN', () => {
  it.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc'])(
    'may be of the partition %s',
    (partition) => {
      const arn = `arn:${partition}:sqs:us-gov-west-1:123456789012:orders`;
      expect(toCode('sqs', change('sqs', 'Records[0].eventSourceARN', arn))).toBe('accepted');
    },
  );

  it.each(['aws-', 'aws--cn', 'awscn', 'aws_cn', 'AWS'])('is of no partition %s', (partition) => {
    const arn = `arn:${partition}:sqs:us-gov-west-1:123456789012:orders`;
    expect(toCode('sqs', change('sqs', 'Records[0].eventSourceARN', arn))).toBe('ERR_EVENT_ARN');
  });
});
