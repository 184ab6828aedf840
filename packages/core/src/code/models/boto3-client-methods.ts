import { findOperation, findPaginator, findWaiter } from '../../aws/operations.ts';
import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { findNamedOperations } from './named-operations.ts';
import { readArgument } from './native-table.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, toInput, toMembers } from './operation-call.ts';
import { recordPresignedPost } from './presigned-post.ts';

type Method = NativeValue['call'];
type Find = (name: string) => string | undefined;

/** `get_waiter(name)` and `get_paginator(name)`: an object whose one method calls what the name stands for. */
const toCaller =
  (
    settings: ClientSettings,
    key: string,
    by: { method: string; parameter: string; verb: string; find: Find },
  ): Method =>
  (engine, args, site) => {
    const operations = findNamedOperations(engine, readArgument(args, 0, by.parameter), by, site);
    if (operations.length === 0) return toUnknown(`result of ${by.method}`);
    const callEach = (e: Engine, given: Arguments, at: Site): Abstract =>
      unite(...operations.map((operation) => callOperation(e, settings, { operation, args: toInput(e, given) }, at)));
    const name = operations.join();
    return toMembers(`${key}.${by.verb}.${name}`, { [by.verb]: toNative(`${by.verb} ${key} ${name}`, callEach) });
  };

/** Whoever has the URL calls the operation with the function's permissions. */
const toPresignedUrl =
  (settings: ClientSettings): Method =>
  (engine, args, site) => {
    const by = { method: 'generate_presigned_url', find: (n: string) => findOperation(settings.service, n) };
    const params = readArgument(args, 1, 'Params') ?? UNDEFINED;
    for (const operation of findNamedOperations(engine, readArgument(args, 0, 'ClientMethod'), by, site))
      callOperation(engine, settings, { operation, args: params }, site);
    return toUnknown('a presigned URL');
  };

const toPresignedPost =
  (settings: ClientSettings): Method =>
  (engine, args, site) => {
    const form = { bucket: readArgument(args, 0, 'Bucket'), key: readArgument(args, 1, 'Key') };
    return recordPresignedPost(engine, settings, form, site);
  };

/** What every client of boto3 has beside its operations. */
export function createClientMethods(settings: ClientSettings, key: string): Readonly<Record<string, Abstract>> {
  const { service } = settings;
  const waiter = { parameter: 'waiter_name', verb: 'wait', find: (n: string) => findWaiter(service, n) };
  const paginator = {
    parameter: 'operation_name',
    verb: 'paginate',
    find: (n: string) => findPaginator(service, n) ?? findOperation(service, n),
  };
  const methods: Readonly<Record<string, Method>> = {
    get_waiter: toCaller(settings, key, { method: 'get_waiter', ...waiter }),
    get_paginator: toCaller(settings, key, { method: 'get_paginator', ...paginator }),
    generate_presigned_url: toPresignedUrl(settings),
    generate_presigned_post: toPresignedPost(settings),
  };
  return {
    ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, toMethod(key, name, method)])),
    exceptions: toUnknown('exceptions of a client'),
    can_paginate: toNative('can_paginate', () => toUnknown('a boolean')),
    close: toNative('close', () => UNDEFINED),
  };
}
