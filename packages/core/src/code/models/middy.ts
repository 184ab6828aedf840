import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { createBatchResponse } from './batch-response.ts';
import { recordDatabaseToken } from './database-tokens.ts';
import { isGiven } from './environment.ts';
import { createRouter } from './middy-router.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** `middy(handler).use(…)`: called with the event, it runs what its middleware does and then the handler. */
function createMiddy(engine: Engine, handler: Abstract): Abstract {
  const state = { handler, before: [] as Abstract[], later: [] as Abstract[] };
  const self: Abstract = {
    k: 'model',
    key: `middy:${engine.nextId()}`,
    call: (e, args, site) => {
      const request = e.createObject(
        [
          ['event', args.positional[0] ?? UNDEFINED],
          ['context', args.positional[1] ?? UNDEFINED],
          ['internal', e.createObject([], { open: true })],
        ],
        { open: true },
      );
      const run = (hooks: readonly Abstract[]): void => {
        for (const hook of hooks) e.call(hook, { positional: [request], named: new Map() }, site);
      };
      run(state.before);
      // What middleware put into the request reaches the handler.
      const given = ['event', 'context'].map((name) => e.get(request, toConst(name), false, site));
      const response = e.call(state.handler, { ...args, positional: [...given, ...args.positional.slice(2)] }, site);
      e.set(request, toConst('response'), response, false, site);
      run(state.later);
      // What middleware makes of the response is the answer.
      return e.get(request, toConst('response'), false, site);
    },
    get: (_e, name) => {
      if (name === 'use')
        return toNative('middy.use', (e, args, site) => {
          for (const m of args.positional.flatMap((a) => (a.k === 'list' ? a.items : [a])))
            for (const hook of ['before', 'after', 'onError'])
              addHook(hook === 'before' ? state.before : state.later, e.get(m, toConst(hook), false, site));
          return self;
        });
      if (name === 'handler')
        return toNative('middy.handler', (_inner, args) => {
          state.handler = args.positional[0] ?? UNDEFINED;
          return self;
        });
      return toNative(`middy.${name}`, (_inner, args) => {
        for (const a of args.positional) addHook(name === 'before' ? state.before : state.later, a);
        return self;
      });
    },
  };
  return self;
}

function addHook(hooks: Abstract[], hook: Abstract): void {
  const isOwn = hook.k === 'native' && hook.isGuess !== true;
  if (isOwn || hook.k === 'function' || (hook.k === 'union' && hook.values.some((v) => v.k === 'function')))
    hooks.push(hook);
}

interface Fetch {
  readonly service: string;
  readonly operations: readonly string[];
  readonly member: string;
}

/** Middleware that fetches before the handler runs: `fetchData` names what (https://middy.js.org/docs/middlewares/intro/). */
const FETCHES: Readonly<Record<string, Fetch>> = {
  '@middy/secrets-manager': { service: 'secrets-manager', operations: ['GetSecretValue'], member: 'SecretId' },
  '@middy/sts': { service: 'sts', operations: ['AssumeRole'], member: '' },
  '@middy/dynamodb': { service: 'dynamodb', operations: ['GetItem'], member: '' },
  '@middy/s3': { service: 's3', operations: ['GetObject'], member: '' },
  '@middy/appconfig': {
    service: 'appconfigdata',
    operations: ['StartConfigurationSession', 'GetLatestConfiguration'],
    member: '',
  },
  '@middy/service-discovery': { service: 'servicediscovery', operations: ['DiscoverInstances'], member: '' },
};

/** What middleware calls after the handler ran. */
const RESPONSES: Readonly<Record<string, readonly [service: string, operation: string]>> = {
  '@middy/s3-object-response': ['s3', 'WriteGetObjectResponse'],
  '@middy/ws-response': ['apigatewaymanagementapi', 'PostToConnection'],
};

/** Calls that are certain only once a response has a body (or the event a connection). */
const respond =
  (library: string): Call =>
  (engine, args, site) => {
    const [service = '', operation = ''] = RESPONSES[library] ?? [];
    const options = engine.get(args.positional[0] ?? UNDEFINED, toConst('awsClientOptions'), false, site);
    const endpoint = engine.get(options, toConst('endpoint'), false, site);
    callOperation(
      engine,
      { service, credentials: 'default', ...(isGiven(endpoint) ? { endpoint } : {}) },
      { operation, args: engine.createObject(), library, confidence: 'likely' },
      site,
    );
    return engine.createObject();
  };

