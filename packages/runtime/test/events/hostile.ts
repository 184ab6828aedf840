import { gzipSync } from 'node:zlib';
import type { SourceName } from '@sallyport/runtime/events';

/** One change that makes a genuine event hostile, and what must come of it. */
export interface Hostile {
  readonly why: string;
  /** Field -> value; the path is as in an error: `Records[0].body`. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly code: string;
  readonly policy?: object;
}

const hostile = (why: string, at: string, value: unknown, code: string, policy?: object): Hostile => ({
  why,
  set: { [at]: value },
  code: `ERR_EVENT_${code}`,
  ...(policy === undefined ? {} : { policy }),
});

const NESTED = `${'['.repeat(200)}${']'.repeat(200)}`;
const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024)).toString('base64');
const toBase64 = (text: string): string => Buffer.from(text).toString('base64');

/** Where an HTTP source keeps its parts. */
interface Parts {
  readonly path?: string;
  readonly headers: string;
  readonly query: string;
  readonly body?: string;
  readonly base64?: string;
  readonly method?: string;
  /** Wraps a value where the source writes lists. */
  readonly value?: (text: string) => unknown;
}

/** Dots in percent-encoding, and their percent sign so many times once more. */
const toEncoded = (dots: string, times: number): string => dots.replaceAll('.', `%${'25'.repeat(times)}2e`);

const toPathCases = (at: string): readonly Hostile[] => [
  hostile('a path that climbs', at, '/a/../../etc/passwd', 'TRAVERSAL'),
  hostile('a path that climbs, encoded', at, '/a/%2e%2e/%2E%2E/etc', 'TRAVERSAL'),
  hostile('a path that climbs, encoded twice', at, '/a/%252e%252e%252fetc', 'TRAVERSAL'),
  ...[2, 4, 5, 9, 40].map((times) =>
    hostile(`a path that climbs, encoded ${times + 1} times`, at, `/a/${toEncoded('..', times)}/etc`, 'TRAVERSAL'),
  ),
  hostile('a path that climbs, percent signs in full width', at, '/a/\uff052e\uff052e/etc', 'TRAVERSAL'),
  hostile(
    'a path that climbs, behind thousands of accents',
    at,
    `/a${'\u0301'.repeat(7000)}${'\u0316'.repeat(7000)}/..`,
    'TRAVERSAL',
  ),
  hostile('a path that climbs, digits encoded', at, '/a/%%32e%2%65/etc', 'TRAVERSAL'),
  hostile(
    'a path that climbs, digits encoded again and again',
    at,
    `/a/${'%'.repeat(99)}${'3'.repeat(98)}2e/`,
    'TRAVERSAL',
  ),
  hostile('dots in full width, encoded', at, '/a/%ef%bc%8e%ef%bc%8e/etc', 'TRAVERSAL'),
  hostile('dots that are left when dots are taken out', at, '/....//....//etc', 'TRAVERSAL'),
  hostile('dots as `escape` writes them', at, '/a/%u002e%u002E/etc', 'TRAVERSAL'),
  hostile('an encoding of five bytes', at, '/a/%f8%80%80%80%ae%f8%80%80%80%ae/etc', 'TRAVERSAL'),
  hostile('slashes of another kind', at, '/a..\u2215..\u2044etc/..%e2%a7%b8etc', 'TRAVERSAL'),
  hostile('dots with nothing to see between them', at, '/a/.\u200b./.%c2%ad./etc', 'TRAVERSAL'),
  hostile('an overlong encoding, encoded', at, '/a/%25c0%25ae%25c0%25ae/etc', 'TRAVERSAL'),
  hostile('a line break, its digits encoded', at, '/a%%30aSet-Cookie:x', 'CONTROL_CHARACTER'),
  hostile('an override of direction, encoded', at, '/a%e2%80%aegpj.exe', 'CONTROL_CHARACTER'),
  hostile('a path with a backslash', at, '/a\\..\\etc', 'TRAVERSAL'),
  hostile('a path with an encoded backslash', at, '/a%5c..%5cetc', 'TRAVERSAL'),
  hostile('a path with a parameter on its dots', at, '/a/..;/admin', 'TRAVERSAL'),
  hostile('a path with blanks on its dots', at, '/a/..%20/admin', 'TRAVERSAL'),
  hostile('a separator of lines in the path', at, '/a%e2%80%a8b', 'CONTROL_CHARACTER'),
  hostile('an overlong encoding', at, '/a/%c0%ae%c0%ae/etc', 'TRAVERSAL'),
  hostile('NUL in the path', at, '/a%00.html', 'CONTROL_CHARACTER'),
  hostile('a line break in the path', at, '/a%0d%0aSet-Cookie:x', 'CONTROL_CHARACTER'),
  hostile('a tab in the path', at, '/a\tb', 'CONTROL_CHARACTER'),
  hostile('an override of direction in the path', at, '/a\u202egpj.exe', 'CONTROL_CHARACTER'),
  hostile('half a character in the path', at, '/a\ud800b', 'CONTROL_CHARACTER'),
  hostile('a path that is a host', at, '//evil.example/a', 'TRAVERSAL'),
  hostile('a path that the policy does not match', at, '/admin', 'NOT_ALLOWED', { path: /^\/orders/ }),
];

const toMethodCases = (at: string): readonly Hostile[] => [
  hostile('a method that is none', at, 'FETCH', 'METHOD'),
  hostile('a method with a line break', at, 'GET\r\n', 'METHOD'),
  hostile('a method in lower case', at, 'get', 'METHOD'),
  hostile('a method that traces', at, 'TRACE', 'METHOD'),
  hostile('a method that the policy does not allow', at, 'DELETE', 'NOT_ALLOWED', { methods: ['GET', 'POST'] }),
];

function toBodyCases(body: string, base64: string): readonly Hostile[] {
  const encoded = (why: string, text: string, code: string): Hostile => ({
    why,
    set: { [body]: text, [base64]: true },
    code: `ERR_EVENT_${code}`,
  });
  return [
    hostile('a body that pollutes', body, '{"a":{"__proto__":{"admin":true}}}', 'FORBIDDEN_KEY'),
    hostile('a body that pollutes, escaped', body, '{"\\u005f_proto__":{"admin":true}}', 'FORBIDDEN_KEY'),
    hostile(
      'a body that pollutes through its constructor',
      body,
      ' [{"constructor" : {"prototype":{}}}]',
      'FORBIDDEN_KEY',
    ),
    hostile('a body that nests', body, NESTED, 'TOO_DEEP'),
    hostile('a body of 7 MB', body, 'x'.repeat(7_000_000), 'TOO_LARGE'),
    hostile('a body that is no text', body, { a: 1 }, 'SHAPE'),
    encoded('base64 that is none', '%%%=', 'ENCODING'),
    encoded('base64 without its end', 'YWJ', 'ENCODING'),
    encoded('a body that pollutes, in base64', toBase64('{"__proto__":1}'), 'FORBIDDEN_KEY'),
    encoded('a bomb', BOMB, 'BOMB'),
  ];
}

/** A body as a browser sends it. */
function toFormCases({
  headers,
  body,
  base64,
  value,
}: Required<Pick<Parts, 'headers' | 'body' | 'base64' | 'value'>>): readonly Hostile[] {
  const form = { [headers]: { 'Content-Type': value('application/x-www-form-urlencoded; charset=utf-8') } };
  const text = 'a=1&__proto__%5Badmin%5D=1';
  const names: readonly (readonly [why: string, name: string])[] = [
    ['', 'name="a[constructor][prototype][x]"'],
    [', by a name with a quote', String.raw`name="\"[__proto__][x]"`],
    [', by a long name', `name="${'a'.repeat(300)}[__proto__]"`],
    [', by a name on the next line', '\r\n name="__proto__[x]"'],
  ];
  return [
    { why: 'a form that pollutes', set: { ...form, [body]: text }, code: 'ERR_EVENT_FORBIDDEN_KEY' },
    ...names.map(([why, name]) => ({
      why: `a form of several parts that pollutes${why}`,
      set: {
        [headers]: { 'content-type': value('multipart/form-data; boundary=b') },
        [body]: `--b\r\nContent-Disposition: form-data; ${name}\r\n\r\n1\r\n--b--\r\n`,
      },
      code: 'ERR_EVENT_FORBIDDEN_KEY',
    })),
    {
      why: 'a form that pollutes, in base64',
      set: { ...form, [body]: toBase64(text), [base64]: true },
      code: 'ERR_EVENT_FORBIDDEN_KEY',
    },
  ];
}

const HOSTS = { allowedHosts: ['api.example.com', 'orders.example.com', 'ws.example.com'] };

function toHttpCases({
  path,
  headers,
  query,
  body,
  base64,
  method,
  value = (text) => text,
}: Parts): readonly Hostile[] {
  const header = (why: string, name: string, text: unknown, code: string, policy?: object): Hostile =>
    hostile(why, `${headers}.${name}`, typeof text === 'string' ? value(text) : text, code, policy);
  return [
    ...(path === undefined ? [] : toPathCases(path)),
    ...(method === undefined ? [] : toMethodCases(method)),
    ...(body === undefined || base64 === undefined ? [] : toBodyCases(body, base64)),
    ...(body === undefined || base64 === undefined ? [] : toFormCases({ headers, body, base64, value })),
    header('a header with a line break', 'x-a', 'a\r\nSet-Cookie: b', 'CONTROL_CHARACTER'),
    header('a header with NUL', 'x-a', 'a\0b', 'CONTROL_CHARACTER'),
    header('a header name with a line break', 'x-a\r\nx-b', 'a', 'HEADER'),
    header('a header that every object has, once in lower case', 'Constructor', 'a', 'FORBIDDEN_KEY'),
    header('a header that is a number', 'x-a', 1, 'SHAPE'),
    header('a header twice, in other letters', 'HOST', 'other.example.com', 'HEADER'),
    hostile(
      'a thousand headers',
      headers,
      Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x-${at}`, value('1')])),
      'TOO_LARGE',
    ),
    header('headers beyond measure', 'x-a', 'a'.repeat(70_000), 'TOO_LARGE'),
    header('a header that overrides the method', 'x-http-method-override', 'DELETE', 'METHOD'),
    header('an override that the policy does not allow', 'x-method-override', 'DELETE', 'METHOD', {
      methods: ['GET', 'POST'],
    }),
    header('a host that hides another', 'x-forwarded-host', 'good.example.com@evil.example', 'HOST'),
    header('a host with a path', 'x-forwarded-host', 'evil.example/x', 'HOST'),
    header('a host with a sign that lower case makes a letter', 'x-forwarded-host', '\u212Aite.example', 'HOST'),
    header('a host that the policy does not allow', 'x-forwarded-host', 'evil.example', 'NOT_ALLOWED', HOSTS),
    header('a host under a name that few know', 'X-HTTP-Host-Override', 'evil.example', 'NOT_ALLOWED', HOSTS),
    header(
      'a host that a proxy is said to forward',
      'forwarded',
      'for=192.0.2.1;host="evil.example:8080"',
      'NOT_ALLOWED',
      HOSTS,
    ),
    header('a forwarded host among blanks', 'forwarded', 'for=a;Host = " evil.example"', 'NOT_ALLOWED', HOSTS),
    header('a forwarded host that is none', 'forwarded', 'for=192.0.2.1, for=a;host=evil.example/x', 'HOST'),
    hostile(
      'two forwarded hosts',
      headers,
      { 'x-forwarded-host': value('a.example'), 'x-host': value('b.example') },
      'HOST',
    ),
    header('a path that a header names and that climbs', 'X-Original-URL', '/a/..%2f../admin', 'TRAVERSAL'),
    header('a path in a URL that a header names', 'x-rewrite-url', 'https://a.example//evil.example/', 'TRAVERSAL'),
    header(
      'a path that a header names and the policy does not match',
      'x-original-url',
      '/admin?a=/orders',
      'NOT_ALLOWED',
      { path: /^\/(?!admin)/ },
    ),
    hostile('NUL in a parameter', `${query}.page`, value('a\0'), 'CONTROL_CHARACTER'),
    hostile('a line break in a parameter', `${query}.page`, value('1\r\n'), 'CONTROL_CHARACTER'),
    hostile('a parameter that nests into a prototype', query, { 'a[__proto__][b]': value('1') }, 'FORBIDDEN_KEY'),
    hostile(
      'a parameter that nests into a constructor',
      query,
      { 'constructor[prototype]': value('1') },
      'FORBIDDEN_KEY',
    ),
    hostile(
      'a message that ends at two places',
      headers,
      { 'content-length': value('5'), 'Transfer-Encoding': value('chunked') },
      'HEADER',
    ),
    header('an encoding that hides another', 'transfer-encoding', 'xchunked', 'HEADER'),
    header('a length that is none', 'content-length', '7, 8', 'HEADER'),
    header('a length below nothing', 'content-length', '-1', 'HEADER'),
    hostile(
      'two thousand parameters',
      query,
      Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`p${at}`, value('1')])),
      'TOO_LARGE',
    ),
    hostile('a parameter beyond measure', `${query}.page`, value('1'.repeat(5000)), 'TOO_LARGE'),
    hostile('a parameter that the policy bounds', `${query}.page`, value('1'.repeat(11)), 'TOO_LARGE', {
      maxQueryValueLength: 10,
    }),
    hostile('a parameter that the policy does not match', `${query}.page`, value('1;drop'), 'NOT_ALLOWED', {
      query: { page: /^[\d,]+$/ },
    }),
    hostile('a parameter that is an object', `${query}.page`, { $gt: '' }, 'SHAPE'),
    hostile('a field that nobody sends', 'admin', true, 'UNKNOWN_FIELD', { unknownFields: 'reject' }),
  ];
}

const v2: readonly Hostile[] = [
  ...toHttpCases({
    path: 'rawPath',
    headers: 'headers',
    query: 'queryStringParameters',
    body: 'body',
    base64: 'isBase64Encoded',
    method: 'requestContext.http.method',
  }),
  hostile('another path beside the path', 'requestContext.http.path', '/../admin', 'TRAVERSAL'),
  hostile('a path parameter that climbs', 'pathParameters.id', '../../etc', 'TRAVERSAL'),
  hostile('a value that only the raw query has', 'rawQueryString', 'page=1&page=x', 'NOT_ALLOWED', {
    query: { page: /^[\d,]+$/ },
  }),
  hostile('a foreign account', 'requestContext.accountId', '999999999999', 'NOT_ALLOWED', {
    allowedAccounts: ['123456789012'],
  }),
  hostile('a path beside the path', 'requestContext.http.path', '/admin', 'NOT_ALLOWED', { path: /^\/orders/ }),
  hostile('a query that says another thing than its parameters', 'rawQueryString', 'page=3', 'INCONSISTENT'),
  hostile('a parameter that only the query has', 'rawQueryString', 'page=1&page=2&admin=1', 'INCONSISTENT'),
  hostile('no account where the policy names some', 'requestContext.accountId', undefined, 'NOT_ALLOWED', {
    allowedAccounts: ['123456789012'],
  }),
  {
    why: 'two thousand values of a parameter',
    set: { rawQueryString: 'page=&'.repeat(2000), queryStringParameters: { page: ','.repeat(1999) } },
    code: 'ERR_EVENT_TOO_LARGE',
  },
  {
    why: 'a query that says another thing, beside a plus sign',
    set: { rawQueryString: 'page=%2B%C3%A9', queryStringParameters: { page: '+\u00fc' } },
    code: 'ERR_EVENT_INCONSISTENT',
  },
  hostile('many cookies', 'cookies', Array.from<string>({ length: 600 }).fill('a=1'), 'TOO_LARGE'),
  hostile('cookies beyond measure', 'cookies', ['a'.repeat(70_000)], 'TOO_LARGE'),
  hostile('a host that is a path', 'requestContext.domainName', 'evil.example/a@b', 'SHAPE'),
  hostile('a time that is a word', 'requestContext.timeEpoch', 'soon', 'SHAPE'),
  hostile('an authorizer that is a word', 'requestContext.authorizer', 'admin', 'SHAPE'),
  hostile('a cookie with a line break', 'cookies', ['a=1\r\nb=2'], 'CONTROL_CHARACTER'),
];

const KEY = 'Records[0].s3.object.key';

const s3: readonly Hostile[] = [
  hostile('a key that climbs', KEY, '../../etc/passwd', 'TRAVERSAL'),
  hostile('a key that climbs, encoded', KEY, '..%2F..%2Fetc%2Fpasswd', 'TRAVERSAL'),
  hostile('a key that climbs from within', KEY, 'in/%2e%2e/%2e%2e/secret.csv', 'TRAVERSAL'),
  hostile('a key that climbs, encoded twice', KEY, '%252e%252e%252fsecret.csv', 'TRAVERSAL'),
  hostile('a key that climbs, encoded three times', KEY, '%25252e%25252e%25252fsecret.csv', 'TRAVERSAL'),
  ...[4, 5, 6, 9, 40].map((times) =>
    hostile(`a key that climbs, encoded ${times + 1} times`, KEY, `in/${toEncoded('..', times)}/x`, 'TRAVERSAL'),
  ),
  hostile('an absolute key, encoded four times', KEY, '%2525252Fetc%2Fpasswd', 'TRAVERSAL'),
  hostile('an absolute key in full width', KEY, '%EF%BC%8Fetc/passwd', 'TRAVERSAL'),
  hostile('a key with backslashes', KEY, '..%5C..%5Cwindows%5Csystem.ini', 'TRAVERSAL'),
  hostile('a key with backslashes, encoded twice', KEY, 'in%255c..%255csecret.csv', 'TRAVERSAL'),
  hostile('an absolute key', KEY, '/etc/passwd', 'TRAVERSAL'),
  hostile('an absolute key, encoded', KEY, '%2Fetc%2Fpasswd', 'TRAVERSAL'),
  hostile('a key with blanks on its dots', KEY, '..+/..+/etc', 'TRAVERSAL'),
  hostile('a key with a drive', KEY, 'C:/windows/system.ini', 'TRAVERSAL'),
  hostile('a key that is a URL', KEY, 'file:///etc/passwd', 'TRAVERSAL'),
  hostile('a key of a dot', KEY, 'in/./secret.csv', 'TRAVERSAL'),
  hostile('dots in full width', KEY, '%EF%BC%8E%EF%BC%8E%EF%BC%8Fsecret.csv', 'TRAVERSAL'),
  hostile('dots that are left when dots are taken out', KEY, '....//....//etc/passwd', 'TRAVERSAL'),
  hostile('dots as `escape` writes them', KEY, '%uff0e%uff0e/secret.csv', 'TRAVERSAL'),
  hostile('slashes of another kind', KEY, '..%E2%88%95..%E2%81%84secret.csv', 'TRAVERSAL'),
  hostile('backslashes of another kind', KEY, 'in%E2%88%96..%E2%A7%B5secret.csv', 'TRAVERSAL'),
  hostile('dots with nothing to see between them', KEY, 'in/.%E2%80%8B./secret.csv', 'TRAVERSAL'),
  hostile('dots behind the mark of an order of bytes', KEY, '%EF%BB%BF../secret.csv', 'TRAVERSAL'),
  hostile('an overlong encoding', KEY, '%c0%ae%c0%ae/secret.csv', 'TRAVERSAL'),
  hostile('NUL in the key', KEY, 'orders.csv%00.exe', 'CONTROL_CHARACTER'),
  hostile('NUL in the key, encoded twice', KEY, 'orders.csv%2500.exe', 'CONTROL_CHARACTER'),
  hostile('a line break in the key', KEY, 'orders%0d%0a.csv', 'CONTROL_CHARACTER'),
  hostile('an override of direction in the key', KEY, 'orders%E2%80%AEvsc.exe', 'CONTROL_CHARACTER'),
  hostile('half a character in the key', KEY, 'orders\udc00.csv', 'CONTROL_CHARACTER'),
  hostile('a size below nothing', 'Records[0].s3.object.size', -1, 'NUMBER'),
  hostile('a size that is no whole number', 'Records[0].s3.object.size', 1.5, 'NUMBER'),
  hostile('a size beyond measure', 'Records[0].s3.object.size', 1e300, 'NUMBER'),
  hostile('a time that is none', 'Records[0].eventTime', 'yesterday', 'SHAPE'),
  hostile('a day that is none', 'Records[0].eventTime', '2026-13-45T99:99:99.000Z', 'SHAPE'),
  hostile('a structure of another version', 'Records[0].eventVersion', '3.0', 'SHAPE'),
  hostile('a region that is a path', 'Records[0].awsRegion', 'eu-west-1/../x', 'SHAPE'),
  hostile('a tag with a line break', 'Records[0].s3.object.eTag', 'a\r\nSet-Cookie: b', 'CONTROL_CHARACTER'),
  hostile('an address with more behind it', 'Records[0].requestParameters.sourceIPAddress', '127.0.0.1; rm', 'SHAPE'),
  hostile('a version that climbs behind a separator', 'Records[0].s3.object.versionId', 'a\u2029/../b', 'SHAPE'),
  hostile('a configuration with a line break', 'Records[0].s3.configurationId', 'a\r\nb', 'CONTROL_CHARACTER'),
  hostile('an answer with a line break', 'Records[0].responseElements', { 'x-amz-id-2': 'a\nb' }, 'CONTROL_CHARACTER'),
  hostile('a caller with a line break', 'Records[0].userIdentity', { principalId: 'a\r\nb' }, 'CONTROL_CHARACTER'),
  hostile('an ARN of two buckets', 'Records[0].s3.bucket.arn', 'arn:aws:s3:::evil:::orders', 'INCONSISTENT'),
  hostile('no object', 'Records[0].s3.object', undefined, 'SHAPE'),
  hostile('a key that climbs, of a change of tier', 'Records[0].s3.get_object', { key: '../x' }, 'TRAVERSAL'),
  hostile('an event with markup', 'Records[0].eventName', '<b>', 'SHAPE'),
  hostile('a key that does not decode', KEY, 'orders%zz.csv', 'ENCODING'),
  hostile('a key beyond measure', KEY, 'a'.repeat(1025), 'TOO_LARGE'),
  hostile('no key', KEY, '', 'SHAPE'),
  hostile('a key that is a list', KEY, ['a'], 'SHAPE'),
  hostile('a bucket of another name', 'Records[0].s3.bucket.arn', 'arn:aws:s3:::other', 'INCONSISTENT'),
  hostile('an ARN that is none', 'Records[0].s3.bucket.arn', 'not-an-arn', 'ARN'),
  hostile('a record of another source', 'Records[0].eventSource', 'aws:sqs', 'SHAPE'),
  hostile('a bucket that the policy does not allow', 'Records[0].eventName', 'ObjectCreated:Copy', 'NOT_ALLOWED', {
    allowedBuckets: ['b'],
  }),
  hostile(
    'a bucket of an owner that the policy does not allow',
    'Records[0].s3.bucket.ownerIdentity',
    { principalId: 'A3NL1KOZZKExample' },
    'NOT_ALLOWED',
    { allowedAccounts: ['A1B2C3D4Example'] },
  ),
  hostile('an extension that the policy does not allow', KEY, 'orders.csv.exe', 'NOT_ALLOWED', {
    allowedExtensions: ['.csv', 'json'],
  }),
  hostile('a key that the policy does not match', KEY, 'out/orders.csv', 'NOT_ALLOWED', { keyPattern: /^in\// }),
  hostile(
    'a thousand records',
    'Records',
    Array.from({ length: 1000 }, () => ({})),
    'TOO_MANY_RECORDS',
  ),
];

const inS3 = JSON.stringify({ Records: [{ eventSource: 'aws:s3', s3: { object: { key: 'x' } } }] });
const climbing = inS3.replace('"x"', '"../x"');
const SNS_CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem';
const inEventbridge = (bucket: object, object: object): string =>
  JSON.stringify({ source: 'aws.s3', resources: ['arn:aws:s3:::a'], detail: { bucket, object } });
const inSns = JSON.stringify({ Type: 'Notification', Message: 'x', SigningCertURL: 'https://evil.example/cert.pem' });

const toMessageCases = (at: string): readonly Hostile[] => [
  hostile('a message that pollutes', at, '{"__proto__":1}', 'FORBIDDEN_KEY'),
  hostile('a message that nests', at, NESTED, 'TOO_DEEP'),
  hostile('a message beyond measure', at, 'x'.repeat(1_100_000), 'TOO_LARGE'),
  hostile('a notification of S3 that is none', at, inS3, 'SHAPE'),
  hostile('a notification of S3 whose key climbs', at, climbing, 'TRAVERSAL'),
  ...[String.raw`\u0061ws:s3`, String.raw`aws\u003as3`, String.raw`aws\u003As3`, String.raw`aws:s\u0033`].map(
    (source) => hostile(`the same, its source as ${source}`, at, climbing.replace('aws:s3', source), 'TRAVERSAL'),
  ),
  hostile('a message of SNS signed elsewhere', at, inSns, 'URL'),
  hostile(
    'a message of SNS that pollutes',
    at,
    JSON.stringify({ Type: 'Notification', Message: '{"__proto__":1}', SigningCertURL: SNS_CERTIFICATE }),
    'FORBIDDEN_KEY',
  ),
  hostile('an event of S3 of another bucket', at, inEventbridge({ name: 'b' }, { key: 'a' }), 'INCONSISTENT'),
  hostile('an event of S3 of no size', at, inEventbridge({ name: 'a' }, { key: 'a', size: -1 }), 'NUMBER'),
];

const toDataCases = (at: string): readonly Hostile[] => [
  hostile('base64 that is none', at, '!!!!', 'ENCODING'),
  hostile('base64 of URLs', at, 'a-_b', 'ENCODING'),
  hostile('data that pollute', at, toBase64('{"__proto__":1}'), 'FORBIDDEN_KEY'),
  hostile('data that nest', at, toBase64(NESTED), 'TOO_DEEP'),
  hostile('a byte more than the policy allows', at, 'QUJD', 'TOO_LARGE', { maxBodyBytes: 2 }),
  hostile('a bomb', at, BOMB, 'BOMB'),
];

const toArnCases = (at: string, policy: object): readonly Hostile[] => [
  hostile('an ARN that is none', at, 'not-an-arn', 'ARN'),
  hostile('an ARN of another service', at, 'arn:aws:iam::123456789012:role/x', 'ARN'),
  hostile('a foreign account', at, 'arn:aws:iam::999999999999:role/x', 'ARN', { allowedAccounts: ['123456789012'] }),
  { why: 'what the policy does not allow', set: {}, code: 'ERR_EVENT_NOT_ALLOWED', policy },
];

const logs = (change: object): string =>
  gzipSync(
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: 'g',
      logStream: 's',
      subscriptionFilters: ['f'],
      logEvents: [],
      ...change,
    }),
  ).toString('base64');

/** What each source must refuse besides what all must (see the tests). */
export const hostileEvents: Readonly<Partial<Record<SourceName | 'direct', readonly Hostile[]>>> = {
  direct: [
    hostile('a key that pollutes', 'order', JSON.parse('{"__proto__":{"admin":true}}'), 'FORBIDDEN_KEY'),
    hostile('a key that pollutes, in a list', 'items', [{ constructor: { prototype: {} } }], 'FORBIDDEN_KEY'),
    hostile('a text beyond what the policy allows', 'note', 'x'.repeat(2000), 'TOO_LARGE', { maxBodyBytes: 1024 }),
    hostile('what nests deeper than the policy allows', 'order', { a: { b: { c: 1 } } }, 'TOO_DEEP', { maxDepth: 3 }),
    hostile('accounts to be from, where it names none', 'note', '', 'NOT_ALLOWED', {
      allowedAccounts: ['123456789012'],
    }),
  ],
  s3: s3,
  'api-gateway-v2': v2,
  'function-url': v2,
  'api-gateway-v1': [
    ...toHttpCases({
      path: 'path',
      headers: 'headers',
      query: 'queryStringParameters',
      body: 'body',
      base64: 'isBase64Encoded',
      method: 'httpMethod',
    }).filter(({ why }) => !/^a parameter that the policy|^a header twice/.test(why)),
    hostile('headers that disagree', 'multiValueHeaders.Accept', ['text/html'], 'INCONSISTENT'),
    hostile('parameters that disagree', 'multiValueQueryStringParameters.page', ['3'], 'INCONSISTENT'),
    hostile('two hosts', 'multiValueHeaders.Host', ['api.example.com', 'evil.example'], 'HOST'),
    hostile(
      'a second value that the policy does not match',
      'multiValueQueryStringParameters.page',
      ['x', '2'],
      'NOT_ALLOWED',
      {
        query: { page: /^\d$/ },
      },
    ),
    hostile('a path parameter that climbs', 'pathParameters.id', '..%2f..%2fetc', 'TRAVERSAL'),
    hostile('another method beside the method', 'requestContext.httpMethod', 'FETCH', 'METHOD'),
    hostile('a time below nothing', 'requestContext.requestTimeEpoch', -5, 'NUMBER'),
    hostile(
      'two thousand values of a parameter',
      'multiValueQueryStringParameters.page',
      Array.from<string>({ length: 2000 }).fill('2'),
      'TOO_LARGE',
    ),
  ],
  alb: [
    ...toHttpCases({
      path: 'path',
      headers: 'headers',
      query: 'queryStringParameters',
      body: 'body',
      base64: 'isBase64Encoded',
      method: 'httpMethod',
    }),
    hostile('an encoded line break in a parameter', 'queryStringParameters.page', '1%0d%0a', 'CONTROL_CHARACTER'),
    hostile(
      'a parameter that the policy does not match, by an encoded name',
      'queryStringParameters.p%61ge',
      'x',
      'NOT_ALLOWED',
      {
        query: { page: /^\d$/ },
      },
    ),
    hostile('a target group that is none', 'requestContext.elb.targetGroupArn', 'tg', 'ARN'),
  ],
  'api-gateway-websocket': [
    hostile('a body that pollutes', 'body', '{"__proto__":1}', 'FORBIDDEN_KEY'),
    hostile('a message beyond measure', 'body', 'x'.repeat(140_000), 'TOO_LARGE'),
    hostile('a header with a line break', 'headers', { 'x-a': 'a\r\nb' }, 'CONTROL_CHARACTER'),
    hostile('a type of event that is none', 'requestContext.eventType', 'EXEC', 'SHAPE'),
    hostile('a connection with a line break', 'requestContext.connectionId', 'a\nb', 'CONTROL_CHARACTER'),
    hostile('a connection that is a path', 'requestContext.connectionId', '../@connections', 'SHAPE'),
    hostile('a domain that is a path', 'requestContext.domainName', 'evil.example/a', 'SHAPE'),
    hostile('an address with more behind it', 'requestContext.identity.sourceIp', '127.0.0.1; drop', 'SHAPE'),
    hostile('a stage that is a path', 'requestContext.stage', '../x', 'SHAPE'),
    hostile('an identifier with a line break', 'requestContext.requestId', 'a\r\nb', 'CONTROL_CHARACTER'),
  ],
  'vpc-lattice-v1': toHttpCases({
    path: 'raw_path',
    headers: 'headers',
    query: 'query_string_parameters',
    body: 'body',
    base64: 'is_base64_encoded',
    method: 'method',
  }),
  'vpc-lattice-v2': toHttpCases({
    path: 'path',
    headers: 'headers',
    query: 'queryStringParameters',
    body: 'body',
    base64: 'isBase64Encoded',
    method: 'method',
    value: (text) => [text],
  }).filter(({ why }) => why !== 'a parameter that is an object'),
  'api-gateway-authorizer-request': toHttpCases({
    path: 'path',
    headers: 'headers',
    query: 'queryStringParameters',
    method: 'httpMethod',
  }),
  'api-gateway-authorizer-v2': [
    ...toPathCases('rawPath'),
    hostile('a field that nobody sends', 'admin', true, 'UNKNOWN_FIELD', { unknownFields: 'reject' }),
    hostile('a source of identity with a line break', 'identitySource', ['a\r\nb'], 'CONTROL_CHARACTER'),
    hostile('a protocol with a line break', 'requestContext.http.protocol', 'a\r\nb', 'CONTROL_CHARACTER'),
  ],
  'api-gateway-authorizer-token': [
    hostile(
      'a method whose path climbs',
      'methodArn',
      'arn:aws:execute-api:eu-west-1:123456789012:a/b/GET/../admin',
      'ARN',
    ),
    hostile('a token with a line break', 'authorizationToken', 'a\r\nb', 'CONTROL_CHARACTER'),
    hostile('a token beyond measure', 'authorizationToken', 'x'.repeat(70_000), 'TOO_LARGE'),
    ...toArnCases('methodArn', { allowedAccounts: ['999999999999'] }),
  ],
  sqs: [
    ...toMessageCases('Records[0].body'),
    ...toArnCases('Records[0].eventSourceARN', { allowedQueues: ['other'] }),
    ...['*', '<script>', 'my queue', 'a\nb'].map((name) =>
      hostile('a queue that is none', 'Records[0].eventSourceARN', `arn:aws:sqs:eu-west-1:123456789012:${name}`, 'ARN'),
    ),
    hostile('a queue of nobody', 'Records[0].eventSourceARN', 'arn:aws:sqs:eu-west-1::orders', 'ARN'),
    hostile('a queue of nowhere', 'Records[0].eventSourceARN', 'arn:aws:sqs::123456789012:orders', 'ARN'),
    hostile('a queue that is a path', 'Records[0].eventSourceARN', 'arn:aws:sqs:eu-west-1:123456789012:../x', 'ARN'),
    hostile('a region that is a path', 'Records[0].awsRegion', '../x', 'SHAPE'),
    hostile('NUL in the body', 'Records[0].body', 'a\0b', 'CONTROL_CHARACTER'),
    hostile('a count that is none', 'Records[0].attributes.ApproximateReceiveCount', 'NaN', 'NUMBER'),
    hostile(
      'a trace with a line break',
      'Records[0].attributes.AWSTraceHeader',
      'Root=1\r\nx-a: b',
      'CONTROL_CHARACTER',
    ),
    hostile('a group with a line break', 'Records[0].attributes.MessageGroupId', 'a\r\nb', 'CONTROL_CHARACTER'),
    hostile('a queue before it that is none', 'Records[0].attributes.DeadLetterQueueSourceArn', 'x', 'ARN'),
    hostile('a body that was changed', 'Records[0].body', 'changed', 'DIGEST', { verifyBodyMd5: true }),
    hostile(
      'an attribute that is no base64',
      'Records[0].messageAttributes',
      { a: { dataType: 'Binary', binaryValue: '%' } },
      'ENCODING',
    ),
  ],
  sns: [
    hostile(
      'a certificate behind a query',
      'Records[0].Sns.SigningCertUrl',
      'https://sns.eu-west-1.amazonaws.com/?a=x.pem',
      'URL',
    ),
    hostile(
      'a certificate that is none',
      'Records[0].Sns.SigningCertUrl',
      'https://sns.eu-west-1.amazonaws.com/x.exe',
      'URL',
    ),
    hostile('a time that is none', 'Records[0].Sns.Timestamp', 'now', 'SHAPE'),
    hostile(
      'an attribute name with a line break',
      'Records[0].Sns.MessageAttributes',
      { 'a\nb': { Type: 'String', Value: 'c' } },
      'CONTROL_CHARACTER',
    ),
    hostile('a subject beyond measure', 'Records[0].Sns.Subject', 'x'.repeat(2000), 'SHAPE'),
    hostile('a subject with a line break', 'Records[0].Sns.Subject', 'a\r\nBcc: b', 'CONTROL_CHARACTER'),
    ...toMessageCases('Records[0].Sns.Message'),
    ...toArnCases('Records[0].Sns.TopicArn', { allowedTopics: ['other'] }).slice(0, 3),
    hostile(
      'a certificate from elsewhere',
      'Records[0].Sns.SigningCertUrl',
      'https://sns.eu-west-1.amazonaws.com.evil.example/x.pem',
      'URL',
    ),
    hostile(
      'a certificate behind a name',
      'Records[0].Sns.SigningCertUrl',
      'https://sns.eu-west-1.amazonaws.com@evil.example/x.pem',
      'URL',
    ),
    hostile(
      'a certificate without TLS',
      'Records[0].Sns.SigningCertUrl',
      'http://sns.eu-west-1.amazonaws.com/x.pem',
      'URL',
    ),
    hostile('a certificate in a bucket', 'Records[0].Sns.SigningCertUrl', 'https://sns.s3.amazonaws.com/x.pem', 'URL'),
    hostile('a topic that the policy does not allow', 'Records[0].Sns.Subject', 'x', 'NOT_ALLOWED', {
      allowedTopics: ['other'],
    }),
  ],
  ses: [
    hostile(
      'a subject that adds a header',
      'Records[0].ses.mail.commonHeaders',
      { subject: 'a\r\nBcc: b' },
      'CONTROL_CHARACTER',
    ),
    hostile(
      'an address that adds a header',
      'Records[0].ses.mail.commonHeaders',
      { from: ['a\nBcc: b'] },
      'CONTROL_CHARACTER',
    ),
    hostile('an object that climbs', 'Records[0].ses.receipt.action.objectKey', 'mail/../../x', 'SHAPE'),
    hostile('a message that is a path', 'Records[0].ses.mail.messageId', '../../x', 'SHAPE'),
    hostile(
      'a header with a line break',
      'Records[0].ses.mail.headers',
      [{ name: 'a', value: 'b\r\nBcc: c' }],
      'CONTROL_CHARACTER',
    ),
    hostile(
      'a header with half a line break',
      'Records[0].ses.mail.headers',
      [{ name: 'a', value: 'b\rBcc: c' }],
      'CONTROL_CHARACTER',
    ),
    hostile(
      'a header with a line break at its end',
      'Records[0].ses.mail.headers',
      [{ name: 'a', value: 'b\n' }],
      'CONTROL_CHARACTER',
    ),
    hostile('a header with NUL', 'Records[0].ses.mail.headers', [{ name: 'a', value: 'b\0' }], 'CONTROL_CHARACTER'),
    hostile(
      'a recipient with a line break',
      'Records[0].ses.receipt.recipients',
      ['a@b.example\r\nc'],
      'CONTROL_CHARACTER',
    ),
  ],
  eventbridge: [
    hostile('a time that is none', 'time', 'now', 'SHAPE'),
    hostile('a detail that is a text', 'detail', '{}', 'SHAPE'),
    {
      why: 'an object that climbs',
      set: { source: 'aws.s3', detail: { bucket: { name: 'b' }, object: { key: '../x' } } },
      code: 'ERR_EVENT_TRAVERSAL',
    },
    {
      why: 'an object of another bucket',
      set: { source: 'aws.s3', resources: ['arn:aws:s3:::a'], detail: { bucket: { name: 'b' }, object: { key: 'x' } } },
      code: 'ERR_EVENT_INCONSISTENT',
    },
    hostile('an event that is a path', 'id', '../x', 'SHAPE'),
    hostile('a region that is a path', 'region', 'x/../y', 'SHAPE'),
    hostile('an account that is none', 'account', 'root', 'SHAPE'),
    hostile('a foreign account', 'account', '999999999999', 'NOT_ALLOWED', { allowedAccounts: ['123456789012'] }),
    hostile('a source that the policy does not allow', 'source', 'aws.ec2', 'NOT_ALLOWED', {
      allowedSources: ['shop.orders'],
    }),
    hostile('a detail beyond measure', 'detail', { a: 'x'.repeat(600_000), b: 'x'.repeat(600_000) }, 'TOO_LARGE'),
    hostile('a detail beyond the policy', 'detail', { a: 'x'.repeat(2000) }, 'TOO_LARGE', { maxBodyBytes: 1000 }),
    hostile('a detail that is a text', 'detail', '{}', 'SHAPE'),
  ],
  'dynamodb-stream': [
    hostile('a value of two types', 'Records[0].dynamodb.Keys', { id: { S: 'a', N: '1' } }, 'SHAPE'),
    hostile('a value of no type', 'Records[0].dynamodb.Keys', { id: {} }, 'SHAPE'),
    hostile('bytes that are none', 'Records[0].dynamodb.NewImage', { id: { B: '***' } }, 'SHAPE'),
    hostile('bytes that are none, in a set', 'Records[0].dynamodb.NewImage', { id: { BS: ['***'] } }, 'SHAPE'),
    ...toArnCases('Records[0].eventSourceARN', { allowedTables: ['other'] }),
    hostile('a type that is none', 'Records[0].dynamodb.NewImage', { id: { X: '1' } }, 'SHAPE'),
    hostile('a number that is none', 'Records[0].dynamodb.NewImage', { id: { N: '1e' } }, 'SHAPE'),
    hostile('an item that pollutes', 'Records[0].dynamodb.Keys', { constructor: { S: 'x' } }, 'FORBIDDEN_KEY'),
  ],
  kinesis: [
    ...toDataCases('Records[0].kinesis.data'),
    ...toArnCases('Records[0].eventSourceARN', { allowedStreams: ['other'] }),
  ],
  firehose: [
    ...toDataCases('records[0].data'),
    hostile('a record without data', 'records[0].data', null, 'SHAPE'),
    hostile('a region that is a path', 'region', '../x', 'SHAPE'),
  ],
  'kinesis-analytics': toDataCases('records[0].data'),
  kafka: [
    hostile('a byte that is none', 'records.orders-0[0].headers', [{ a: [256] }], 'SHAPE'),
    hostile('a byte that is a fraction', 'records.orders-0[0].headers', [{ a: [1.5] }], 'SHAPE'),
    hostile('a byte that is a text', 'records.orders-0[0].headers', [{ a: ['x'] }], 'SHAPE'),
    hostile('a header name with a line break', 'records.orders-0[0].headers', [{ 'a\r\nb': [1] }], 'CONTROL_CHARACTER'),
    hostile('a topic that is a folder', 'records.orders-0[0].topic', '..', 'SHAPE'),
    hostile('a topic of another name', 'records.orders-0[0].topic', 'other', 'INCONSISTENT'),
    ...toDataCases('records.orders-0[0].value'),
    hostile('a topic that the policy does not allow', 'bootstrapServers', 'b:9092', 'NOT_ALLOWED', {
      allowedTopics: ['other'],
    }),
  ],
  'mq-activemq': toDataCases('messages[0].data'),
  'mq-rabbitmq': [
    ...toDataCases('rmqMessagesByQueue.orders::/[0].data'),
    hostile('a queue with a line break', 'rmqMessagesByQueue', { 'a\r\nb::/': [] }, 'CONTROL_CHARACTER'),
  ],
  'cloudwatch-logs': [
    hostile('base64 that is none', 'awslogs.data', '!!!!', 'ENCODING'),
    hostile('data that are not compressed', 'awslogs.data', toBase64('{}'), 'ENCODING'),
    hostile('a bomb', 'awslogs.data', BOMB, 'BOMB'),
    hostile('another message within', 'awslogs.data', logs({ messageType: 'EXEC' }), 'SHAPE'),
    hostile('a log group that the policy does not allow', 'awslogs.data', logs({}), 'NOT_ALLOWED', {
      allowedLogGroups: ['x'],
    }),
    hostile('a log group that climbs', 'awslogs.data', logs({ logGroup: '/aws/../../etc' }), 'SHAPE'),
    hostile(
      'a stream of logs that climbs behind a separator',
      'awslogs.data',
      logs({ logStream: 'a\u2028/../../etc' }),
      'SHAPE',
    ),
    hostile('a stream of logs that climbs', 'awslogs.data', logs({ logStream: '../../etc' }), 'SHAPE'),
    hostile('a foreign account', 'awslogs.data', logs({ owner: '999999999999' }), 'NOT_ALLOWED', {
      allowedAccounts: ['123456789012'],
    }),
  ],
  's3-batch': [
    hostile('a key that climbs', 'tasks[0].s3Key', '..%2Fx', 'TRAVERSAL'),
    hostile('a bucket that the policy does not allow', 'tasks[0].s3VersionId', '1', 'NOT_ALLOWED', {
      allowedBuckets: ['other'],
    }),
  ],
  's3-object-lambda': [
    hostile('an object from elsewhere', 'getObjectContext.inputS3Url', 'https://evil.example/x', 'URL'),
    hostile('an object of the function itself', 'getObjectContext.inputS3Url', 'http://169.254.169.254/latest', 'URL'),
    hostile('an object of a bucket of somebody', 'getObjectContext.inputS3Url', 'https://a.s3.amazonaws.com/x', 'URL'),
    ...['s3', 's3-eu-west-1', 's3.eu-west-1', 'b.s3.eu-west-1'].map((rest) =>
      hostile(
        `an object of a bucket of somebody, called as access points are, at ${rest}`,
        'getObjectContext.inputS3Url',
        `https://a.s3-accesspoint.${rest}.amazonaws.com/x`,
        'URL',
      ),
    ),
    hostile('a route that is a host', 'getObjectContext.outputRoute', 'evil.example/', 'SHAPE'),
    hostile('a path that climbs', 'userRequest.url', '/..%2f..%2fx', 'TRAVERSAL'),
    hostile('a header with a line break', 'userRequest.headers', { 'x-a': 'a\r\nb' }, 'CONTROL_CHARACTER'),
  ],
  'cloudformation-custom-resource': [
    hostile('an answer to a bucket of somebody', 'ResponseURL', 'https://somebody.s3.amazonaws.com/a', 'URL'),
    hostile('an answer that goes elsewhere', 'ResponseURL', 'https://evil.example/', 'URL'),
    hostile('an answer to another service', 'ResponseURL', 'https://x.execute-api.eu-west-1.amazonaws.com/', 'URL'),
    hostile('an answer behind a name', 'ResponseURL', 'https://x.s3.amazonaws.com@evil.example/', 'URL'),
    hostile('a request that is none', 'RequestType', 'Exec', 'SHAPE'),
    ...toArnCases('StackId', { allowedStacks: ['other'] }),
  ],
  'secretsmanager-rotation': [
    hostile('a step that is none', 'Step', 'dropSecret', 'SHAPE'),
    ...toArnCases('SecretId', { allowedSecrets: ['other'] }),
  ],
  'codepipeline-job': [
    hostile(
      'parameters that pollute',
      'CodePipeline.job.data.actionConfiguration.configuration.UserParameters',
      '{"__proto__":1}',
      'FORBIDDEN_KEY',
    ),
    hostile(
      'a bucket that climbs',
      'CodePipeline.job.data.inputArtifacts[0].location.s3Location.bucketName',
      '../x',
      'SHAPE',
    ),
    hostile(
      'an artifact that climbs',
      'CodePipeline.job.data.inputArtifacts[0].location.s3Location.objectKey',
      '../x',
      'TRAVERSAL',
    ),
  ],
  'config-rule': [
    hostile('an event that pollutes', 'invokingEvent', '{"__proto__":1}', 'FORBIDDEN_KEY'),
    hostile('an event that is no JSON', 'invokingEvent', '{', 'ENCODING'),
  ],
  codecommit: [
    hostile('a branch that climbs', 'Records[0].codecommit.references[0].ref', 'refs/heads/../../x', 'TRAVERSAL'),
    hostile('a branch that is an option', 'Records[0].codecommit.references[0].ref', '--upload-pack=x', 'SHAPE'),
  ],
  'cloudfront-edge': [
    hostile('neither a request nor a response', 'Records[0].cf.request', null, 'SHAPE'),
    hostile('an address with more behind it', 'Records[0].cf.request.clientIp', '192.0.2.1; x', 'SHAPE'),
    hostile('a status that is none', 'Records[0].cf.response', { status: '200 OK', headers: {} }, 'SHAPE'),
    hostile(
      'a header by another name',
      'Records[0].cf.request.headers.accept',
      [{ key: 'Authorization', value: 'a' }],
      'HEADER',
    ),
    ...toPathCases('Records[0].cf.request.uri'),
    ...toMethodCases('Records[0].cf.request.method'),
    hostile(
      'a header with a line break',
      'Records[0].cf.request.headers',
      { 'x-a': [{ key: 'X-A', value: 'a\r\nb' }] },
      'CONTROL_CHARACTER',
    ),
  ],
  'transfer-family-authorizer': [
    hostile('an address with more behind it', 'sourceIp', '192.0.2.1 or more', 'SHAPE'),
    hostile('a server that is a path', 'serverId', '../x', 'SHAPE'),
    hostile('a user who climbs', 'username', '../../etc', 'TRAVERSAL'),
    hostile('a protocol that is none', 'protocol', 'SSH', 'SHAPE'),
  ],
  'bedrock-agent': [
    hostile('a path that climbs', 'apiPath', '/../x', 'TRAVERSAL'),
    hostile(
      'a parameter that every object has',
      'parameters',
      [{ name: '__proto__', type: 'string' }],
      'FORBIDDEN_KEY',
    ),
    hostile(
      'a value that pollutes',
      'parameters',
      [{ name: 'a', type: 'object', value: '{"__proto__":1}' }],
      'FORBIDDEN_KEY',
    ),
    hostile(
      'a parameter twice',
      'parameters',
      [
        { name: 'a', type: 'string', value: '1' },
        { name: 'a', type: 'string', value: '2' },
      ],
      'INCONSISTENT',
    ),
    hostile('a function that every object has', 'function', '__proto__', 'SHAPE'),
    hostile('a method that the policy does not allow', 'httpMethod', 'DELETE', 'NOT_ALLOWED', { methods: ['GET'] }),
    hostile('an agent that the policy does not allow', 'inputText', 'x', 'NOT_ALLOWED', { allowedAgents: ['other'] }),
    hostile('a policy with a method that no agent writes', 'inputText', 'x', 'POLICY', { methods: ['post'] }),
  ],
  'alexa-skill': [
    hostile('another skill', 'version', '1.0', 'NOT_ALLOWED', { allowedSkills: ['amzn1.ask.skill.2'] }),
    hostile('an endpoint elsewhere', 'context.System.apiEndpoint', 'https://evil.example', 'URL'),
    hostile('two skills', 'context.System.application', { applicationId: 'amzn1.ask.skill.2' }, 'INCONSISTENT'),
  ],
  'lex-v2': [hostile('another bot', 'inputMode', 'Text', 'NOT_ALLOWED', { allowedBots: ['other'] })],
  'cognito-pre-signup': [
    hostile('a user who climbs', 'userName', '../../etc', 'TRAVERSAL'),
    hostile(
      'an address that adds a header',
      'request.userAttributes.email',
      'a@b.example\r\nBcc: x',
      'CONTROL_CHARACTER',
    ),
    hostile('another pool', 'version', '1', 'NOT_ALLOWED', { allowedUserPools: ['other'] }),
    hostile('another client', 'version', '1', 'NOT_ALLOWED', { allowedClients: ['other'] }),
  ],
  'appsync-authorizer': [
    hostile('a header with a line break', 'requestHeaders', { 'x-a': 'a\r\nb' }, 'CONTROL_CHARACTER'),
  ],
  'connect-contact-flow': [
    hostile('a contact that is a path', 'Details.ContactData.ContactId', '../x', 'SHAPE'),
    ...toArnCases('Details.ContactData.InstanceARN', { allowedInstances: ['other'] }),
  ],
  'appsync-resolver': [
    hostile('a field that every object has', 'info.fieldName', '__proto__', 'SHAPE'),
    hostile('a field that is a path', 'info.fieldName', '../x', 'SHAPE'),
  ],
  'appsync-events': [
    hostile('segments of another channel', 'info.channel.segments', ['default', 'admin'], 'INCONSISTENT'),
    hostile('a channel that climbs', 'info.channel.path', '/default/../admin', 'TRAVERSAL'),
  ],
  'iot-custom-authorizer': [hostile('a token with a line break', 'token', 'a\r\nb', 'CONTROL_CHARACTER')],
  workmail: [hostile('a subject that adds a header', 'subject', 'x\r\nBcc: y', 'CONTROL_CHARACTER')],
  'sagemaker-ground-truth': [hostile('an object that climbs', 'payload', { s3Uri: 's3://bucket/../x' }, 'TRAVERSAL')],
};
