import { findOperation, findPaginator, findWaiter } from '../../aws/operations.ts';
import { findService, findServiceByClientClass } from '../../aws/services.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { createCommand, sendCommand } from './command.ts';
import type { ClientSettings } from './operation-call.ts';
import { callBack, callOperation, callUnknownOperation, readSettings, toClientKey } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

const OPTIONS = { region: 'region', endpoint: 'endpoint', credentials: ['credentials'] } as const;

/** Short names of `DynamoDBDocument` and its commands, by the API's operation. */
const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  batchget: 'BatchGetItem',
  batchwrite: 'BatchWriteItem',
  transactget: 'TransactGetItems',
  transactwrite: 'TransactWriteItems',
  executestatement: 'ExecuteStatement',
  batchexecutestatement: 'BatchExecuteStatement',
  executetransaction: 'ExecuteTransaction',
};

const findDocumentOperation = (name: string): string | undefined => DOCUMENT_OPERATIONS[name.toLowerCase()];

/** A client of the SDK for JavaScript v3; `find` names its aggregated methods. */
export function createV3Client(settings: ClientSettings, find: (method: string) => string | undefined): ModelValue {
  const key = toClientKey('v3', settings);
  return {
    k: 'model',
    key,
    sensitive: `a ${settings.service} client`,
    data: settings,
    get: (engine, name, site) => {
      if (name === 'send') return toMethod(key, 'send', (e, args, at) => sendCommand(e, settings, args, at));
      const operation = find(name);
      if (operation !== undefined)
        return toMethod(key, name, (e, args, at) => callMethod(e, settings, operation, args, at));
      const paginated = /^paginate|^waitUntil/.test(name)
        ? (findPaginator(settings.service, name) ?? findWaiter(settings.service, name))
        : undefined;
      if (paginated !== undefined)
        return toMethod(key, name, (e, args, at) => callMethod(e, settings, paginated, args, at));
      if (name === '[]')
        engine.unresolved(
          `a method of a ${settings.service} client`,
          'its name is not a constant',
          site,
          settings.service,
        );
      return name === 'config' || name === 'middlewareStack' || name === 'destroy'
        ? toUnknown(`${name} of a client`)
        : toMethod(key, name, (e, args, at) => callUnknownOperation(e, `a ${settings.service} client`, name, args, at));
    },
  };
}

function callMethod(
  engine: Engine,
  settings: ClientSettings,
  operation: string,
  args: Arguments,
  site: Site,
): Abstract {
  const result = callOperation(engine, settings, { operation, args: args.positional[0] ?? UNDEFINED }, site);
  callBack(engine, args, result, site);
  return result;
}

/** The settings of a client value, also of an instance of a subclass of a client. */
export function findClientSettings(value: Abstract | undefined): ClientSettings | undefined {
  if (value?.k === 'model' && value.key.startsWith('client:')) return value.data as ClientSettings;
  if (value?.k === 'union') return value.values.map(findClientSettings).find((s) => s !== undefined);
  return value?.k === 'object' && value.base !== null ? findClientSettings(value.base) : undefined;
}

/** A class of clients: callable as `new X(options)`. */
function createClientClass(service: string): ModelValue {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract =>
    createV3Client(readSettings(engine, service, args.positional[0], site, OPTIONS), (method) =>
      findOperation(service, method),
    );
  return { k: 'model', key: `class:v3:${service}`, construct: make, call: make };
}

/** A client of DynamoDB that speaks in documents: `get`, `put`, `query`. */
export const createDocumentClient = (settings: ClientSettings): ModelValue =>
  createV3Client(settings, findDocumentOperation);

/** A client of the SDK by the name of its class alone, where only a type annotation tells. */
export function findClientByTypeName(name: string): Abstract | undefined {
  if (/^DynamoDBDocument(Client)?$/.test(name))
    return createDocumentClient({ service: 'dynamodb', credentials: 'default' });
  const service = name.endsWith('Client') ? findServiceByClientClass(name) : undefined;
  return service === undefined
    ? undefined
    : createV3Client({ service, credentials: 'default' }, (method) => findOperation(service, method));
}

function commandClass(service: string, operation: string): ModelValue {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract =>
    createCommand(engine, service, operation, args, site);
  return { k: 'model', key: `class:command:${service}:${operation}`, construct: make, call: make };
}

/** `paginateX({ client }, input)` and `waitUntilX({ client }, input)`. */
const onSecondArgument = (service: string, operation: string): Abstract =>
  toNative(`${service}.${operation}`, (engine, args, site) => {
    const config = args.positional[0] ?? UNDEFINED;
    const client = findClientSettings(engine.get(config, { k: 'const', value: 'client' }, false, site));
    return callOperation(
      engine,
      client ?? { service, credentials: 'default' },
      { operation, args: args.positional[1] ?? UNDEFINED },
      site,
    );
  });

/** `@aws-sdk/client-*`: clients, commands, paginators, waiters. */
export const clientPackages: PackageModel = {
  matches: (name) => name.startsWith('@aws-sdk/client-'),
  find: (engine, packageName, path, site) => {
    const name = path[0];
    if (name === undefined || path.length > 1) return undefined;
    const service = findService('js-v3', packageName);
    if (service === undefined) {
      if (/Client$|Command$/.test(name))
        engine.unresolved(`\`${name}\` of \`${packageName}\``, 'the service is not known', site);
      return undefined;
    }
    if (name.endsWith('Command')) {
      const operation = findOperation(service, name.slice(0, -'Command'.length));
      return operation === undefined ? undefined : commandClass(service, operation);
    }
    if (name.startsWith('paginate') || name.startsWith('waitUntil') || name.startsWith('waitFor')) {
      const operation =
        findPaginator(service, name) ??
        findWaiter(service, name) ??
        findOperation(service, name.replace(/^paginate/, ''));
      return operation === undefined ? undefined : onSecondArgument(service, operation);
    }
    return findServiceByClientClass(name) === service ? createClientClass(service) : undefined;
  },
};

/** `@aws-sdk/lib-dynamodb`. */
export const documentPackage: PackageModel = {
  matches: (name) => name === '@aws-sdk/lib-dynamodb',
  find: (_engine, _packageName, path) => {
    const [name = '', member] = path;
    if (/^DynamoDBDocument(Client)?$/.test(name))
      return member === undefined ? documentClass() : member === 'from' ? documentFrom() : undefined;
    if (path.length > 1) return undefined;
    const operation = findDocumentOperation(name.replace(/Command$|^paginate/g, ''));
    if (operation === undefined) return undefined;
    return name.startsWith('paginate') ? onSecondArgument('dynamodb', operation) : commandClass('dynamodb', operation);
  },
};

const wrapClient = (_engine: Engine, args: Arguments): Abstract =>
  createV3Client(
    findClientSettings(args.positional[0]) ?? { service: 'dynamodb', credentials: 'default' },
    findDocumentOperation,
  );
const documentFrom = (): Abstract => toNative('DynamoDBDocument.from', (engine, args) => wrapClient(engine, args));
const documentClass = (): ModelValue => ({
  k: 'model',
  key: 'class:v3:document',
  construct: wrapClient,
  call: wrapClient,
  get: (_e, name) => (name === 'from' ? documentFrom() : undefined),
});