/** `sqsPartialBatchFailure()`: the handler answers with what became of each record. */
const reportFailures: Call = (engine) =>
  engine.createObject([
    [
      'after',
      toNative('after', (e, args, site) => {
        e.set(args.positional[0] ?? UNDEFINED, toConst('response'), createBatchResponse(e), false, site);
        return UNDEFINED;
      }),
    ],
  ]);

/** `rdsSigner({ fetchData: { token: { hostname, username } } })`. */
const signTokens: Call = (engine, args, site) => {
  const data = engine.get(args.positional[0] ?? UNDEFINED, toConst('fetchData'), false, site);
  const names = data.k === 'object' ? [...data.fields.values()] : [toUnknown('fetchData')];
  for (const settings of names) recordDatabaseToken(engine, 'rds', settings, '@middy/rds-signer', site);
  return engine.createObject();
};

const fetchValues =
  (library: string): Call =>
  (engine, args, site) => {
    const data = engine.get(args.positional[0] ?? UNDEFINED, toConst('fetchData'), false, site);
    const names =
      data.k === 'object'
        ? [
            ...[...data.fields.keys()].map((k) => engine.get(data, toConst(k), false, site)),
            ...data.computed.map((c) => c.value),
          ]
        : [toUnknown('fetchData')];
    const fetch = FETCHES[library];
    for (const name of names) {
      if (library === '@middy/ssm') fetchParameter(engine, library, name, site);
      else if (fetch !== undefined)
        for (const operation of fetch.operations)
          callOperation(
            engine,
            { service: fetch.service, credentials: 'default' },
            { operation, args: fetch.member === '' ? name : engine.createObject([[fetch.member, name]]), library },
            site,
          );
    }
    return engine.createObject();
  };

/** A name that ends in a slash is a path of parameters. */
function fetchParameter(engine: Engine, library: string, name: Abstract, site: Site): void {
  const isPath = name.k === 'const' && String(name.value).endsWith('/');
  const input = isPath
    ? engine.createObject([['Path', name]])
    : engine.createObject([['Names', engine.createList([name])]]);
  input.fields.set('WithDecryption', toConst(true));
  callOperation(
    engine,
    { service: 'ssm', credentials: 'default' },
    { operation: isPath ? 'GetParametersByPath' : 'GetParameters', args: input, library },
    site,
  );
}

/** The middleware that came with Middy before its first version: what is fetched stands under other names. */
const OLD_OPTIONS: Readonly<Record<string, readonly (readonly [option: string, library: string])[]>> = {
  ssm: [
    ['names', '@middy/ssm'],
    ['paths', '@middy/ssm'],
  ],
  secretsManager: [['secrets', '@middy/secrets-manager']],
};

function findOldMiddleware(name: string): Abstract {
  return toNative(name, (engine, args, site) => {
    for (const [option, library] of OLD_OPTIONS[name] ?? []) {
      const data = engine.get(args.positional[0] ?? UNDEFINED, toConst(option), false, site);
      if (isGiven(data))
        fetchValues(library)(
          engine,
          { ...args, positional: [engine.createObject([['fetchData', data]])] },
          site,
          UNDEFINED,
        );
    }
    return engine.createObject();
  });
}

/** Middy and its middleware; those that call nothing are objects without hooks. */
export const middy: PackageModel = {
  matches: (name) => name === 'middy' || name.startsWith('@middy/'),
  find: (_engine, packageName, path) => {
    if (packageName === 'middy' && path[0] === '/middlewares') return findOldMiddleware(path[1] ?? '');
    if (path.length > 0 && path[0] !== 'middy' && path[0] !== 'default') return undefined;
    if (packageName === '@middy/core' || packageName === 'middy') {
      const make: Call = (e, args) => createMiddy(e, args.positional[0] ?? UNDEFINED);
      return {
        k: 'model',
        key: 'middy',
        call: (e, args, site) => make(e, args, site, UNDEFINED),
        get: (_e, name) => (name === 'default' || name === 'middy' ? toNative('middy', make) : undefined),
      };
    }
    if (packageName.endsWith('-router')) return toDefault(packageName, createRouter);
    if (packageName === '@middy/rds-signer') return toDefault(packageName, signTokens);
    if (packageName === '@middy/sqs-partial-batch-failure') return toDefault(packageName, reportFailures);
    if (Object.hasOwn(RESPONSES, packageName)) return toDefault(packageName, respond(packageName));
    if (packageName === '@middy/ssm' || Object.hasOwn(FETCHES, packageName))
      return toDefault(packageName, fetchValues(packageName));
    return toDefault(packageName, (e) => e.createObject());
  },
};

const toDefault = (name: string, call: Call): Abstract => ({
  k: 'model',
  key: name,
  call: (e, args, site) => call(e, args, site, UNDEFINED),
  get: () => toNative(name, call),
});
