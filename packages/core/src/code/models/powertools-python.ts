import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { useKeys } from './encryption-sdk.ts';
import { createPersistenceLayer } from './idempotency-library.ts';
import { createObserver, isCallable, readArgument, transparentDecorator } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { findParameterGetter, findParameterProvider } from './parameters-library.ts';
import { batchDecorator, processorClass, processResponse } from './powertools-python-batch.ts';
import { createResolver, isResolver } from './powertools-python-resolver.ts';
import { constructModel, findPydantic } from './pydantic.ts';

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

/** `@idempotent(persistence_store=…)` and `@idempotent_function(…)` hand the call on. */
const decoratorWithOptions: Call = transparentDecorator;

/** `@event_source(data_class=SQSEvent)`: the event, with properties for its fields. */
const dataClass: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** `@lambda_handler_decorator def mw(handler, event, context): return handler(event, context)`. */
const middlewareFactory: Call = (_engine, args) => {
  const middleware = args.positional[0] ?? UNDEFINED;
  return toNative('middleware', (_e, given) => {
    const handler = given.positional[0];
    if (!isCallable(handler))
      return toNative('middleware()', (_inner, again) => wrap(middleware, again.positional[0] ?? UNDEFINED));
    return wrap(middleware, handler);
  });
};

const wrap = (middleware: Abstract, handler: Abstract): Abstract =>
  toNative('middleware()', (e, args, site) =>
    e.call(middleware, { ...args, positional: [handler, ...args.positional] }, site),
  );

/** `parse(event=event, model=Order)`: an instance of the model; within an envelope only its fields are known. */
const parse: Call = (engine, args, site) => {
  const event = readArgument(args, 0, 'event') ?? UNDEFINED;
  const model = readArgument(args, 1, 'model');
  const isPlain = model !== undefined && readArgument(args, 2, 'envelope') === undefined;
  return isPlain ? constructModel(engine, model, event, site) : event;
};

/** `@event_parser(model=Order)`: the handler is given an instance of the model. */
const eventParser: Call = (_engine, options, _site, _self) => {
  const bare = options.positional[0];
  if (isCallable(bare) && bare?.k !== 'class') return bare ?? UNDEFINED;
  return toNative('event_parser', (_e, given) => {
    const handler = given.positional[0] ?? UNDEFINED;
    if (options.named.get('model') === undefined) return handler;
    return toNative('event_parser()', (e, args, site) => {
      const event = parse(e, { positional: args.positional.slice(0, 1), named: options.named }, site, UNDEFINED);
      return e.call(handler, { ...args, positional: [event, ...args.positional.slice(1)] }, site);
    });
  });
};

/** `S3Object(bucket, key)` reads as a file does. */
const s3Object: Call = (engine, args, site) => {
  const members = ['Bucket', 'Key', 'VersionId'].flatMap((member, i) => {
    const value = readArgument(args, i, ['bucket', 'key', 'version_id'][i] ?? '');
    return value === undefined ? [] : [[member, value] as const];
  });
  const input = engine.createObject(members);
  return callOperation(
    engine,
    { service: 's3', credentials: 'default' },
    { operation: 'GetObject', args: input, library: LIBRARY },
    site,
  );
};

/** `DataMasking(provider=AWSEncryptionSDKProvider(keys=[…]))`: `encrypt` and `decrypt` use the keys. */
const dataMasking: Call = (engine, args) => {
  const provider = readArgument(args, 0, 'provider');
  const key = `powertools.DataMasking:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, _given, site) => {
        if (provider !== undefined && (name === 'encrypt' || name === 'decrypt')) useKeys(e, provider, name, site);
        return toUnknown(`result of ${name}`);
      }),
  };
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
    if (isResolver(name)) return native(createResolver);
    if (name === 'batch_processor' || name === 'async_batch_processor') return native(batchDecorator);
    if (name.endsWith('process_partial_response')) return native(processResponse);
    if (name.endsWith('Processor')) return processorClass;
    if (name === 'lambda_handler_decorator') return native(middlewareFactory);
    if (name === 'event_source' || name === 'validator') return native(transparentDecorator);
    if (path.includes('data_classes') && /Event|Record/.test(name)) return native(dataClass);
    if (path.includes('data_masking')) return findMasking(name, native);
    if (name === 'S3Object') return native(s3Object);
    if (path.includes('parser')) return findParser(name, native);
    return name === 'envelopes' ? toConst(null) : undefined;
  },
};

function findMasking(name: string, native: (call: Call) => Abstract): Abstract | undefined {
  if (name === 'DataMasking') return native(dataMasking);
  return name === 'AWSEncryptionSDKProvider'
    ? native((_e, args) => readArgument(args, 0, 'keys') ?? UNDEFINED)
    : undefined;
}

function findParser(name: string, native: (call: Call) => Abstract): Abstract | undefined {
  if (name === 'parse') return native(parse);
  if (name === 'event_parser') return native(eventParser);
  return name === 'envelopes' ? undefined : findPydantic(name);
}
