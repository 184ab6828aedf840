import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const LIBRARY = 'AWS Encryption SDK';

interface Keyring {
  readonly generator?: Abstract;
  readonly keys: readonly Abstract[];
}

const isKeyring = (data: unknown): data is Keyring => typeof data === 'object' && data !== null && 'keys' in data;

/** `new KmsKeyringNode({ generatorKeyId, keyIds })`. */
const keyring: Call = (engine, args, site) => {
  const options = args.positional[0] ?? UNDEFINED;
  const generator = engine.get(options, toConst('generatorKeyId'), false, site);
  const list = engine.get(options, toConst('keyIds'), false, site);
  return toKeyring(
    engine,
    generator.k === 'const' ? undefined : generator,
    list.k === 'const' ? [] : engine.itemsOf(list, site),
  );
};

const toKeyring = (engine: Engine, generator: Abstract | undefined, keys: readonly Abstract[]): Abstract => ({
  k: 'model',
  key: `keyring:${engine.nextId()}`,
  data: { keys, ...(generator === undefined ? {} : { generator }) } satisfies Keyring,
});

/**
 * Encryption makes a data key with the generator and wraps it with the others; decryption unwraps with any of them
 * (https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html#kms-keyring-permissions).
 */
function use(engine: Engine, ring: Abstract | undefined, purpose: 'encrypt' | 'decrypt', site: Site): void {
  const rings = ring === undefined ? [] : ring.k === 'union' ? ring.values : ring.k === 'list' ? ring.items : [ring];
  const known = rings.flatMap((r) => (r.k === 'model' && isKeyring(r.data) ? [r.data] : []));
  if (known.length === 0) return engine.unresolved(`${purpose} of the ${LIBRARY}`, 'its keyring is not known', site);
  const call = (operation: string, key: Abstract): unknown =>
    callOperation(
      engine,
      { service: 'kms', credentials: 'default' },
      { operation, args: engine.createObject([['KeyId', key]]), library: LIBRARY },
      site,
    );
  for (const { generator, keys } of known) {
    const all = generator === undefined ? keys : [generator, ...keys];
    if (purpose === 'decrypt') for (const key of all) call('Decrypt', key);
    else {
      call('GenerateDataKey', all[0] ?? toUnknown('a key'));
      for (const key of all.slice(1)) call('Encrypt', key);
    }
  }
}

/** Uses keys that are named one by one: the first makes the data key. */
export function useKeys(engine: Engine, keys: Abstract, purpose: 'encrypt' | 'decrypt', site: Site): void {
  use(engine, toKeyring(engine, undefined, engine.itemsOf(keys, site)), purpose, site);
}

const purposeOf = (purpose: 'encrypt' | 'decrypt', readRing: (args: Arguments) => Abstract | undefined): Abstract =>
  toNative(`encryption.${purpose}`, (engine, args, site) => {
    use(engine, readRing(args), purpose, site);
    return toUnknown(`result of ${purpose}`);
  });

const client =
  (readRing: (args: Arguments) => Abstract | undefined): Call =>
  (engine) =>
    engine.createObject([
      ['encrypt', purposeOf('encrypt', readRing)],
      ['decrypt', purposeOf('decrypt', readRing)],
    ]);

const ringInPython = (args: Arguments): Abstract | undefined =>
  args.named.get('keyring') ?? args.named.get('key_provider') ?? args.named.get('materials_manager');

/** `StrictAwsKmsMasterKeyProvider(key_ids=[…])`. */
const provider: Call = (engine, args, site) =>
  toKeyring(engine, undefined, engine.itemsOf(args.named.get('key_ids') ?? args.positional[0] ?? UNDEFINED, site));

/** The AWS Encryption SDK for JavaScript and Python, with KMS keyrings. */
export const encryptionSdk: PackageModel = {
  matches: (name) => name.startsWith('@aws-crypto/') || name === 'aws_encryption_sdk',
  find: (_engine, _name, path) => {
    const name = path.at(-1) ?? '';
    if (/^(?:KmsKeyring(?:Node|Browser)?|AwsKmsMrkAware\w*Keyring\w*)$/.test(name)) return toNative(name, keyring);
    if (name.endsWith('KmsMasterKeyProvider')) return toNative(name, provider);
    if (name === 'buildClient' || name === 'buildEncrypt' || name === 'buildDecrypt')
      return toNative(
        name,
        client((args) => args.positional[0]),
      );
    if (name === 'EncryptionSDKClient') return toNative(name, client(ringInPython));
    if (name === 'encrypt' || name === 'decrypt')
      return purposeOf(name, (args) => ringInPython(args) ?? args.positional[0]);
    return undefined;
  },
};
