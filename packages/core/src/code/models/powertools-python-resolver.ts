import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';

type Call = NativeValue['call'];

export const isResolver = (name: string): boolean =>
  /^(?:APIGateway(?:Rest|Http|WebSocket)?Resolver|ApiGatewayResolver|ALBResolver|LambdaFunctionUrlResolver|VPCLattice(?:V2)?Resolver|HttpResolverLocal|AppSyncResolver|AppSyncEventsResolver|BedrockAgentResolver|BedrockAgentFunctionResolver|Router|APIGatewayRouter)$/.test(
    name,
  );

/** Middleware of the whole application or of one route. */
const listMiddlewares = (engine: Engine, value: Abstract | undefined, site: Site): readonly Abstract[] =>
  value === undefined ? [] : engine.itemsOf(value, site).filter((m) => m.k === 'function' || m.k === 'object');

const routesOf = (router: Abstract | undefined): readonly Abstract[] =>
  router?.k === 'model' ? ((router.data as { routes?: Abstract[] } | undefined)?.routes ?? []) : [];

/** `app = APIGatewayRestResolver()`: functions decorated by its routes are called when the event is resolved. */
export const createResolver: Call = (engine) => {
  const routes: Abstract[] = [];
  const add: Call = (e, args, site) => {
    routes.push(...listMiddlewares(e, args.named.get('middlewares'), site));
    const target = args.positional[0];
    if (target?.k === 'function') {
      routes.push(target);
      return target;
    }
    return toNative('route', (_last, given) => {
      if (given.positional[0] !== undefined) routes.push(given.positional[0]);
      return given.positional[0] ?? UNDEFINED;
    });
  };
  const methods: Readonly<Record<string, Call>> = {
    include_router: (_e, args) => {
      const router = args.positional[0] ?? args.named.get('router');
      if (router !== self) routes.push(...routesOf(router));
      return UNDEFINED;
    },
    resolve: (e, _args, site) => resolveRoutes(e, routes, site),
    use: (e, args, site) => {
      routes.push(...listMiddlewares(e, args.named.get('middlewares') ?? args.positional[0], site));
      return UNDEFINED;
    },
    append_context: () => UNDEFINED,
  };
  const self: ModelValue = {
    k: 'model',
    key: `powertools.resolver:${engine.nextId()}`,
    data: { routes },
    get: (_e, name) => {
      if (name === 'current_event' || name === 'lambda_context') return { k: 'event', path: [] };
      if (name === 'context') return toUnknown('the context of a resolver');
      return toNative(name, Object.hasOwn(methods, name) ? (methods[name] as Call) : add);
    },
    call: (e: Engine, _args: Arguments, site: Site) => resolveRoutes(e, routes, site),
  };
  return self;
};

function resolveRoutes(engine: Engine, routes: readonly Abstract[], site: Site): Abstract {
  const args = { ...toArguments(), rest: { k: 'event', path: ['pathParameters', '[]'] } } as const;
  for (const route of routes) engine.call(route, args, site);
  return toUnknown('a response');
}
