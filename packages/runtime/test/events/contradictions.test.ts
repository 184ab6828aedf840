import { describe, expect, it } from 'vitest';
import { identify, parseEvent, type SourceName } from '@sallyport/runtime/events';
import { readGenuine } from './genuine.ts';

function toCode(source: SourceName, fields: object, policy: object = {}): string {
  try {
    parseEvent({ ...(readGenuine(source) as object), ...fields }, { [source]: policy });
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code.replace('ERR_EVENT_', '');
  }
}

const ofApi = (id: string): string => `${id}.execute-api.us-east-1.amazonaws.com`;

describe('two hosts of AWS in one request', () => {
  const toHosts = (host: string, other: string, name: string = 'Host'): object => ({
    headers: { Host: ofApi(host) },
    multiValueHeaders: { [name]: [ofApi(other)] },
  });
  const policy = { allowedHosts: [ofApi('good')] };

  it('stand in published samples', () => {
    expect(toCode('api-gateway-v1', toHosts('good', 'other'))).toBe('accepted');
  });

  it('must both be on the list, and no others are looked at', () => {
    expect(toCode('api-gateway-v1', toHosts('good', 'evil'), policy)).toBe('NOT_ALLOWED');
    expect(toCode('api-gateway-v1', toHosts('evil', 'good'), policy)).toBe('NOT_ALLOWED');
    expect(toCode('api-gateway-v1', toHosts('good', 'evil', 'host'), policy)).toBe('NOT_ALLOWED');
    expect(toCode('api-gateway-v1', toHosts('good', 'good'), policy)).toBe('accepted');
    expect(toCode('api-gateway-v1', { ...toHosts('good', ''), multiValueHeaders: null }, policy)).toBe('accepted');
  });

  it('are no reason to say two things elsewhere', () => {
    const role = { headers: { 'X-Role': ofApi('a') }, multiValueHeaders: { 'X-Role': [ofApi('b')] } };
    expect(toCode('api-gateway-v1', role)).toBe('INCONSISTENT');
    const forwarded = { 'X-Forwarded-Host': ofApi('a') };
    expect(
      toCode('api-gateway-v1', { headers: forwarded, multiValueHeaders: { 'X-Forwarded-Host': [ofApi('b')] } }),
    ).toBe('INCONSISTENT');
  });
});

describe('headers that are written twice', () => {
  it.each([
    ['the same', { authorization: 'A' }, { authorization: ['A'] }, 'accepted'],
    ['the same in another case', { authorization: 'A' }, { Authorization: ['A'] }, 'accepted'],
    ['one of several', { 'x-a': 'A' }, { 'X-A': ['B', 'A'] }, 'accepted'],
    ['another', { authorization: 'A' }, { authorization: ['B'] }, 'INCONSISTENT'],
    ['another in another case', { authorization: 'A' }, { Authorization: ['B'] }, 'INCONSISTENT'],
    ['another, behind many', { ...toMany('x-'), 'x-a': 'A' }, { 'X-A': ['B'] }, 'INCONSISTENT'],
    ['an address that was taken out', { 'X-Forwarded-For': '1.2.3.4' }, { 'X-Forwarded-For': ['*.*.*.*'] }, 'accepted'],
    ['one such and another', { 'X-Forwarded-For': 'a' }, { 'X-Forwarded-For': ['*.*.*.*', 'b'] }, 'INCONSISTENT'],
    ['such an address where none stands', { 'X-Role': 'admin' }, { 'X-Role': ['*.*.*.*'] }, 'INCONSISTENT'],
    ['what every object inherits', {}, { host: ['a'], toString: ['x'], valueOf: ['y'] }, 'accepted'],
  ])('say %s', (_, headers, multiValueHeaders, code) => {
    expect(toCode('api-gateway-v1', { headers, multiValueHeaders })).toBe(code);
  });

  it('are not missed where one place has none', () => {
    expect(toCode('alb', { headers: undefined, multiValueHeaders: { host: ['a'], toString: ['x'] } })).toBe('accepted');
    const query = { queryStringParameters: {}, multiValueQueryStringParameters: { toString: ['x'] } };
    expect(toCode('api-gateway-v1', query)).toBe('accepted');
  });
});

