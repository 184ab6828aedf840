import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditContext, AuditFields } from '../../src/audit-log/index.ts';
import { cleanCode, cleanFunctionName, cleanRoute, cleanSource, WITHHELD } from '../../src/audit-log/clean-value.ts';
import { context, fields, parse, readLog } from './sample-log.ts';

// The same secrets in every run (mulberry32).
let state = 0x5a11;
const randomInt = (from: number, to?: number): number => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  const [low, high] = to === undefined ? [0, from] : [from, to];
  return low + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (high - low));
};
const randomBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => randomInt(256)));
const randomUuid = (): string => {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};
const pick = <T>(...from: readonly T[]): T => from[randomInt(from.length)] as T;
const characters = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALL = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;

function createCard(): string {
  const digits = pick('4', '51', '37', '6011') + characters('0123456789', pick(11, 12, 14));
  const separator = pick('', '', '-', ' ', '.');
  return digits.match(/.{1,4}/g)?.join(separator) ?? digits;
}

/** Kinds of secrets as they look in the wild. */
const kinds: readonly (() => string)[] = [
  createCard,
  () => `AKIA${characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  () => characters(`${ALL}+/`, 40),
  () => `ghp_${characters(ALL, 36)}`,
  () => `sk_live_${characters(ALL, 24)}`,
  () => `xoxb-${characters('0123456789', 12)}-${characters(ALL, 24)}`,
  () => `eyJhbGciOiJIUzI1NiJ9.${randomBytes(30).toString('base64url')}.${randomBytes(32).toString('base64url')}`,
  () => randomBytes(pick(16, 20, 24, 32)).toString(pick('hex', 'base64', 'base64url')),
  () => characters(ALL, pick(20, 24, 32, 64)),
  () => characters(LETTERS, pick(24, 32)),
  randomUuid,
  () => `-----BEGIN PRIVATE KEY-----\n${randomBytes(48).toString('base64')}`,
  () => `${characters(LETTERS, 8)}@example.com`,
  () => `${characters(LETTERS, 8)}%40example.com`,
  () => `192.168.${randomInt(256)}.${randomInt(256)}`,
  () => `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`,
  () => `${randomInt(1, 999)} Baker Street`,
  () => `+44 20 ${randomInt(1000, 9999)} ${randomInt(1000, 9999)}`,
];

/** Ways in which a secret comes into a value. */
const wrappings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `/reset/${secret}`,
  (secret) => `GET /users/${secret}/orders`,
  (secret) => `ERR_${secret}`,
  (secret) => `orders-${secret}`,
  (secret) => `s3","secret":"${secret}`,
  (secret) => `arn:aws:sqs:eu-west-1:111122223333:${secret}`,
  (secret) => `/a?token=${secret}`,
];

describe('secrets', () => {
  it('never leave: 10,000 records with some planted in every place', () => {
    let planted: string[] = [];
    const plant = (): string => {
      const secret = pick(...kinds)();
      planted.push(secret);
      return pick(...wrappings)(secret);
    };
    const all: (readonly string[])[] = [];
    const lines = readLog((log) => {
      for (let at = 0; at < 10_000; at += 1) {
        const given: Record<string, unknown> = { ...fields, password: plant(), event: { body: plant() }, [plant()]: 1 };
        given[pick('source', 'route', 'code', 'outcome', 'durationMs', 'coldStart')] = plant();
        const around: Record<string, unknown> = { ...context, clientContext: plant() };
        // The request id is the one place where a UUID belongs.
        around[pick('functionName', 'functionVersion', 'logGroupName', 'logStreamName')] = plant();
        log.record(around as unknown as AuditContext, given as unknown as AuditFields);
        all.push(planted);
        planted = [];
      }
    });
    // The start takes its names from the first context.
    expect(all[0]?.filter((secret) => lines[0]?.includes(secret))).toEqual([]);
    const records = lines.filter((line) => line.includes('"audit":"record"'));
    expect(records).toHaveLength(10_000);
    const leaks = records.flatMap((line, at) => {
      // Parts of a secret are a leak as well: half of a token is most of its search.
      const parts = all[at]?.flatMap((secret) => [secret, secret.slice(0, 12), secret.slice(-12)]) ?? [];
      return parts.filter((part) => line.includes(part));
    });
    expect(leaks).toEqual([]);
  });

  it('cannot bring members of their own: any value of any type', () => {
    const names = new Set(
      (
        '_aws _mac audit audit_records aws_request_id chain code cold_start duration_ms event_source function_name ' +
        'function_version log_group outcome prev remaining_time route seq timestamp v'
      ).split(' '),
    );
    const value = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.bigInt(), fc.constant(Symbol('x')));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(fields), 'x'), value),
        value,
        value,
        (given, one, two) => {
          const around = { ...context, awsRequestId: one, getRemainingTimeInMillis: () => two };
          const lines = readLog((log) => log.record(around as never, given as never));
          expect(lines).toHaveLength(3);
          expect(Object.keys(parse(lines[1])).filter((name) => !names.has(name))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes a record whose getters throw', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    const lines = readLog((log) => {
      log.record(hostile as never, hostile as never);
      log.record(null as never, undefined as never);
    });
    for (const line of lines.slice(1, 3)) {
      expect(parse(line)).toMatchObject({ audit: 'record', outcome: WITHHELD, event_source: WITHHELD });
    }
  });
});

describe('what people call things', () => {
  it.each([
    'GET /users/{id}',
    'ANY /{proxy+}',
    '$default',
    '$connect',
    '/v1/oauth2/callback',
    '/.well-known/openid-configuration',
    '/2015-03-31/functions/{name}/invocations',
    'POST /api/v2beta1/getUserProfileSettings',
    'orders-bucket',
    'my-stack-OrdersQueue-1ABCDEFGHIJKL',
    'my-stack-OrdersTable-A1b2C3d4E5f6',
    'images.example.com',
    'Query.listOrdersByCustomer',
    'Mutation.sendToSQSQueue',
    'GET /users/{userId}/eMails',
    '/i18n/{lang}/s3',
    '/internationalization/notifications',
  ])('is printed: %s', (route) => expect(cleanRoute(route)).toBe(route));

  it.each([
    ['cdk-hnb659fds-assets-123456789012-eu-west-1', 'cdk-hnb659fds-assets-#-eu-west-1'],
    ['arn:aws:sqs:eu-west-1:123456789012:orders', 'arn:aws:sqs:eu-west-1:#:orders'],
    ['411111111111-1111', '#-1111'],
  ])('loses the number of its account: %s', (route, printed) => {
    expect(cleanRoute(route)).toBe(printed);
  });

  it.each([
    '/users/4111-1111-1111-1111',
    '/a b',
    '',
    'x'.repeat(257),
    '/a%2F',
    'GET  /a',
    '/u/8b7d5c9e1f3a4b6d',
    's3cr3t-token',
    '/a/10.0.0.1',
    '/a/AKIAIOSFODNN7EXAMPLE',
  ])('is withheld: %s', (route) => expect(cleanRoute(route)).toBe(WITHHELD));

  it.each(['s3', 'api-gateway-v2', 'iot-1-click', 's3-object-lambda', 'lex-v1', 'cognito-pre-token-generation'])(
    'is a source: %s',
    (source) => expect(cleanSource(source)).toBe(source),
  );

  it.each(['ERR_EVENT_TOO_MANY_RECORDS', 'ERR_S3_KEY', 'bad-request', 'AccessDenied'])('is a code: %s', (code) => {
    expect(cleanCode(code)).toBe(code === 'AccessDenied' ? WITHHELD : code);
  });

  it.each(['orders', 'my-stack-OrdersFunction-AbCdEf123456', 'prod_orders_v2'])('is a function: %s', (name) => {
    expect(cleanFunctionName(name)).toBe(name);
  });

  it('is what AWS says it is', () => {
    const name = 'orders-20261121093000-x9k2m4n6';
    expect(cleanFunctionName(name)).toBe(WITHHELD);
    process.env['AWS_LAMBDA_FUNCTION_NAME'] = name;
    try {
      expect(cleanFunctionName(name)).toBe(name);
    } finally {
      delete process.env['AWS_LAMBDA_FUNCTION_NAME'];
    }
  });
});
