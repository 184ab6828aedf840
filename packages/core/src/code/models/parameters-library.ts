import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { readArgument } from './native-table.ts';
import { callOperation, toMembers } from './operation-call.ts';

type Call = NativeValue['call'];

interface Read {
  readonly service: string;
  readonly operations: readonly string[];
  /** Input member filled by the first argument (its name in Python beside it). */
  readonly member: string;
  readonly argument: string;
}

/** What the parameter getters of Powertools call (https://docs.aws.amazon.com/powertools/typescript/latest/features/parameters/). */
const READS: Readonly<Record<string, Read>> = {
  getparameter: { service: 'ssm', operations: ['GetParameter'], member: 'Name', argument: 'name' },
  getparameters: { service: 'ssm', operations: ['GetParametersByPath'], member: 'Path', argument: 'path' },
  getparametersbyname: { service: 'ssm', operations: ['GetParameters'], member: 'Names', argument: 'parameters' },
  setparameter: { service: 'ssm', operations: ['PutParameter'], member: 'Name', argument: 'name' },
  getsecret: { service: 'secrets-manager', operations: ['GetSecretValue'], member: 'SecretId', argument: 'name' },
  // A secret that does not exist yet is made.
  setsecret: {
    service: 'secrets-manager',
    operations: ['PutSecretValue', 'CreateSecret'],
    member: 'SecretId',
    argument: 'name',
  },
  getappconfig: {
    service: 'appconfigdata',
    operations: ['StartConfigurationSession', 'GetLatestConfiguration'],
    member: 'ConfigurationProfileIdentifier',
    argument: 'name',
  },
};

/** `getParameter` and its like, in either language's spelling; `undefined` for another name. */
export function findParameterGetter(library: string, name: string): Abstract | undefined {
  const read = READS[name.replaceAll('_', '').toLowerCase()];
  return read === undefined
    ? undefined
    : toMethod(library, name, (engine, args, site) => callRead(engine, library, read, args, site));
}

function callRead(engine: Engine, library: string, read: Read, args: Arguments, site: Site): Abstract {
  const name = readArgument(args, 0, read.argument) ?? UNDEFINED;
  const options = args.positional[1];
  const option = (key: string, pythonKey: string): Abstract | undefined =>
    args.named.get(pythonKey) ?? (options?.k === 'object' ? options.fields.get(key) : undefined);
  let result: Abstract = UNDEFINED;
  // Parameters that are decrypted each on its own are also read one by one.
  const single = read.member === 'Names' ? decryptedNames(name) : [];
  for (const operation of single.length > 0 ? [...read.operations, 'GetParameter'] : read.operations) {
    const member = operation === 'CreateSecret' || operation === 'GetParameter' ? 'Name' : read.member;
    const names = read.member === 'Names' ? toNames(engine, name, site) : name;
    const input = engine.createObject([
      [member, operation === 'GetParameter' && single.length > 0 ? unite(...single) : names],
    ]);
    const application = option('application', 'application');
    const environment = option('environment', 'environment');
    if (application !== undefined) input.fields.set('ApplicationIdentifier', application);
    if (environment !== undefined) input.fields.set('EnvironmentIdentifier', environment);
    if (option('decrypt', 'decrypt') !== undefined) input.fields.set('WithDecryption', toConst(true));
    result = callOperation(
      engine,
      { service: read.service, credentials: 'default' },
      { operation, args: input, library },
      site,
    );
  }
  if (read.service === 'ssm' && result.k === 'result' && read.member === 'Name')
    return { ...result, path: ['Parameter', 'Value'] };
  return read.service === 'secrets-manager' && result.k === 'result'
    ? { ...result, path: ['SecretString'] }
    : toUnknown(`a value read by ${library}`);
}

const decryptedNames = (names: Abstract): readonly Abstract[] =>
  names.k === 'object'
    ? [...names.fields].filter(([, o]) => o.k === 'object' && o.fields.has('decrypt')).map(([name]) => toConst(name))
    : [];

/** The names are the keys of a mapping, or a list. */
function toNames(engine: Engine, value: Abstract, site: Site): Abstract {
  if (value.k !== 'object') return value;
  return engine.createList(
    [...[...value.fields.keys()].map((k) => toConst(k)), ...value.computed.map((c) => c.key)],
    value.open || (value.fields.size === 0 && engine.itemsOf(value, site).length > 0),
  );
}

/** The provider classes: `new SSMProvider().get(name)`. */
export function findParameterProvider(library: string, name: string): Abstract | undefined {
  if (name === 'DynamoDBProvider') return toClass(name, (engine, args) => createTableProvider(engine, library, args));
  const getters: Readonly<Record<string, readonly [string, string]>> = {
    SSMProvider: ['getParameter', 'getParameters'],
    SecretsProvider: ['getSecret', 'getSecret'],
    AppConfigProvider: ['getAppConfig', 'getAppConfig'],
  };
  const pair = Object.hasOwn(getters, name) ? getters[name] : undefined;
  if (pair === undefined) return undefined;
  return toClass(name, (_engine, args) => {
    const read = (getter: string): Abstract =>
      toNative(`${library}.${name}.${getter}`, (e, given, site) => {
        // An AppConfig provider is made for one application and environment.
        const options = args.positional[0]?.k === 'object' ? [...args.positional[0].fields] : [...args.named];
        return e.call(
          findParameterGetter(library, getter) ?? UNDEFINED,
          { ...given, named: new Map([...options, ...given.named]) },
          site,
        );
      });
    const one = read(pair[0]);
    const many = read(pair[1]);
    return toMembers(`${library}.${name}`, {
      get: one,
      getMultiple: many,
      get_multiple: many,
      getParametersByName: read('getParametersByName'),
      get_parameters_by_name: read('getParametersByName'),
      set: read(name === 'SecretsProvider' ? 'setSecret' : 'setParameter'),
    });
  });
}

const toClass = (name: string, make: (engine: Engine, args: Arguments) => Abstract): Abstract => ({
  k: 'model',
  key: `class:${name}`,
  construct: (e, args) => make(e, args),
  call: (e, args) => make(e, args),
});

function createTableProvider(engine: Engine, library: string, args: Arguments): Abstract {
  const options = args.positional[0];
  const table =
    args.named.get('table_name') ?? (options?.k === 'object' ? options.fields.get('tableName') : options) ?? UNDEFINED;
  const read =
    (operation: string): Call =>
    (e, _given, site) =>
      callOperation(
        e,
        { service: 'dynamodb', credentials: 'default' },
        { operation, args: e.createObject([['TableName', table]]), library },
        site,
      );
  void engine;
  return toMembers(`${library}.DynamoDBProvider`, {
    get: toNative('get', read('GetItem')),
    getMultiple: toNative('getMultiple', read('Query')),
    get_multiple: toNative('get_multiple', read('Query')),
  });
}