function toMany(prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${prefix}${at}`, '1']));
}

describe('the query as it was sent', () => {
  const toQueryCode = (rawQueryString: string, queryStringParameters: unknown, policy?: object): string =>
    toCode('api-gateway-v2', { rawQueryString, queryStringParameters }, policy);

  it.each<readonly [string, unknown]>([
    ['', undefined],
    ['', null],
    ['', {}],
    // An event made by hand: nothing is read in two ways.
    ['', { page: '2' }],
    ['a=1&a=&b=', { a: '1,', b: '' }],
    ['a=1', undefined],
    ['a=1&b=3&a=2', { a: '1,2', b: '3' }],
    ['a=1%2C2', { a: '1,2' }],
    ['a&b=&&', { a: '', b: '' }],
    ['=x&a=1', { a: '1' }],
    ['a=1+2&b=%2B', { a: '1 2', b: '+' }],
    ['a%5B%5D=1&a[]=2', { 'a[]': '1,2' }],
    ['a=100%25', { a: '100%' }],
    ['a=100%', { a: '100%' }],
    ['a=x%ff', { a: 'x\ufffd' }],
    ['a=x%ff', { a: 'x%FF' }],
    ['toString=1', { toString: '1' }],
  ])('%j makes %j', (raw, query) => {
    expect(toQueryCode(raw, query)).toBe('accepted');
  });

  it.each<readonly [string, unknown]>([
    ['a=1', {}],
    ['a=x&role=admin', { a: 'x&role=admin' }],
    ['a=b=c', { 'a=b': 'c' }],
    ['a=1&a=1', { a: '1' }],
    ['a=1&a=2&b=3', { a: '1,2,b=3' }],
    ['a=1', { a: '1', role: 'admin' }],
    ['a=1&role=admin', { a: '1' }],
    ['role=user', { role: 'superuser' }],
    ['role=a&role=b', { role: 'b,a' }],
    ['role=a&role=b', { role: 'a' }],
    ['role=admin%25', { role: 'user' }],
    ['role=admin%', { role: 'user' }],
    ['role=admin%ff', { role: 'user' }],
    ['x=%ff&role=admin', { x: '\ufffd', role: 'user' }],
    ['toString=1', {}],
  ])('%j does not make %j', (raw, query) => {
    expect(toQueryCode(raw, query)).toBe('INCONSISTENT');
  });

  it('hides nothing behind a byte that does not decode', () => {
    expect(toQueryCode('a=%ff%0d%0aSet-Cookie:x', undefined)).toBe('CONTROL_CHARACTER');
    expect(toQueryCode('%ff%00=x', undefined)).toBe('CONTROL_CHARACTER');
    expect(toCode('alb', { queryStringParameters: { a: '%ff%0d%0aSet-Cookie:x' } })).toBe('CONTROL_CHARACTER');
  });

  it('has no parameters of no name, whatever the policy knows', () => {
    const policy = { query: { page: /^\d$/ }, unknownFields: 'reject' };
    expect(toQueryCode('', {}, policy)).toBe('accepted');
    expect(toQueryCode('page=1&', { page: '1' }, policy)).toBe('accepted');
    expect(toQueryCode('page=1&a=1', { page: '1' }, policy)).toBe('UNKNOWN_FIELD');
  });
});

describe('an event of two sources', () => {
  const code = 'ERR_EVENT_UNKNOWN_SOURCE';
  const s3 = readGenuine('s3') as { Records: object[] };
  const sns = readGenuine('sns') as { Records: object[] };

  it.each<readonly [string, object]>([
    ['records beside a request', { ...s3, ...(readGenuine('api-gateway-v2') as object) }],
    ['records beside logs', { ...s3, ...(readGenuine('cloudwatch-logs') as object) }],
    ['records beside an event of a bus', { ...(readGenuine('eventbridge') as object), ...s3 }],
    ['one record of two', { Records: [{ ...s3.Records[0], ...sns.Records[0] }] }],
  ])('is of neither: %s', (_, event) => {
    expect(identify(event)).toBeUndefined();
    expect(() => parseEvent(event)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a batch of AppSync', () => {
  const call = readGenuine('appsync-resolver') as { readonly info: object };

  it('resolves one field', () => {
    expect(parseEvent([call, structuredClone(call)]).source).toBe('appsync-resolver');
    const other = { ...call, info: { ...call.info, fieldName: 'deleteOrder' } };
    expect(() => parseEvent([call, other])).toThrow('[1].info.fieldName: ERR_EVENT_INCONSISTENT');
  });
});
