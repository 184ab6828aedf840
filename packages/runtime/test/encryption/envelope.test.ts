import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EncryptionError,
  envelope,
  keyring,
  kmsKeys,
  staticKeys,
  type DataKeySource,
  type KmsInput,
} from '../../src/encryption/index.ts';

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof EncryptionError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

interface MockKms {
  readonly calls: string[];
  readonly generateDataKey: (input: KmsInput) => Promise<{ Plaintext: Uint8Array; CiphertextBlob: Uint8Array }>;
  readonly decrypt: (input: KmsInput & { CiphertextBlob: Uint8Array }) => Promise<{ Plaintext: Uint8Array }>;
}

/** KMS as it is seen from outside: what it wraps opens only with the same context. */
function createKms(): MockKms {
  const kept = new Map<string, { readonly key: Buffer; readonly context: string }>();
  const calls: string[] = [];
  const toText = ({ KeyId, EncryptionContext = {} }: KmsInput): string =>
    JSON.stringify([KeyId, Object.entries(EncryptionContext).map(String).toSorted()]);
  return {
    calls,
    generateDataKey: async (input) => {
      calls.push('generate');
      const [key, blob] = [randomBytes(32), randomBytes(150)];
      kept.set(blob.toString('hex'), { key, context: toText(input) });
      return { Plaintext: key, CiphertextBlob: blob };
    },
    decrypt: async (input) => {
      calls.push('decrypt');
      const found = kept.get(Buffer.from(input.CiphertextBlob).toString('hex'));
      if (found?.context !== toText(input)) {
        throw Object.assign(new Error('the secret is swordfish'), { name: 'InvalidCiphertextException' });
      }
      return { Plaintext: found.key };
    },
  };
}

const KEY_ID = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const box = (cache = {}): ReturnType<typeof envelope> =>
  envelope({ keys: staticKeys('test', Buffer.alloc(32, 7)), cache });

describe('an envelope', () => {
  it('gives back what it was given', async () => {
    const one = box();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 }),
        fc.string(),
        async (data, context, label) => {
          const sealed = await one.encrypt(data, { context, label });
          expect(await one.decrypt(sealed, { context, label })).toEqual(Buffer.from(data));
        },
      ),
    );
  });

  it('has the form that is documented', async () => {
    const keys: DataKeySource = {
      generate: () => ({ id: 'id', plaintext: Buffer.alloc(32), wrapped: Buffer.from([9, 9, 9]) }),
      unwrap: () => Buffer.alloc(32),
    };
    const sealed = await envelope({ keys }).encrypt('hello');
    expect(sealed.subarray(0, 12).toString('hex')).toBe('534501010269640003090909');
    expect(sealed).toHaveLength(12 + 12 + 5 + 16);
  });

  it('opens with no bit changed, none missing and none added', async () => {
    const one = box();
    const sealed = await one.encrypt('hello', { context: { tenant: 'a' } });
    const open = (bytes: Uint8Array): Promise<string> => codeOf(() => one.decrypt(bytes, { context: { tenant: 'a' } }));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await open(changed)).toMatch(/^ERR_(?:ENVELOPE_INVALID|ENVELOPE_VERSION|KEY_UNKNOWN)$/);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await open(sealed.subarray(0, length))).toMatch(/^ERR_(?:ENVELOPE_INVALID|KEY_UNKNOWN)$/);
    }
    expect(await open(Buffer.concat([sealed, Buffer.alloc(1)]))).toBe('ERR_ENVELOPE_INVALID');
  });

  it('throws coded errors only, whatever it is given', async () => {
    const one = box();
    const bytes = fc.uint8Array({ maxLength: 100 }).map((tail) => Buffer.concat([Buffer.from('SE\x01\x01'), tail]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), bytes), async (input) => {
        expect(await codeOf(() => one.decrypt(input as Uint8Array))).toMatch(/^ERR_/);
      }),
    );
  });

  it.each([
    [{ tenant: 'b' }, 'x'],
    [{}, 'x'],
    [{ tenant: 'a', more: '' }, 'x'],
    [{ tenant: 'a' }, 'y'],
    [{ tenant: 'a' }, ''],
  ])('is bound to its context and label: not with %j and %j', async (context, label) => {
    const one = box();
    const sealed = await one.encrypt('hello', { context: { tenant: 'a' }, label: 'x' });
    expect(await codeOf(() => one.decrypt(sealed, { context, label }))).toBe('ERR_ENVELOPE_INVALID');
  });

  it('takes the pairs of a context in any order', async () => {
    const one = box();
    const sealed = await one.encrypt('hello', { context: { a: '1', b: '2' } });
    expect((await one.decrypt(sealed, { context: { b: '2', a: '1' } })).toString()).toBe('hello');
  });

  it('never makes the same bytes twice', async () => {
    const one = box();
    expect(await one.encrypt('hello')).not.toEqual(await one.encrypt('hello'));
  });

  it.each<readonly [string, object]>([
    ['a number in it', { a: 1 }],
    ['half a surrogate pair', { a: '\uD800' }],
    ['too long a value', { a: 'x'.repeat(65_536) }],
    ['too many pairs', Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [at, '']))],
  ])('refuses a context with %s', async (_name, context) => {
    const action = (): Promise<unknown> => box().encrypt('x', { context: context as Record<string, string> });
    expect(await codeOf(action)).toBe('ERR_OPTION_INVALID');
  });
});

