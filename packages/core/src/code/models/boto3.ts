import { findOperation, findPaginator, findWaiter } from '../../aws/operations.ts';
import { findService } from '../../aws/services.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { findString, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { createBotoResource } from './boto3-resource.ts';
import { findTransfer } from './boto3-transfer.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, readSettings, toClientKey, toInput, toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

const OPTIONS = {
  region: 'region_name',
  endpoint: 'endpoint_url',
  credentials: ['aws_access_key_id', 'aws_session_token'],
} as const;

/** A client of boto3. */
export function createBotoClient(settings: ClientSettings): ModelValue {
  const key = toClientKey('boto3', settings);
  const { service } = settings;
  const waiter = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const name = findString(args.positional[0] ?? args.named.get('waiter_name'));
    const operation = name === undefined ? undefined : findWaiter(service, name);
    if (operation === undefined)
      engine.unresolved('get_waiter', 'the name of the waiter is not a constant that is known', site);
    return operation === undefined
      ? toUnknown('a waiter')
      : toMembers(`${key}.waiter.${operation}`, {
          wait: toNative(`wait ${key} ${operation}`, (e, given, at) =>
            callOperation(e, settings, { operation, args: toInput(e, given) }, at),
          ),
        });
  };
  const paginator = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const name = findString(args.positional[0] ?? args.named.get('operation_name'));
    const operation = name === undefined ? undefined : (findPaginator(service, name) ?? findOperation(service, name));
    if (operation === undefined) {
      engine.unresolved('get_paginator', 'the name of the operation is not a constant that is known', site);
      return toUnknown('a paginator');
    }
    return toMembers(`${key}.paginator.${operation}`, {
      paginate: toNative(`paginate ${key} ${operation}`, (e, given, at) =>
        callOperation(e, settings, { operation, args: toInput(e, given) }, at),
      ),
    });
  };
  const presignedUrl = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const operation = findOperation(service, findString(args.positional[0] ?? args.named.get('ClientMethod')) ?? '');
    if (operation === undefined)
      engine.unresolved('generate_presigned_url', 'the operation that it signs is not a constant', site);
    else
      callOperation(
        engine,
        settings,
        { operation, args: args.positional[1] ?? args.named.get('Params') ?? UNDEFINED },
        site,
      );
    return toUnknown('a presigned URL');
  };
  const presignedPost = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const input = engine.createObject([
      ['Bucket', args.positional[0] ?? args.named.get('Bucket') ?? UNDEFINED],
      ['Key', args.positional[1] ?? args.named.get('Key') ?? UNDEFINED],
    ]);
    callOperation(engine, settings, { operation: 'PutObject', args: input }, site);
    return toUnknown('a presigned post');
  };
  const special: Readonly<Record<string, Abstract>> = {
    get_waiter: toNative(`${key}.get_waiter`, waiter),
    get_paginator: toNative(`${key}.get_paginator`, paginator),
    generate_presigned_url: toNative(`${key}.generate_presigned_url`, presignedUrl),
    generate_presigned_post: toNative(`${key}.generate_presigned_post`, presignedPost),
    exceptions: toUnknown('exceptions of a client'),
    can_paginate: toNative('can_paginate', () => toUnknown('a boolean')),
    close: toNative('close', () => UNDEFINED),
  };
  const client: ModelValue = {
    k: 'model',
    key,
    sensitive: `a ${service} client`,
    data: settings,
    get: (engine, name, site) => {
      if (Object.hasOwn(special, name)) return special[name];
      if (name === '__enter__' || name === '__aenter__') return toNative(name, () => client);
      if (name === 'meta') return toMembers(`${key}.meta`, { client });
      const transfer = findTransfer(settings, name);
      if (transfer !== undefined) return transfer;
      const operation = findOperation(service, name);
      if (operation !== undefined)
        return toNative(`${key}.${name}`, (e, args, at) =>
          callOperation(e, settings, { operation, args: toInput(e, args) }, at),
        );
      if (name === '[]') engine.unresolved(`a method of a ${service} client`, 'its name is not a constant', site);
      return toNative(`${key}.${name}`, (e, args, at) =>
        e.callUnknownMethod(name, 'not an operation of the service', args, at),
      );
    },
  };
  return client;
}

type Defaults = ReadonlyMap<string, Abstract>;

/** `boto3.client(…)`, `boto3.resource(…)`, and the same on a session. */
function factory(kind: 'client' | 'resource', defaults: Defaults): Abstract {
  return toNative(`boto3.${kind}:${[...defaults.keys()].join()}`, (engine, args, site) => {
    const given = args.positional[0] ?? args.named.get('service_name') ?? UNDEFINED;
    const name = findString(given);
    const service = name === undefined ? undefined : findService('boto3', name);
    if (service === undefined) {
      engine.unresolved(
        `boto3.${kind}`,
        name === undefined ? 'the service is not a constant' : `the service \`${name}\` is not known`,
        site,
      );
      return toUnknown('a client of a service that is not known');
    }
    const options = engine.createObject(
      [
        ...defaults,
        ...args.named,
        ...(args.positional[1] === undefined ? [] : [['region_name', args.positional[1]] as const]),
      ],
      { isDict: true },
    );
    const settings = readSettings(engine, service, options, site, OPTIONS);
    return kind === 'client' ? createBotoClient(settings) : createBotoResource(settings);
  });
}

/** `boto3.Session(…)`: a factory with settings of its own. */
function createSession(args: Arguments): ModelValue {
  const credentials = [...args.named].filter(([name]) => name !== 'profile_name' && name !== '**');
  const defaults: Defaults = new Map(credentials);
  const members = {
    client: factory('client', defaults),
    resource: factory('resource', defaults),
    create_client: factory('client', defaults),
    region_name: { k: 'env', name: 'AWS_REGION' } as const,
  };
  return toMembers(
    `boto3.Session(${[...defaults.keys()].join()})`,
    {
      ...members,
      get_credentials: toNative('get_credentials', () => ({
        k: 'external',
        name: 'boto3',
        path: ['credentials', '()'],
      })),
    },
    (name) => toNative(name, () => toUnknown(`${name} of a session`)),
  );
}

const sessionClass: Abstract = {
  k: 'model',
  key: 'class:boto3.Session',
  call: (_e, args) => createSession(args),
  construct: (_e, args) => createSession(args),
};

/** boto3, and the packages that speak as it does. */
export const boto3: PackageModel = {
  matches: (name) => /^(boto3|aioboto3|aiobotocore|botocore|async_?boto3|types_boto3|mypy_boto3.*)$/.test(name),
  find: (_engine, packageName, path) => {
    const name = path.at(-1);
    if (name === 'client' && path.length === 1) return factory('client', new Map());
    if (name === 'resource' && path.length === 1) return factory('resource', new Map());
    if (name === 'Session' || name === 'get_session' || name === 'AioSession')
      return name === 'get_session'
        ? toNative('get_session', () => createSession({ positional: [], named: new Map() }))
        : sessionClass;
    if (name === 'setup_default_session') return toNative(name, () => UNDEFINED);
    void packageName;
    return undefined;
  },
};
