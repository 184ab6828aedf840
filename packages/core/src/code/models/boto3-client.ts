import { findBoto3Extra } from '../../aws/boto3-extras.ts';
import { findOperation, findPaginator, findWaiter } from '../../aws/operations.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { findString, toAlternatives, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findTokenMethod, recordDatabaseToken, toTokenSettings } from './database-tokens.ts';
import { unite } from '../engine/union.ts';
import { callExtra } from './boto3-extra-call.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, callUnknownOperation, toClientKey, toInput, toMembers } from './operation-call.ts';
import { recordPresignedPost } from './presigned-post.ts';

/** A client of boto3. */
export function createBotoClient(settings: ClientSettings): ModelValue {
  const key = toClientKey('boto3', settings);
  const { service } = settings;
  const callEach = (engine: Engine, operations: readonly string[], given: Arguments, at: Site): Abstract =>
    unite(
      ...operations.map((operation) =>
        callOperation(engine, settings, { operation, args: toInput(engine, given) }, at),
      ),
    );
  const waiter = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const operations = findNamed(args.positional[0] ?? args.named.get('waiter_name'), (n) => findWaiter(service, n));
    if (operations.length === 0)
      engine.unresolved('get_waiter', 'the name of the waiter is not a constant that is known', site);
    return operations.length === 0
      ? toUnknown('a waiter')
      : toMembers(`${key}.waiter.${operations.join()}`, {
          wait: toNative(`wait ${key} ${operations.join()}`, (e, given, at) => callEach(e, operations, given, at)),
        });
  };
  const paginator = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const operations = findNamed(
      args.positional[0] ?? args.named.get('operation_name'),
      (n) => findPaginator(service, n) ?? findOperation(service, n),
    );
    if (operations.length === 0) {
      engine.unresolved('get_paginator', 'the name of the operation is not a constant that is known', site);
      return toUnknown('a paginator');
    }
    return toMembers(`${key}.paginator.${operations.join()}`, {
      paginate: toNative(`paginate ${key} ${operations.join()}`, (e, given, at) => callEach(e, operations, given, at)),
    });
  };
  const presignedUrl = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const method = args.positional[0] ?? args.named.get('ClientMethod');
    const operations = findNamed(method, (n) => findOperation(service, n));
    if (operations.length === 0)
      engine.unresolved('generate_presigned_url', 'the operation that it signs is not a constant', site);
    const params = args.positional[1] ?? args.named.get('Params') ?? UNDEFINED;
    for (const operation of operations) callOperation(engine, settings, { operation, args: params }, site);
    return toUnknown('a presigned URL');
  };
  const presignedPost = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const [bucket = args.named.get('Bucket'), key = args.named.get('Key')] = args.positional;
    return recordPresignedPost(engine, settings, { bucket, key }, site);
  };
  const special: Readonly<Record<string, Abstract>> = {
    get_waiter: toMethod(key, 'get_waiter', waiter),
    get_paginator: toMethod(key, 'get_paginator', paginator),
    generate_presigned_url: toMethod(key, 'generate_presigned_url', presignedUrl),
    generate_presigned_post: toMethod(key, 'generate_presigned_post', presignedPost),
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
      const extra = findBoto3Extra(service, 'client', name);
      if (extra !== undefined)
        return toMethod(key, name, (e, args, at) => callExtra(e, settings, extra, new Map(), args, at));
      const token = findTokenMethod(service, name);
      if (token !== undefined)
        return toMethod(key, name, (e, args, at) =>
          recordDatabaseToken(e, token, toTokenSettings(e, args), 'boto3', at),
        );
      const operation = findOperation(service, name);
      if (operation !== undefined)
        return toMethod(key, name, (e, args, at) =>
          callOperation(e, settings, { operation, args: toInput(e, args) }, at),
        );
      if (name === '[]') engine.unresolved(`a method of a ${service} client`, 'its name is not a constant', site);
      return toMethod(key, name, (e, args, at) => callUnknownOperation(e, `a boto3 ${service} client`, name, args, at));
    },
  };
  return client;
}

/** The operations that a name, or one of several, stands for. */
function findNamed(name: Abstract | undefined, find: (name: string) => string | undefined): readonly string[] {
  const names = name === undefined ? [] : toAlternatives(name).map((n) => findString(n));
  return names.flatMap((n) => (n === undefined ? [] : (find(n) ?? [])));
}
