import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncryptionError, fernet } from '../../src/encryption/index.ts';
import { parseBase64url } from '../../src/encryption/base64url.ts';
import { sharedData } from '../shared-data.ts';

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const OTHER = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const NOW = Date.parse('1985-10-26T01:20:00-07:00');

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof EncryptionError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

interface Vector {
  readonly token: string;
  readonly secret: string;
  readonly now: string;
  readonly ttl_sec: number;
  readonly src: string;
  readonly iv: readonly number[];
  readonly desc: string;
}

const vectors = sharedData('fernet');
describe.skipIf(vectors === undefined)('the published vectors', () => {
  const file = join(vectors ?? '', 'vectors.json');
  const { generate, verify, invalid } = (
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { generate: [], verify: [], invalid: [] }
  ) as Readonly<Record<'generate' | 'verify' | 'invalid', readonly Vector[]>>;

  it('are there', () => expect([generate.length, verify.length, invalid.length]).toEqual([1, 1, 8]));

  it.each(generate)('makes $token', ({ token, secret, now, src, iv }) => {
    expect(fernet.encrypt(src, secret, { now: Date.parse(now), iv: Uint8Array.from(iv) })).toBe(token);
  });

  it.each(verify)('opens $token', ({ token, secret, now, ttl_sec, src }) => {
    expect(fernet.decrypt(token, secret, { now: Date.parse(now), ttl: ttl_sec }).toString()).toBe(src);
  });

  it.each(invalid)('refuses: $desc', ({ token, secret, now, ttl_sec }) => {
    expect(codeOf(() => fernet.decrypt(token, secret, { now: Date.parse(now), ttl: ttl_sec }))).toMatch(/^ERR_TOKEN_/);
  });
});

describe('fernet', () => {
  it('gives back what it was given, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        expect(fernet.decrypt(fernet.encrypt(data, KEY), KEY)).toEqual(Buffer.from(data));
      }),
    );
  });

  it('refuses a token of which any character was changed', () => {
    const token = fernet.encrypt('hello', KEY, { now: NOW });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n%\0é';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        if (changed !== token) expect(codeOf(() => fernet.decrypt(changed, KEY))).toBe('ERR_TOKEN_INVALID');
      }),
      { numRuns: 1000 },
    );
  });

  it('throws coded errors only, whatever it is given for a token', () => {
    const anything = fc.oneof(fc.anything(), fc.string(), fc.base64String(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anything, (token) => {
        expect(codeOf(() => fernet.decrypt(token as string, KEY))).toBe('ERR_TOKEN_INVALID');
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['', '\n', ' ', '=', '\0'])('has one text for one token: not with %j behind it', (tail) => {
    const token = fernet.encrypt('hello', KEY);
    expect(codeOf(() => fernet.decrypt(token + tail, KEY))).toBe(tail === '' ? 'nothing thrown' : 'ERR_TOKEN_INVALID');
  });

  it('counts the age in whole seconds, to the last one', () => {
    const token = fernet.encrypt('hello', KEY, { now: NOW });
    const at = (seconds: number): string =>
      codeOf(() => fernet.decrypt(token, KEY, { ttl: 60, now: NOW + seconds * 1000 }));
    expect([0, 60, 60.999, 61, 1e6].map(at)).toEqual([
      ...Array.from({ length: 3 }, () => 'nothing thrown'),
      ...Array.from({ length: 2 }, () => 'ERR_TOKEN_EXPIRED'),
    ]);
    expect([-60, -61].map(at)).toEqual(['nothing thrown', 'ERR_TOKEN_FROM_FUTURE']);
  });

  it('tells of age only where the key is right', () => {
    const token = fernet.encrypt('hello', OTHER, { now: 0 });
    expect(codeOf(() => fernet.decrypt(token, KEY, { ttl: 1 }))).toBe('ERR_TOKEN_INVALID');
  });

  it('looks at no time without a ttl, as Python does', () => {
    const token = fernet.encrypt('hello', KEY, { now: 8.64e15 });
    expect(fernet.decrypt(token, KEY, { now: 0 }).toString()).toBe('hello');
  });

  it('encrypts with the first of several keys and decrypts with any', () => {
    const old = fernet.encrypt('hello', OTHER, { now: NOW });
    expect(fernet.decrypt(old, [KEY, OTHER]).toString()).toBe('hello');
    expect(fernet.decrypt(fernet.encrypt('x', [KEY, OTHER]), KEY).toString()).toBe('x');
    expect(codeOf(() => fernet.decrypt(old, [KEY]))).toBe('ERR_TOKEN_INVALID');
  });

  it('rotates to the first key and makes no token younger', () => {
    const rotated = fernet.rotate(fernet.encrypt('hello', OTHER, { now: NOW }), [KEY, OTHER]);
    expect(fernet.decrypt(rotated, KEY, { ttl: 5, now: NOW }).toString()).toBe('hello');
    expect(codeOf(() => fernet.decrypt(rotated, KEY, { ttl: 5, now: NOW + 6000 }))).toBe('ERR_TOKEN_EXPIRED');
  });

  it('makes keys that work, raw or as text', () => {
    const key = fernet.generateKey();
    const raw = parseBase64url(key) ?? new Uint8Array();
    expect(fernet.decrypt(fernet.encrypt('x', key), raw).toString()).toBe('x');
    expect(key).toHaveLength(44);
  });

  it.each<readonly [string, string, () => unknown]>([
    ['no key', 'ERR_KEY_INVALID', () => fernet.encrypt('x', [])],
    ['a short key', 'ERR_KEY_INVALID', () => fernet.encrypt('x', 'c2hvcnQ=')],
    ['a key without padding', 'ERR_KEY_INVALID', () => fernet.decrypt('x', KEY.slice(0, -1))],
    ['a key that is none', 'ERR_KEY_INVALID', () => fernet.decrypt('x', null as unknown as string)],
    ['a wrong iv', 'ERR_OPTION_INVALID', () => fernet.encrypt('x', KEY, { iv: new Uint8Array(15) })],
    ['a time of no date', 'ERR_OPTION_INVALID', () => fernet.encrypt('x', KEY, { now: Number.NaN })],
    ['a time beyond all dates', 'ERR_OPTION_INVALID', () => fernet.encrypt('x', KEY, { now: 1e300 })],
    ['a negative ttl', 'ERR_OPTION_INVALID', () => fernet.decrypt('x', KEY, { ttl: -1 })],
    ['data that is neither text nor bytes', 'ERR_OPTION_INVALID', () => fernet.encrypt(5 as unknown as string, KEY)],
  ])('refuses %s', (_name, code, action) => expect(codeOf(action)).toBe(code));

  it('says nothing of keys, tokens and texts in its errors', () => {
    const token = fernet.encrypt('the plain text', OTHER);
    try {
      fernet.decrypt(token, KEY);
    } catch (error) {
      const { message, stack = '' } = error as Error;
      for (const secret of [token, KEY, OTHER, 'plain text']) expect(message + stack).not.toContain(secret);
      expect(Object.keys(error as object).toSorted()).toEqual(['code', 'name']);
    }
  });
});
