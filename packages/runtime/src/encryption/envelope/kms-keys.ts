import { checkOptions } from '../check-options.ts';
import { EncryptionError } from '../encryption-error.ts';
import { isKeyName, type DataKeySource } from './data-key-source.ts';

/** The part of a request to KMS that is used here. */
export interface KmsInput {
  KeyId: string;
  EncryptionContext?: Record<string, string>;
}

/** The part of KMS's answers that is used here. */
export interface KmsOutput {
  readonly Plaintext?: Uint8Array | undefined;
  readonly CiphertextBlob?: Uint8Array | undefined;
}

/** A client with methods: `KMS` of `@aws-sdk/client-kms`, or anything like it. */
export interface KmsMethods {
  readonly generateDataKey: (input: KmsInput & { KeySpec: 'AES_256' }) => Promise<KmsOutput>;
  readonly decrypt: (input: KmsInput & { CiphertextBlob: Uint8Array }) => Promise<KmsOutput>;
}

/** A client that sends commands: `KMSClient` of `@aws-sdk/client-kms`. */
export interface KmsSender {
  // Method notation: the SDK's own `send` takes a union of its commands, which a property would not match.
  send(command: never): Promise<unknown>;
}

export interface KmsKeysOptions {
  /** ARN of the key, best; an alias or key id works as long as it means the same key. Decryption is pinned to it. */
  readonly keyId: string;
  /** For a client that sends commands: the two commands of its package, `{ GenerateDataKeyCommand, DecryptCommand }`. */
  readonly commands?: {
    readonly GenerateDataKeyCommand: new (input: KmsInput & { KeySpec: 'AES_256' }) => unknown;
    readonly DecryptCommand: new (input: KmsInput & { CiphertextBlob: Uint8Array }) => unknown;
  };
}

/**
 * Data keys from AWS KMS. The function's role needs `kms:GenerateDataKey` to encrypt and `kms:Decrypt` to decrypt.
 * Throws `ERR_OPTION_INVALID` without a key id, as of a variable that is not set, and for a client that has neither methods nor commands.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/data-keys.html
 */
export function kmsKeys(client: KmsMethods | KmsSender, options: KmsKeysOptions): DataKeySource {
  const { keyId } = checkOptions(options, ['keyId', 'commands']);
  if (!isKeyName(keyId)) throw new EncryptionError('ERR_OPTION_INVALID', '`keyId` is no text of 1 to 255 bytes');
  const methods = toMethods(client, options);
  const toInput = (context: Readonly<Record<string, string>>): KmsInput =>
    Object.keys(context).length === 0 ? { KeyId: keyId } : { KeyId: keyId, EncryptionContext: { ...context } };
  return {
    generate: async (context) => {
      const { Plaintext, CiphertextBlob } = await methods.generateDataKey({ ...toInput(context), KeySpec: 'AES_256' });
      // An answer without them is refused where every data key is checked.
      return { id: keyId, plaintext: Plaintext ?? new Uint8Array(), wrapped: CiphertextBlob ?? new Uint8Array() };
    },
    unwrap: async (wrapped, context, id) => {
      if (id !== keyId) return undefined;
      const { Plaintext } = await methods.decrypt({ ...toInput(context), CiphertextBlob: wrapped });
      return Plaintext ?? new Uint8Array();
    },
  };
}

function toMethods(client: KmsMethods | KmsSender, { commands }: KmsKeysOptions): KmsMethods {
  if (commands === undefined) return checkMethods(client as KmsMethods);
  const send = async (command: unknown): Promise<KmsOutput> =>
    (await (client as KmsSender).send(command as never)) as KmsOutput;
  return {
    generateDataKey: (input) => send(new commands.GenerateDataKeyCommand(input)),
    decrypt: (input) => send(new commands.DecryptCommand(input)),
  };
}

function checkMethods(client: Partial<KmsMethods> | undefined): KmsMethods {
  if (typeof client?.generateDataKey === 'function' && typeof client.decrypt === 'function')
    return client as KmsMethods;
  throw new EncryptionError(
    'ERR_OPTION_INVALID',
    'the client has no `generateDataKey` and `decrypt`: a `KMSClient` needs `commands: { GenerateDataKeyCommand, DecryptCommand }`',
  );
}