describe('KMS', () => {
  it('makes and opens data keys under the context', async () => {
    const kms = createKms();
    const one = envelope({ keys: kmsKeys(kms, { keyId: KEY_ID }) });
    const sealed = await one.encrypt('hello', { context: { tenant: 'a' } });
    const other = envelope({ keys: kmsKeys(kms, { keyId: KEY_ID }) });
    expect((await other.decrypt(sealed, { context: { tenant: 'a' } })).toString()).toBe('hello');
    expect(await codeOf(() => other.decrypt(sealed, { context: { tenant: 'b' } }))).toBe('ERR_KEY_SERVICE');
  });

  it('takes clients that send commands', async () => {
    const kms = createKms();
    class GenerateDataKeyCommand {
      readonly input: KmsInput;
      constructor(input: KmsInput) {
        this.input = input;
      }
    }
    class DecryptCommand extends GenerateDataKeyCommand {}
    const client = {
      send: (command: GenerateDataKeyCommand) =>
        command instanceof DecryptCommand ? kms.decrypt(command.input as never) : kms.generateDataKey(command.input),
    };
    const options = { keyId: KEY_ID, commands: { GenerateDataKeyCommand, DecryptCommand } };
    const sealed = await envelope({ keys: kmsKeys(client, options) }).encrypt('hello');
    expect((await envelope({ keys: kmsKeys(client, options) }).decrypt(sealed)).toString()).toBe('hello');
    expect(kms.calls).toEqual(['generate', 'decrypt']);
  });

  it('lets no word of the error out but its name', async () => {
    const kms = createKms();
    const keys = kmsKeys(kms, { keyId: KEY_ID });
    const sealed = await envelope({ keys }).encrypt('hello');
    const error: unknown = await envelope({ keys })
      .decrypt(sealed, { context: { wrong: 'yes' } })
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('EncryptionError: the key service failed: InvalidCiphertextException');
    expect((error as Error).cause).toBeUndefined();
  });

  it.each<readonly [string, object]>([
    ['nothing', {}],
    ['a short key', { Plaintext: Buffer.alloc(16), CiphertextBlob: Buffer.alloc(9) }],
    ['no wrapped key', { Plaintext: Buffer.alloc(32) }],
    ['text', { Plaintext: 'x'.repeat(32), CiphertextBlob: Buffer.alloc(9) }],
  ])('is refused when it answers with %s', async (_name, answer) => {
    const client = { generateDataKey: async () => answer, decrypt: async () => answer };
    const one = envelope({ keys: kmsKeys(client, { keyId: KEY_ID }) });
    expect(await codeOf(() => one.encrypt('x'))).toBe('ERR_KEY_SERVICE');
  });
});

