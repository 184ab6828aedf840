import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { createPersistenceLayer } from './idempotency-library.ts';
import { createObserver, first, readArgument, transparentDecorator } from './native-table.ts';
import { toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { findParameterGetter, findParameterProvider } from './parameters-library.ts';

type Call = NativeValue['call'];

const LIBRARY = 'aws_lambda_powertools';

const observers: Readonly<Record<string, Abstract>> = Object.fromEntries(
  ['Logger', 'Tracer', 'Metrics', 'EphemeralMetrics', 'single_metric'].map((n) => [
    n,
    {
      k: 'model',
      key: `class:powertools.${n}`,
      call: () => createObserver(`powertools.${n}`),
      construct: () => createObserver(`powertools.${n}`),
    } as const,
  ]),
);

/** `@batch_processor(record_handler=f, processor=p)`: the function handles each record, then the handler runs. */
const batchDecorator: Call = (engine, args, site) => {
  const record = args.named.get('record_handler');
  return toNative('batch', (_e, given) => {
    const handler = given.positional[0] ?? UNDEFINED;
    return toNative('batch()', (e, call) => {
      if (record !== undefined) e.call(record, toArguments({ k: 'event', path: ['Records', '[]'] }), site);
      void engine;
      return e.call(handler, call, site);
    });
  });
};

const processResponse: Call = (engine, args, site) => {
  const record = readArgument(args, 1, 'record_handler');
  if (record !== undefined) engine.call(record, toArguments({ k: 'event', path: ['Records', '[]'] }), site);
  return toUnknown('a batch response');
};

/** `with processor(records=…, handler=f)`. */
const createProcessor: Call = () => ({
  k: 'model',
  key: 'powertools.BatchProcessor',
  call: (e, args, site) => {
    const handler = readArgument(args, 1, 'handler');
    if (handler !== undefined) e.call(handler, toArguments({ k: 'event', path: ['Records', '[]'] }), site);
    return toMembers('powertools.BatchProcessor()', {}, (name) => toNative(name, () => toUnknown('a batch response')));
  },
});

/** `@idempotent(persistence_store=…)` and `@idempotent_function(…)` hand the call on. */
const decoratorWithOptions: Call = transparentDecorator;

/** `@event_source(data_class=SQSEvent)`: the event, with properties for its fields. */
const dataClass: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** `@lambda_handler_decorator def mw(handler, event, context): return handler(event, context)`. */
const middlewareFactory: Call = (_engine, args) => {
  const middleware = args.positional[0] ?? UNDEFINED;
  return toNative('middleware', (_e, given) => {
    const handler = given.positional[0];
    if (handler?.k !== 'function')
      return toNative('middleware()', (_inner, again) => wrap(middleware, again.positional[0] ?? UNDEFINED));
    return wrap(middleware, handler);
  });
};

const wrap = (middleware: Abstract, handler: Abstract): Abstract =>
  toNative('middleware()', (e, args, site) =>
    e.call(middleware, { ...args, positional: [handler, ...args.positional] }, site),
  );

const resolverKey =
  /^(?:APIGateway(?:Rest|Http|WebSocket)?Resolver|ApiGatewayResolver|ALBResolver|LambdaFunctionUrlResolver|VPCLattice(?:V2)?Resolver|AppSyncResolver|AppSyncEventsResolver|BedrockAgentResolver|BedrockAgentFunctionResolver|Router|APIGatewayRouter)$/;

/** `app = APIGatewayRestResolver()`: functions decorated by its routes are called when the event is resolved. */
const createResolver: Call = (engine) => {
  const routes: Abstract[] = [];
  const self: Abstract = {
    k: 'model',
    key: `powertools.resolver:${engine.nextId()}`,
    data: { routes },
    get: (_e, name) => {
      if (name === 'current_event' || name === 'lambda_context') return { k: 'event', path: [] };
      if (name === 'include_router')
        return toNative(name, (_inner, args) => {
          const router = args.positional[0] ?? args.named.get('router');
          if (router?.k === 'model' && router !== self)
            routes.push(...((router.data as { routes?: Abstract[] } | undefined)?.routes ?? []));
          return UNDEFINED;
        });
      if (name === 'resolve') return toNative(name, (e, _args, site) => resolveRoutes(e, routes, site));
      if (name === 'use')
        return toNative(name, (_inner, args) => {
          const list = args.named.get('middlewares') ?? args.positional[0];
          if (list?.k === 'list') routes.push(...list.items);
          return UNDEFINED;
        });
      return toNative(name, (_inner, args) => {
        const target = args.positional[0];
        if (target?.k === 'function') routes.push(target);
        return target?.k === 'function'
          ? target
          : toNative('route', (_last, given) => {
              if (given.positional[0] !== undefined) routes.push(given.positional[0]);
              return given.positional[0] ?? UNDEFINED;
            });
      });
    },
    call: (e, _args, site) => resolveRoutes(e, routes, site),
  };
  return self;
};

const resolveRoutes = (
  engine: Parameters<Call>[0],
  routes: readonly Abstract[],
  site: Parameters<Call>[2],
): Abstract => {
  for (const route of routes)
    engine.call(route, { ...toArguments(), rest: { k: 'event', path: ['pathParameters', '[]'] } }, site);
  return toUnknown('a response');
};

/** Powertools for AWS Lambda (Python). */
export const powertoolsPython: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.at(-1) ?? '';
    const native = (call: Call): Abstract => toMethod(LIBRARY, name, call);
    if (Object.hasOwn(observers, name)) return observers[name];
    if (path.includes('parameters') || path.includes('idempotency') || path.includes('feature_flags')) {
      if (name === 'DynamoDBPersistenceLayer') return createPersistenceLayer(LIBRARY);
      if (name === 'AppConfigStore')
        return native((e, args, site) =>
          e.call(findParameterGetter(LIBRARY, 'get_app_config') ?? UNDEFINED, args, site),
        );
      if (name.startsWith('idempotent')) return native(decoratorWithOptions);
      return findParameterGetter(LIBRARY, name) ?? findParameterProvider(LIBRARY, name);
    }
    if (resolverKey.test(name)) return native(createResolver);
    if (name === 'batch_processor' || name === 'async_batch_processor') return native(batchDecorator);
    if (name.endsWith('process_partial_response')) return native(processResponse);
    if (name.endsWith('Processor')) return native(createProcessor);
    if (name === 'lambda_handler_decorator') return native(middlewareFactory);
    if (name === 'event_source' || name === 'validator' || name === 'event_parser') return native(transparentDecorator);
    if (path.includes('data_classes') && /Event|Record/.test(name)) return native(dataClass);
    if (name === 'parse' && path.includes('parser')) return native(first);
    return name === 'envelopes' ? toConst(null) : undefined;
  },
};
