import { findOperation, findWaiter } from '../../aws/operations.ts';
import { findService } from '../../aws/services.ts';
import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { spreadInto } from '../engine/spread.ts';
import { unite } from '../engine/union.ts';
import { findNamedOperations } from './named-operations.ts';
import type { ClientSettings } from './operation-call.ts';
import { callBack, callOperation, callUnknownOperation, readSettings, toClientKey } from './operation-call.ts';
import { rdsSigner } from './database-tokens.ts';
import type { PackageModel } from './package-model.ts';
import { recordPresignedPost } from './presigned-post.ts';

const OPTIONS = { region: 'region', endpoint: 'endpoint', credentials: ['credentials', 'accessKeyId'] } as const;

const DOCUMENT: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  transactGet: 'TransactGetItems',
  transactWrite: 'TransactWriteItems',
};

type Find = (method: string) => string | undefined;

/** Merges the parameters bound to a client with those of the call. */
function withBound(engine: Engine, settings: ClientSettings, args: Abstract): Abstract {
  if (settings.params === undefined) return args;
  const merged = engine.createObject();
  spreadInto(engine, merged, settings.params);
  spreadInto(engine, merged, args);
  return merged;
}

/** What a v2 method answers: `.promise()`, `.send(cb)`, `.on('success', cb)`, `.createReadStream()`. */
function createRequest(engine: Engine, result: Abstract): ModelValue {
  const listen = toNative('request.on', (e, args, site) => {
    const listener = args.positional[1];
    if (listener !== undefined) e.call(listener, toArguments(e.createObject([['data', result]], { open: true })), site);
    return request;
  });
  const request: ModelValue = {
    k: 'model',
    key: `request:${engine.nextId()}`,
    get: (e, name, site) => {
      if (name === 'promise' || name === 'createReadStream') return toNative(`request.${name}`, () => result);
      if (name === 'send')
        return toNative('request.send', (inner, args, at) => {
          callBack(inner, args, result, at);
          return result;
        });
      if (name === 'on') return listen;
      if (name === 'eachPage' || name === 'eachItem')
        return toNative(name, (inner, args, at) => {
          callBack(inner, args, result, at);
          return UNDEFINED;
        });
      return e.get(result, toConst(name), false, site);
    },
  };
  return request;
}

type Method = NativeValue['call'];

/** A method that calls one operation. */
const toOperation =
  (settings: ClientSettings, operation: string): Method =>
  (engine, args, site) => {
    const input = args.positional[0]?.k === 'function' ? UNDEFINED : (args.positional[0] ?? UNDEFINED);
    const result = callOperation(engine, settings, { operation, args: withBound(engine, settings, input) }, site);
    callBack(engine, args, result, site);
    return createRequest(engine, result);
  };

/** A method whose first argument names the operation. */
const toNamedOperation =
  (settings: ClientSettings, method: string, find: Find): Method =>
  (engine, args, site, self) => {
    const operations = findNamedOperations(engine, args.positional[0], { method, find }, site);
    const given = { ...args, positional: args.positional.slice(1) };
    return operations.length === 0
      ? toUnknown(`result of ${method}`)
      : unite(...operations.map((operation) => toOperation(settings, operation)(engine, given, site, self)));
  };

/** Signing calls nothing; whoever has the URL calls the operation with the function's permissions. */
const toSignedUrl =
  (settings: ClientSettings, method: string, find: Find): Method =>
  (engine, args, site, self) => {
    const url = toUnknown('a signed URL');
    const isCallback = (v: Abstract): boolean => v.k === 'function' || v.k === 'native';
    const given = { ...args, positional: args.positional.filter((v) => !isCallback(v)) };
    toNamedOperation(settings, method, find)(engine, given, site, self);
    callBack(engine, { ...args, positional: args.positional.slice(1) }, url, site);
    return url;
  };

/** The key stands among the fields of the form. */
const toPresignedPost =
  (settings: ClientSettings): Method =>
  (engine, args, site) => {
    const params = withBound(engine, settings, args.positional[0] ?? UNDEFINED);
    const read = (object: Abstract, field: string): Abstract => engine.get(object, toConst(field), true, site);
    const form = { bucket: read(params, 'Bucket'), key: read(read(params, 'Fields'), 'key') };
    const post = recordPresignedPost(engine, settings, form, site);
    callBack(engine, args, post, site);
    return post;
  };

