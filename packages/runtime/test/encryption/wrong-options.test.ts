import { describe, expect, it } from 'vitest';
import {
  EncryptionError,
  envelope,
  fernet,
  fieldCipher,
  keyring,
  kmsKeys,
  staticKeys,
} from '../../src/encryption/index.ts';

const KEY = Buffer.alloc(32, 1);
const keys = staticKeys('a', KEY);
const box = envelope({ keys });
const cipher = fieldCipher(box, { fields: ['email'] });
const client = { generateDataKey: () => undefined, decrypt: () => undefined };
const token = fernet.encrypt('x', KEY);
const wrong = (value: unknown): never => value as never;

/** What is given, and a word of what is said of it. */
const CASES: readonly (readonly [name: string, said: string, action: () => unknown])[] = [
  ['an envelope of nothing', 'keys, cache', () => envelope(wrong(undefined))],
  ['an envelope without keys', 'kmsKeys', () => envelope(wrong({}))],
  ['an envelope of a client', 'kmsKeys', () => envelope({ keys: wrong(client) })],
  ['a misspelt option', '`chache` is none of keys, cache', () => envelope(wrong({ keys, chache: {} }))],
  ['a misspelt bound', '`maxage` is none of maxAge', () => envelope({ keys, cache: wrong({ maxage: 1 }) })],
  ['a misspelt label', '`lable` is none of context, label', () => box.encrypt('x', wrong({ lable: '7' }))],
  ['a misspelt label again', '`lable`', () => box.decrypt(Buffer.alloc(1), wrong({ lable: '7' }))],
  ['a context in a map', 'the context', () => box.encrypt('x', { context: wrong(new Map([['a', 'b']])) })],
  [
    'a context to decrypt with in a map',
    'the context',
    () => box.decrypt(Buffer.from('SE\u0001\u0001\u0001a\0\u0001w'), { context: wrong(new Map()) }),
  ],
  [
    'a context that was inherited',
    'the context',
    () => box.encrypt('x', { context: wrong(Object.create({ a: 'b' })) }),
  ],
  [
    'a context that was inherited from what inherits nothing',
    'the context',
    () => box.encrypt('x', { context: wrong(Object.create(Object.assign(Object.create(null), { a: 'b' }))) }),
  ],
  ['a context in a list', 'the context', () => box.encrypt('x', { context: wrong(['a']) })],
  ['a label that is no text', '`label`', () => box.encrypt('x', { label: wrong(7) })],
  ['KMS without options', 'keyId', () => kmsKeys(wrong(client), wrong(undefined))],
  ['KMS without a key', '`keyId`', () => kmsKeys(wrong(client), { keyId: wrong(undefined) })],
  ['KMS with an empty key', '`keyId`', () => kmsKeys(wrong(client), { keyId: '' })],
  ['a client of commands alone', '`commands:', () => kmsKeys(wrong({ send: () => undefined }), { keyId: 'a' })],
  ['no client', '`commands:', () => kmsKeys(wrong(undefined), { keyId: 'a' })],
  ['a key of no name', '1 to 255', () => staticKeys('', KEY)],
  ['a keyring of nothing', 'keys come from', () => keyring(wrong(undefined))],
  ['a keyring with a gap', 'keys come from', () => keyring(keys, wrong(undefined))],
  ['a cipher of nothing', 'fields, context', () => fieldCipher(box, wrong(undefined))],
  ['a cipher of no fields', '`fields`', () => fieldCipher(box, wrong({}))],
  ['a cipher of an empty list', '`fields`', () => fieldCipher(box, { fields: [] })],
  ['a cipher without its envelope', 'no envelope', () => fieldCipher(wrong(undefined), { fields: ['a'] })],
  ['a record that is none', 'no object', () => cipher.encrypt(wrong(undefined), '1')],
  ['a record of no id', 'the id', () => cipher.encrypt({ email: 'x' }, wrong(undefined))],
  ['a record with a number', 'the id', () => cipher.encrypt({ email: 'x' }, wrong(7))],
  ['a record with an object for its id', 'the id', () => cipher.encrypt({ email: 'x' }, wrong({ pk: 1 }))],
  ['a misspelt ttl', '`tll` is none of ttl, now', () => fernet.decrypt(token, KEY, wrong({ tll: 60 }))],
  ['a ttl in a map', 'ttl, now', () => fernet.decrypt(token, KEY, wrong(new Map([['ttl', 60]])))],
  ['a time that is a text', '`now`', () => fernet.decrypt(token, KEY, wrong({ ttl: 60, now: '1' }))],
  ['a time that is none', '`now`', () => fernet.decrypt(token, KEY, wrong({ ttl: 60, now: null }))],
  ['a date for a time', '`now`', () => fernet.encrypt('x', KEY, wrong({ now: new Date() }))],
  ['a ttl in the place of options', 'ttl, now', () => fernet.decrypt(token, KEY, wrong(60))],
  ['a ttl to encrypt with', '`ttl` is none of now, iv', () => fernet.encrypt('x', KEY, wrong({ ttl: 60 }))],
];

describe('encryption', () => {
  it.each(CASES)('refuses %s', async (_name, said, action) => {
    // What answers with a promise throws in it.
    const error: unknown = await new Promise((resolve) => resolve(action())).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EncryptionError);
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID' });
    expect((error as EncryptionError).message).toContain(said);
  });
});
