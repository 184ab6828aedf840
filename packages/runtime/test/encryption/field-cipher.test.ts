import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncryptionError, envelope, fieldCipher, staticKeys } from '../../src/encryption/index.ts';

const box = envelope({ keys: staticKeys('test', Buffer.alloc(32, 3)) });
const cipher = fieldCipher(box, { fields: ['email', 'card'], context: { table: 'orders' } });

const codeOf = (error: unknown): unknown => (error instanceof EncryptionError ? error.code : error);

describe('a field cipher', () => {
  it('encrypts the fields that it names and nothing else', async () => {
    const record = { id: '7', email: 'ann@example.com', card: { number: '4111111111111111' }, total: 5 };
    const sealed = await cipher.encrypt(record, record.id);
    expect(sealed).toEqual({ ...record, email: expect.any(String), card: expect.any(String) });
    expect(JSON.stringify(sealed)).not.toMatch(/ann|4111/);
    expect(await cipher.decrypt(sealed, '7')).toEqual(record);
    expect(record.email).toBe('ann@example.com');
  });

  it('keeps every value that JSON holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string({ unit: 'grapheme' }), async (email, id) => {
        const expected = JSON.parse(JSON.stringify({ email })) as object;
        const sealed = await cipher.encrypt({ email }, id);
        expect(await cipher.decrypt(sealed, id)).toEqual(expected);
      }),
    );
  });

  it('leaves fields alone that a record does not have', async () => {
    expect(await cipher.encrypt({ id: '1', email: undefined }, '1')).toEqual({ id: '1', email: undefined });
  });

  it('opens no field that was moved to another record or another name', async () => {
    const sealed = await cipher.encrypt({ email: 'a', card: 'b' }, '1');
    const moved = { email: sealed.card, card: sealed.email };
    expect(codeOf(await cipher.decrypt(sealed, '2').catch((e: unknown) => e))).toBe('ERR_ENVELOPE_INVALID');
    expect(codeOf(await cipher.decrypt(moved, '1').catch((e: unknown) => e))).toBe('ERR_ENVELOPE_INVALID');
  });

  it.each([{ email: 'plain' }, { email: 5 }, { email: null }, { email: 'sealed:1:%%' }])(
    'refuses to read %j',
    async (record) => {
      expect(codeOf(await cipher.decrypt(record, '1').catch((e: unknown) => e))).toBe('ERR_FIELD_INVALID');
    },
  );

  it.each([{ email: 1n }, { email: () => 1 }])('refuses to encrypt what JSON cannot hold', async (record) => {
    expect(codeOf(await cipher.encrypt(record, '1').catch((e: unknown) => e))).toBe('ERR_FIELD_INVALID');
  });

  it('refuses a field that is none', () => {
    expect(() => fieldCipher(box, { fields: ['__proto__'] })).toThrow(EncryptionError);
  });
});