function createV2Client(settings: ClientSettings, find: Find): ModelValue {
  const key = toClientKey('v2', settings);
  const { service } = settings;
  const findMethod = (name: string): Method | undefined => {
    if (name === 'getSignedUrl' || name === 'getSignedUrlPromise') return toSignedUrl(settings, name, find);
    if (name === 'makeRequest') return toNamedOperation(settings, name, find);
    if (name === 'waitFor') return toNamedOperation(settings, name, (state) => findWaiter(service, state));
    if (service === 's3' && name === 'upload') return toOperation(settings, 'PutObject');
    if (service === 's3' && name === 'createPresignedPost') return toPresignedPost(settings);
    const operation = find(name);
    return operation === undefined ? undefined : toOperation(settings, operation);
  };
  return {
    k: 'model',
    key,
    sensitive: `a ${service} client`,
    data: settings,
    get: (engine, name, site) => {
      const method = findMethod(name);
      if (method !== undefined) return toMethod(key, name, method);
      if (name === '[]')
        engine.unresolved(`a method of a ${service} client`, 'its name is not a constant', site, service);
      return name === 'config' || name === 'endpoint'
        ? toUnknown(`${name} of a client`)
        : toMethod(key, name, (e, args, at) => callUnknownOperation(e, `a ${service} client`, name, args, at));
    },
  };
}

function createClientClass(service: string, find: Find): ModelValue {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const options = args.positional[0];
    const settings = readSettings(engine, service, options, site, OPTIONS);
    const params = options?.k === 'object' ? options.fields.get('params') : undefined;
    const inner = options?.k === 'object' ? options.fields.get('service') : undefined;
    const base = inner?.k === 'model' && inner.key.startsWith('client:') ? (inner.data as ClientSettings) : settings;
    return createV2Client({ ...base, ...(params === undefined ? {} : { params }) }, find);
  };
  return {
    k: 'model',
    key: `class:v2:${service}`,
    construct: make,
    call: make,
    get: (_engine, name) => {
      if (service === 'dynamodb' && name === 'DocumentClient') return documentClientClass();
      if (service === 's3' && name === 'ManagedUpload') return managedUploadClass();
      if (service === 'rds' && name === 'Signer') return rdsSigner;
      if (name === 'Converter') return toUnknown('a converter');
      return undefined;
    },
  };
}

const documentClientClass = (): ModelValue => ({
  ...createClientClass('dynamodb', (name) => DOCUMENT[name]),
  key: 'class:v2:document',
});

function managedUploadClass(): ModelValue {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const options = args.positional[0] ?? UNDEFINED;
    const params = engine.get(options, toConst('params'), false, site);
    return createRequest(
      engine,
      callOperation(engine, { service: 's3', credentials: 'default' }, { operation: 'PutObject', args: params }, site),
    );
  };
  return { k: 'model', key: 'class:v2:ManagedUpload', construct: make, call: make };
}

/** Credentials made by the code itself. */
function credentialsClass(name: string): ModelValue {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const isAssumed = name === 'TemporaryCredentials' || name === 'ChainableTemporaryCredentials';
    const options = args.positional[0] ?? UNDEFINED;
    const params =
      name === 'ChainableTemporaryCredentials' ? engine.get(options, toConst('params'), false, site) : options;
    if (isAssumed)
      callOperation(
        engine,
        { service: 'sts', credentials: 'default' },
        { operation: 'AssumeRole', args: params },
        site,
      );
    return isAssumed || name === 'Credentials'
      ? { k: 'model', key: 'credentials:assumed' }
      : { k: 'external', name: 'aws-sdk', path: [name, '()'] };
  };
  return { k: 'model', key: `class:v2:${name}`, construct: make, call: make };
}

/** `aws-sdk` and `aws-sdk/clients/*`. */
export const sdkV2: PackageModel = {
  matches: (name) => name === 'aws-sdk',
  find: (_engine, _packageName, path) => {
    const [head = '', ...rest] = path;
    if (head.startsWith('/clients/')) {
      const member = rest[0];
      // `clients/all` and `clients` hold every class; `clients/s3` is one.
      if (/^\/clients(\/all)?$/.test(head)) return member === undefined ? undefined : findClass(member, rest.slice(1));
      const service = findService('js-v2', head.slice('/clients/'.length).replace(/\.js$/, ''));
      if (service === undefined) return undefined;
      return rest.length === 0 ? createClientClass(service, (m) => findOperation(service, m)) : undefined;
    }
    if (head.startsWith('/')) return rest.length === 0 ? undefined : findClass(rest[0] ?? '', rest.slice(1));
    return findClass(head, rest);
  },
};

function findClass(name: string, rest: readonly string[]): Abstract | undefined {
  if (rest.length > 0) return undefined;
  if (name.endsWith('Credentials')) return credentialsClass(name);
  const service = findService('js-v2', name);
  return service === undefined ? undefined : createClientClass(service, (m) => findOperation(service, m));
}
