import { describe, expect, it, vi } from 'vitest';
import { fields, guard, GuardError } from '@sallyport/runtime';
import { anySource, direct, sources } from '@sallyport/runtime/events';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { cognitoPreSignup } from '@sallyport/runtime/events/cognito-pre-signup';
import { s3 } from '@sallyport/runtime/events/s3';
import { sqs } from '@sallyport/runtime/events/sqs';

const handler = (): string => 'ran';
const schema = fields({ id: 'string' });

/** What `guard` throws before any event. */
function refusalOf(options: unknown, inner: unknown = handler): unknown {
  try {
    guard(inner as never, options as never);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('guard', () => {
  it.each([
    ['handler', { source: s3 }, 'app.handler'],
    ['options', undefined, handler],
    ['options', null, handler],
    ['options', [s3], handler],
    ['source', {}, handler],
    ['source', { source: undefined }, handler],
    ['source', { source: 's3' }, handler],
    ['source', { source: { s3 } }, handler],
    ['polcy', { source: s3, polcy: { allowedExtensions: ['.csv'] } }, handler],
    ['__proto__', JSON.parse('{"__proto__":{"source":1}}'), handler],
    ['toString', { source: s3, toString: handler }, handler],
    ['policy', { source: s3, policy: null }, handler],
    ['policy', { source: s3, policy: 5 }, handler],
    ['policy', { source: s3, policy: ['.csv'] }, handler],
    ['policy.allowedExtension', { source: s3, policy: { allowedExtension: ['.csv'] } }, handler],
    ['policy.allowedExtensions', { source: s3, policy: { allowedExtensions: '.csv' } }, handler],
    ['policy.maxBodyBytes', { source: sqs, policy: { maxBodyBytes: -1 } }, handler],
    ['policy.methods', { source: sqs, policy: { methods: ['GET'] } }, handler],
    ['policy.methods', { source: apiGatewayV2, policy: { methods: ['get'] } }, handler],
    ['policy.allowedHosts', { source: apiGatewayV2, policy: { allowedHosts: ['https://a.example/'] } }, handler],
    ['policy.allowedHosts', { source: apiGatewayV2, policy: { allowedHosts: ['A.example'] } }, handler],
    ['policy.query', { source: apiGatewayV2, policy: { query: { page: '1' } } }, handler],
    ['policy.unknownFields', { source: apiGatewayV2, policy: { unknownFields: true } }, handler],
    ['policy.s33', { source: anySource, policy: { s33: {} } }, handler],
    ['policy.allowedBuckets', { source: anySource, policy: { allowedBuckets: ['b'] } }, handler],
    ['policy.s3', { source: anySource, policy: { s3: null } }, handler],
    ['policy.s3.allowedBucket', { source: anySource, policy: { s3: { allowedBucket: ['b'] } } }, handler],
    ['body', { source: sqs, body: 5 }, handler],
    ['body', { source: sqs, body: null }, handler],
    ['body', { source: sqs, body: { type: 'object' } }, handler],
    ['body', { source: sqs, body: { '~standard': { version: 1 } } }, handler],
    ['body', { source: s3, body: schema }, handler],
    ['restrict', { source: s3, restrict: {} }, handler],
    ['audit', { source: s3, audit: true }, handler],
    ['onReject', { source: s3, onReject: 'log' }, handler],
  ])('names `%s` where it is wrong', (path, options: unknown, inner) => {
    const error = refusalOf(options, inner);
    expect(error).toBeInstanceOf(GuardError);
    expect(error).toMatchObject({ code: 'ERR_GUARD_OPTION', path });
    expect((error as GuardError).message).toContain(`\`${path}\``);
  });

  it.each([
    ['`handler` must be a function', { source: s3 }, 'app.handler'],
    ['`options` must be an object', undefined, handler],
    ['`source` must be a source, such as `s3`', { source: 's3' }, handler],
    [
      '`polcy` is none of source, policy, body, restrict, audit, onReject',
      { source: s3, polcy: { allowedExtensions: ['.csv'] } },
      handler,
    ],
    [
      '`policy.allowedExtension` is none of maxBodyBytes, maxDepth, maxRecords, allowedAccounts, allowedExtensions, keyPattern, allowedBuckets',
      { source: s3, policy: { allowedExtension: ['.csv'] } },
      handler,
    ],
    [
      '`policy.allowedExtensions` must be a list of strings',
      { source: s3, policy: { allowedExtensions: '.csv' } },
      handler,
    ],
    ['`policy.keyPattern` must be a RegExp', { source: s3, policy: { keyPattern: '^in/' } }, handler],
    ['`policy.maxDepth` must be a whole number, 0 or more', { source: s3, policy: { maxDepth: '5' } }, handler],
    ['`policy.verifyBodyMd5` must be true or false', { source: sqs, policy: { verifyBodyMd5: 1 } }, handler],
    ['`policy.s33` is no source', { source: anySource, policy: { s33: {} } }, handler],
    ['`policy.s3.keyPattern` must be a RegExp', { source: anySource, policy: { s3: { keyPattern: 'x' } } }, handler],
    ['`body` must be a Standard Schema or a function', { source: sqs, body: {} }, handler],
    ['`body` has nothing to check in events of s3', { source: s3, body: schema }, handler],
    [
      '`policy.allowedAccounts` has nothing to check: triggers name no account',
      { source: cognitoPreSignup, policy: { allowedAccounts: ['123456789012'] } },
      handler,
    ],
    ['`audit` must be an audit log', { source: s3, audit: true }, handler],
    ['`restrict` must be a function', { source: s3, restrict: { level: 'L1' } }, handler],
  ])('says what can be: %s', (message, options: unknown, inner) => {
    expect(refusalOf(options, inner)).toMatchObject({ message });
  });

  it.each([
    ['fields', undefined],
    ['fields', ['string']],
    ['fields.a', { a: 'strin' }],
    ['fields.a', { a: 'integer>=1' }],
    ['fields.a', { a: 5 }],
    ['fields.a', { a: ['string'] }],
    ['fields.a', { a: Symbol('string') }],
    ['fields.a', { a: 'boolean > 1' }],
    ['fields.b', { a: 'object?', b: 'object >= 1' }],
  ])('names `%s` where a rule is none', (path, rules: unknown) => {
    expect(() => fields(rules as never)).toThrow(expect.objectContaining({ code: 'ERR_GUARD_OPTION', path }));
  });

  it('restricts nothing before its options are right', () => {
    const restrict = vi.fn<() => void>();
    expect(refusalOf({ source: s3, restrict, policy: { bucket: 'b' } })).toBeInstanceOf(GuardError);
    expect(restrict).not.toHaveBeenCalled();
  });

  it.each([
    { source: s3, policy: undefined, body: undefined, restrict: undefined, audit: undefined, onReject: undefined },
    { source: s3, policy: { allowedExtensions: ['.csv'], maxDepth: undefined } },
    { source: apiGatewayV2, policy: { query: { id: /^\d+$/ }, unknownFields: 'reject' }, body: schema },
    { source: sqs, body: handler },
    // What arktype makes is a function and a schema in one.
    { source: sqs, body: Object.assign(() => true, schema) },
    { source: direct, body: schema, audit: { record: handler }, onReject: handler, restrict: handler },
    { source: anySource, policy: { s3: { allowedBuckets: ['b'] }, sqs: undefined }, body: schema },
  ])('takes what is right: %#', (options) => {
    expect(refusalOf(options)).toBeUndefined();
  });

  it('checks the policy of every source', () => {
    for (const source of sources) {
      expect(refusalOf({ source })).toBeUndefined();
      expect(refusalOf({ source, policy: { maxDeph: 3 } })).toMatchObject({ path: 'policy.maxDeph' });
    }
  });
});