describe('the cache of data keys', () => {
  const calls = async (cache: object, times: number, data = 'x'): Promise<readonly string[]> => {
    const kms = createKms();
    const one = envelope({ keys: kmsKeys(kms, { keyId: KEY_ID }), cache });
    for (let at = 0; at < times; at += 1) await one.encrypt(data);
    return kms.calls;
  };

  it('asks once, for each context', async () => {
    const kms = createKms();
    const one = envelope({ keys: kmsKeys(kms, { keyId: KEY_ID }) });
    await Promise.all(Array.from({ length: 20 }, (_, at) => one.encrypt('x', { context: { a: `${at % 2}` } })));
    expect(kms.calls).toEqual(['generate', 'generate']);
  });

  it('keeps to its bounds', async () => {
    expect(await calls({ maxUses: 3 }, 7)).toHaveLength(3);
    expect(await calls({ maxBytes: 10 }, 4, 'xxxxx')).toHaveLength(2);
    expect(await calls({ maxBytes: 4 }, 4, 'xxxxx')).toHaveLength(4);
    expect(await calls({ maxAge: 0 }, 3)).toHaveLength(3);
    expect(await calls({ maxKeys: 0 }, 3)).toHaveLength(3);
  });

  it('forgets the key that was not used for the longest time', async () => {
    const kms = createKms();
    const one = envelope({ keys: kmsKeys(kms, { keyId: KEY_ID }), cache: { maxKeys: 2 } });
    for (const a of ['1', '2', '1', '3', '1', '2']) await one.encrypt('x', { context: { a } });
    expect(kms.calls).toHaveLength(4);
  });

  it('takes no answer of a key service for a failure of it', async () => {
    for (const answer of [undefined, null, 'key']) {
      const source = { generate: () => answer, unwrap: () => undefined } as unknown as DataKeySource;
      expect(await codeOf(() => envelope({ keys: source }).encrypt('x'))).toBe('ERR_KEY_SERVICE');
    }
  });

  it('forgets what failed', async () => {
    let isUp = false;
    const keys = staticKeys('test', Buffer.alloc(32));
    const source: DataKeySource = {
      ...keys,
      generate: (context) => {
        if (!isUp) throw new Error('down');
        return keys.generate(context);
      },
    };
    const one = envelope({ keys: source });
    expect(await codeOf(() => one.encrypt('x'))).toBe('ERR_KEY_SERVICE');
    isUp = true;
    expect(await codeOf(() => one.encrypt('x'))).toBe('nothing thrown');
  });

  it.each([{ maxUses: 2 ** 32 }, { maxAge: -1 }, { maxKeys: 1.5 }, { maxBytes: Number.NaN }])('refuses %j', (cache) => {
    expect(() => box(cache)).toThrow(EncryptionError);
  });
});

describe('a keyring', () => {
  const [older, newer] = [staticKeys('older', Buffer.alloc(32, 1)), staticKeys('newer', Buffer.alloc(32, 2))];

  it('encrypts with the first key and decrypts with the one that is named', async () => {
    const before = await envelope({ keys: older }).encrypt('hello');
    const both = envelope({ keys: keyring(newer, older) });
    expect((await both.decrypt(before)).toString()).toBe('hello');
    expect((await envelope({ keys: newer }).decrypt(await both.encrypt('new'))).toString()).toBe('new');
  });

  it('says when a key is not in it', async () => {
    const sealed = await envelope({ keys: older }).encrypt('hello');
    expect(await codeOf(() => envelope({ keys: keyring(newer) }).decrypt(sealed))).toBe('ERR_KEY_UNKNOWN');
  });

  it('takes keys of 32 bytes alone', () => {
    expect(() => staticKeys('x', Buffer.alloc(16))).toThrow(EncryptionError);
  });
});
