import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** Resolvers stand by type and field, or by field alone; a subscription's a level deeper. */
const DEEPEST = 4;

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

interface Server {
  readonly key: string;
  readonly options: Abstract[];
}

/** What resolvers are given as their context: what the options make it, with their data sources in it. */
function makeContext(engine: Engine, server: Server, event: Abstract, site: Site): Abstract {
  const request = engine.createObject(
    [
      ['event', event],
      ['context', toUnknown('the context of an invocation')],
    ],
    { open: true },
  );
  const made = server.options.map((o) => read(engine, o, 'context', site)).filter(isGiven);
  const contexts = made.map((c) => (c.k === 'object' ? c : engine.call(c, toArguments(request), site)));
  const context = contexts.find((c) => c.k === 'object') ?? engine.createObject([], { open: true });
  const sources = server.options.map((o) => read(engine, o, 'dataSources', site)).find(isGiven);
  if (sources !== undefined)
    engine.set(context, toConst('dataSources'), engine.call(sources, toArguments(request), site), false, site);
  return context;
}

/** Runs every resolver on what a request gives it. */
function run(engine: Engine, server: Server, event: Abstract, site: Site): void {
  engine.deferred.delete(server.key);
  const context = makeContext(engine, server, event, site);
  const given: Abstract[] = [toUnknown('a parent'), { k: 'event', path: ['arguments'] }, context];
  const visit = (value: Abstract, depth: number): void => {
    if (depth > DEEPEST) return;
    if (value.k === 'function')
      conditionally(engine, () => engine.call(value, { ...toArguments(...given), rest: toUnknown('an info') }, site));
    else if (value.k === 'object') for (const v of value.fields.values()) visit(v, depth + 1);
    else if (value.k === 'list') for (const v of value.items) visit(v, depth + 1);
    else if (value.k === 'namespace') for (const r of value.module.exports.values()) visit(r(), depth + 1);
  };
  for (const options of server.options)
    for (const part of [options, read(engine, options, 'schema', site)])
      visit(part.k === 'object' ? read(engine, part, 'resolvers', site) : UNDEFINED, 0);
}

function createServer(engine: Engine, options: Abstract, site: Site): ModelValue {
  const server: Server = { key: `graphql:${engine.nextId()}`, options: [options] };
  const handle: Call = (e, args, at) => {
    run(e, server, args.positional[0] ?? UNDEFINED, at);
    return toUnknown('a response');
  };
  // A server that is started in ways that are not known runs at the end.
  engine.deferred.set(server.key, () => run(engine, server, { k: 'event', path: [] }, site));
  return {
    k: 'model',
    key: server.key,
    data: server,
    call: (e, args, at) => handle(e, args, at, UNDEFINED),
    get: (_e, name) =>
      name === 'createHandler' || name === 'createAPIGatewayHandler'
        ? toMethod(server.key, name, () => toNative(name, handle))
        : toMethod(server.key, name, name === 'fetch' || name === 'executeOperation' ? handle : () => UNDEFINED),
  };
}

/** `startServerAndCreateLambdaHandler(server, requestHandler, { context })`. */
const startLambda: Call = (_engine, args) => {
  const [server, , options] = args.positional;
  return toNative('graphql handler', (engine, given, site) => {
    if (server?.k !== 'model' || typeof server.data !== 'object') return UNDEFINED;
    const own = server.data as Server;
    const all: Server = { ...own, options: options === undefined ? own.options : [options, ...own.options] };
    run(engine, all, given.positional[0] ?? UNDEFINED, site);
    return toUnknown('a response');
  });
};

const create: Call = (engine, args, site) => createServer(engine, args.positional[0] ?? UNDEFINED, site);
const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** Several schemas as one. */
const merged: Call = (engine, args, site) => {
  const given = args.positional[0] ?? UNDEFINED;
  const parts = given.k === 'list' ? given.items : [given];
  const resolvers = parts.map((part) => (part.k === 'object' ? read(engine, part, 'resolvers', site) : part));
  return engine.createObject([['resolvers', engine.createList(resolvers)]]);
};

const EXPORTS: Readonly<Record<string, Call>> = {
  ApolloServer: create,
  startServerAndCreateLambdaHandler: startLambda,
  createYoga: create,
  createSchema: first,
  makeExecutableSchema: first,
  buildSubgraphSchema: merged,
  buildFederatedSchema: merged,
  mergeResolvers: first,
};

/** Servers of GraphQL, with their resolvers, contexts and data sources. */
export const graphqlServers: PackageModel = {
  matches: (name) =>
    /^(?:apollo-server(?:-lambda|-core|-express)?|@apollo\/(?:server|subgraph|federation)|@as-integrations\/aws-lambda|graphql-yoga|@graphql-yoga\/node|graphql-tools|@graphql-tools\/(?:schema|merge))$/.test(
      name,
    ),
  find: (_engine, packageName, path) => {
    // The package itself, whose exports are then asked for one by one.
    if (path.length === 0) return { k: 'external', name: packageName, path: [] };
    const name = path.at(-1) ?? '';
    const call = path.length === 1 && Object.hasOwn(EXPORTS, name) ? EXPORTS[name] : undefined;
    return call === undefined ? undefined : toCallable(`${packageName}.${name}`, call);
  },
};
