import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { findString, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

/** Whether requests are signed with the function's credentials: by a key or a token they need no permission. */
function isSigned(engine: Engine, options: Abstract, site: Site): boolean {
  const type = findString(read(engine, read(engine, options, 'auth', site), 'type', site));
  return type === undefined || type === 'AWS_IAM';
}

function recordRequest(engine: Engine, library: string, options: Abstract, site: Site): void {
  if (!isSigned(engine, options, site)) return;
  const input = engine.createObject([
    ['url', read(engine, options, 'url', site)],
    ['method', toConst('POST')],
  ]);
  callOperation(
    engine,
    { service: 'appsync-graphql', credentials: 'default' },
    { operation: 'GraphQL', args: input, library },
    site,
  );
}

/** `new AWSAppSyncClient({ url, auth })`. */
const createClient: Call = (engine, args) => {
  const options = args.positional[0] ?? UNDEFINED;
  const key = `aws-appsync:${engine.nextId()}`;
  const self: Abstract = {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, _given, site) => {
        if (name === 'hydrated') return self;
        if (/^(?:query|mutate|watchQuery|subscribe|sync)$/.test(name)) recordRequest(e, 'aws-appsync', options, site);
        return toUnknown('a GraphQL response');
      }),
  };
  return self;
};

/** `createAuthLink({ url, auth })`: a client of another library sends through it. */
const createLink: Call = (engine, args, site) => {
  recordRequest(engine, 'aws-appsync-auth-link', args.positional[0] ?? UNDEFINED, site);
  return toUnknown('a link of a GraphQL client');
};

/** The GraphQL client of AppSync and its link. */
export const appSyncClient: PackageModel = {
  matches: (name) => name === 'aws-appsync' || name === 'aws-appsync-auth-link',
  find: (_engine, packageName, path) => {
    if (packageName === 'aws-appsync-auth-link')
      return path.at(-1) === 'createAuthLink' ? toMethod(packageName, 'createAuthLink', createLink) : undefined;
    const isClient = path.length === 0 || path[0] === 'AWSAppSyncClient';
    if (path[0] === 'AUTH_TYPE' || isClient)
      return path[0] === 'AUTH_TYPE'
        ? AUTH_TYPE
        : toCallable('aws-appsync', createClient, (name) =>
            name === 'AUTH_TYPE'
              ? AUTH_TYPE
              : name === 'AWSAppSyncClient'
                ? toCallable('aws-appsync.Client', createClient)
                : undefined,
          );
    return undefined;
  },
};

/** `AUTH_TYPE.AWS_IAM` is its own name. */
const AUTH_TYPE: Abstract = { k: 'model', key: 'aws-appsync.AUTH_TYPE', get: (_e, name) => toConst(name) };
