import { findBoto3Extra } from '../../aws/boto3-extras.ts';
import { findOperation } from '../../aws/operations.ts';
import type { ModelValue, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative } from '../engine/abstract.ts';
import { createClientMethods } from './boto3-client-methods.ts';
import { callExtra } from './boto3-extra-call.ts';
import { findTokenMethod, recordDatabaseToken, toTokenSettings } from './database-tokens.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, callUnknownOperation, toClientKey, toInput, toMembers } from './operation-call.ts';

/** A client of boto3. */
export function createBotoClient(settings: ClientSettings): ModelValue {
  const key = toClientKey('boto3', settings);
  const { service } = settings;
  const methods = createClientMethods(settings, key);
  const client: ModelValue = {
    k: 'model',
    key,
    sensitive: `a ${service} client`,
    data: settings,
    get: (engine, name, site) => {
      if (Object.hasOwn(methods, name)) return methods[name];
      if (name === '__enter__' || name === '__aenter__') return toNative(name, () => client);
      if (name === 'meta') return toMembers(`${key}.meta`, { client });
      const method = findMethod(settings, name);
      if (method !== undefined) return toMethod(key, name, method);
      if (name === '[]')
        engine.unresolved(`a method of a ${service} client`, 'its name is not a constant', site, service);
      return toMethod(key, name, (e, args, at) => callUnknownOperation(e, `a boto3 ${service} client`, name, args, at));
    },
  };
  return client;
}

/** A method that boto3 adds, that makes a token, or that calls one operation. */
function findMethod(settings: ClientSettings, name: string): NativeValue['call'] | undefined {
  const extra = findBoto3Extra(settings.service, 'client', name);
  if (extra !== undefined) return (e, args, at) => callExtra(e, settings, extra, new Map(), args, at);
  const token = findTokenMethod(settings.service, name);
  if (token !== undefined) return (e, args, at) => recordDatabaseToken(e, token, toTokenSettings(e, args), 'boto3', at);
  const operation = findOperation(settings.service, name);
  return operation === undefined
    ? undefined
    : (e, args, at) => callOperation(e, settings, { operation, args: toInput(e, args) }, at);
}
