import { listBoto3Resources } from '../../aws/boto3-resources.ts';
import { findService } from '../../aws/services.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { findString, toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { createBotoClient } from './boto3-client.ts';
import { createResource, createServiceResource } from './boto3-resource.ts';
import { readSettings, toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

const OPTIONS = {
  region: 'region_name',
  endpoint: 'endpoint_url',
  credentials: ['aws_access_key_id', 'aws_session_token'],
} as const;

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
    return kind === 'client' ? createBotoClient(settings) : createServiceResource(settings);
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

/** A class of the type stubs (`mypy_boto3_s3.client.S3Client`): what an annotation with it promises. */
function findStubType(stub: string, name: string): Abstract | undefined {
  const service = findService('boto3', stub.replaceAll('_', '-')) ?? findService('boto3', stub);
  if (service === undefined) return undefined;
  const settings = { service, credentials: 'default' as const };
  const make = (): Abstract =>
    name.endsWith('Client')
      ? createBotoClient(settings)
      : name.endsWith('ServiceResource')
        ? createServiceResource(settings)
        : createResource(settings, name, new Map());
  const isKnown =
    name.endsWith('Client') || name.endsWith('ServiceResource') || listBoto3Resources(service).includes(name);
  return isKnown ? { k: 'model', key: `class:stub:${service}.${name}`, construct: make, call: make } : undefined;
}

/** `S3Transfer(client)`: the methods of the client by names in small letters. */
function createTransfer(client: Abstract | undefined): ModelValue {
  const self: ModelValue = {
    k: 'model',
    key: 'boto3.S3Transfer',
    get: (_e, name) => {
      if (name === '__enter__') return toNative(name, () => self);
      return toNative(`S3Transfer.${name}`, (engine, args, site) => {
        const method = engine.get(client ?? UNDEFINED, toConst(name), false, site);
        const named = new Map([...args.named].map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value]));
        return engine.call(method, { positional: args.positional.slice(0, 3), named }, site);
      });
    },
  };
  return self;
}

/** boto3, and the packages that speak as it does. */
export const boto3: PackageModel = {
  matches: (name) => /^(boto3|aioboto3|aiobotocore|botocore|async_?boto3|types_boto3|mypy_boto3.*)$/.test(name),
  find: (_engine, packageName, path) => {
    const name = path.at(-1);
    const stub = /^(?:mypy|types)_boto3_(\w+)$/.exec(packageName)?.[1];
    if (stub !== undefined) return findStubType(stub, name ?? '');
    if (name === 'client' && path.length === 1) return factory('client', new Map());
    if (name === 'resource' && path.length === 1) return factory('resource', new Map());
    if (name === 'Session' || name === 'get_session' || name === 'AioSession')
      return name === 'get_session'
        ? toNative('get_session', () => createSession({ positional: [], named: new Map() }))
        : sessionClass;
    if (name === 'S3Transfer')
      return toNative(name, (_e, args) => createTransfer(args.positional[0] ?? args.named.get('client')));
    if (name === 'setup_default_session') return toNative(name, () => UNDEFINED);
    return undefined;
  },
};
