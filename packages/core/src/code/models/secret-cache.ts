import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { callOperation } from './operation-call.ts';
import { definePackages, readArgument } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const LIBRARY = 'aws_secretsmanager_caching';

/** The cache describes a secret to learn its version, then reads it (https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cache-python.html). */
function readSecret(engine: Engine, secret: Abstract | undefined, site: Site): void {
  const args = engine.createObject([['SecretId', secret ?? toUnknown('the name of a secret')]]);
  for (const operation of ['DescribeSecret', 'GetSecretValue'])
    callOperation(
      engine,
      { service: 'secrets-manager', credentials: 'default' },
      { operation, args, library: LIBRARY },
      site,
    );
}

const secretCache: Call = () => ({
  k: 'model',
  key: `${LIBRARY}.SecretCache`,
  get: (_e, name) =>
    name === 'get_secret_string' || name === 'get_secret_binary'
      ? toMethod(LIBRARY, name, (engine, args, site) => {
          readSecret(engine, readArgument(args, 0, 'secret_id'), site);
          return toUnknown('a secret');
        })
      : toUnknown(`${name} of a cache of secrets`),
});

/** `@InjectSecretString('name', cache)`: the secret is read whenever the function is called, and handed to it. */
const injectSecret =
  (isKeyworded: boolean): Call =>
  (_engine, options) => {
    const secret = readArgument(options, 0, 'secret_id');
    const fields = [...options.named.keys()].filter((name) => name !== 'secret_id' && name !== 'cache');
    return toNative('InjectSecret', (_e, decorated) => {
      const fn = decorated.positional[0] ?? UNDEFINED;
      return toNative('with a secret', (engine, given, site) => {
        readSecret(engine, secret, site);
        const value = toUnknown('a secret');
        return engine.call(
          fn,
          isKeyworded
            ? { ...given, named: new Map([...given.named, ...fields.map((name) => [name, value] as const)]) }
            : { ...given, positional: [value, ...given.positional] },
          site,
        );
      });
    });
  };

/** The client-side cache of Secrets Manager for Python. */
export const secretCaching: PackageModel = definePackages({
  [LIBRARY]: {
    SecretCache: secretCache,
    SecretCacheConfig: () => toUnknown('settings of a cache'),
    InjectSecretString: injectSecret(false),
    InjectKeywordedSecretString: injectSecret(true),
  },
});
