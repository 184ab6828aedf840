import { EncryptionError } from '../encryption-error.ts';

/**
 * Names and values that are bound to what is encrypted and not part of it, such as `{ tenant: 'a' }`: who decrypts must give the
 * same. It is no secret; KMS writes it to CloudTrail.
 */
export type EncryptionContext = Readonly<Record<string, string>>;

/** A key for the data itself, and the same wrapped by a key that never leaves its service. */
export interface DataKey {
  /** Name of the wrapping key, 1 to 255 bytes of UTF-8. It stands in the envelope for all to see. */
  readonly id: string;
  /** 32 bytes. */
  readonly plaintext: Uint8Array;
  /** 1 to 65,535 bytes. */
  readonly wrapped: Uint8Array;
}

/** Where data keys come from: two functions over any key service. What they throw leaves as `ERR_KEY_SERVICE`. */
export interface DataKeySource {
  /** Makes a new data key, bound to the context. */
  readonly generate: (context: EncryptionContext) => DataKey | Promise<DataKey>;
  /** Unwraps a data key: `id` as {@link DataKey} had it. Answers `undefined` where it does not know a key of that name. */
  readonly unwrap: (
    wrapped: Uint8Array,
    context: EncryptionContext,
    id: string,
  ) => Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

/** Whether a text can be the `id` of a data key. */
export const isKeyName = (id: unknown): id is string =>
  typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= 0xff;

/** Throws `ERR_OPTION_INVALID` for what gives no data keys. */
export function checkSource(source: DataKeySource): DataKeySource {
  if (typeof source?.generate === 'function' && typeof source.unwrap === 'function') return source;
  throw new EncryptionError(
    'ERR_OPTION_INVALID',
    'keys come from `kmsKeys`, `staticKeys`, `keyring`, or `{ generate, unwrap }`',
  );
}

/**
 * Several sources as one: the first makes new keys, the one that knows a key's name unwraps it. To change the wrapping key, put the
 * new one first and keep the old ones for what they have wrapped.
 */
export function keyring(primary: DataKeySource, ...older: readonly DataKeySource[]): DataKeySource {
  const sources = [primary, ...older].map(checkSource);
  return {
    generate: (context) => primary.generate(context),
    unwrap: async (wrapped, context, id) => {
      for (const source of sources) {
        const key = await source.unwrap(wrapped, context, id);
        if (key !== undefined) return key;
      }
      return undefined;
    },
  };
}
