import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine } from '../engine/engine.ts';
import { createBatchResponse } from './batch-response.ts';
import { createPersistenceLayer } from './idempotency-library.ts';
import { callAt, createObserver, first } from './native-table.ts';
import { callOwnMethods } from './own-methods.ts';
import type { PackageModel } from './package-model.ts';
import { findParameterGetter, findParameterProvider } from './parameters-library.ts';

type Call = NativeValue['call'];

const PREFIX = '@aws-lambda-powertools/';

/** Methods of a tracer that hand on what they are given. */
const TRACER: Readonly<Record<string, Call>> = {
  captureAWS: first,
  captureAWSClient: first,
  captureAWSv3Client: first,
  captureMethod: () => toNative('decorator', () => UNDEFINED),
  captureLambdaHandler: () => toNative('decorator', () => UNDEFINED),
};

const toClass = (key: string, make: (engine: Engine, args: Arguments) => Abstract): Abstract => ({
  k: 'model',
  key: `class:${key}`,
  construct: make,
  call: make,
});

const processResponse: Call = (engine, args, site) => {
  const records = engine.get(args.positional[0] ?? UNDEFINED, toConst('Records'), false, site);
  const record = engine.itemsOf(records, site)[0] ?? toUnknown('a record');
  callOwnMethods(engine, args.positional[2], { ...toArguments(), rest: record }, site);
  engine.call(args.positional[1] ?? UNDEFINED, toArguments(record), site);
  return createBatchResponse(engine);
};

/** `processor.register(records, handler)`, then `processor.process()`. */
const createProcessor = (): ModelValue => {
  const key = 'powertools.BatchProcessor';
  const register: Call = (engine, args, site) => {
    const record = engine.itemsOf(args.positional[0] ?? UNDEFINED, site)[0] ?? toUnknown('a record');
    engine.call(args.positional[1] ?? UNDEFINED, toArguments(record), site);
    return UNDEFINED;
  };
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(
        key,
        name,
        name === 'register'
          ? register
          : (e) => (name === 'response' ? createBatchResponse(e) : toUnknown('the results of a batch')),
      ),
  };
};

/** `makeIdempotent(fn, options)` answers with the function. */
const makeIdempotent: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** Powertools for AWS Lambda (TypeScript). */
export const powertoolsTypeScript: PackageModel = {
  matches: (name) => name.startsWith(PREFIX),
  find: (_engine, packageName, path) => {
    const part = packageName.slice(PREFIX.length);
    const name = path.at(-1) ?? '';
    const native = (call: Call): Abstract => toMethod(packageName, name, call);
    if (/^(Logger|Metrics|Tracer)$/.test(name))
      return toClass(`powertools.${name}`, () => createObserver(`powertools.${name}`, TRACER));
    if (part === 'parameters')
      return findParameterGetter(packageName, name) ?? findParameterProvider(packageName, name);
    if (part === 'idempotency') {
      if (name === 'DynamoDBPersistenceLayer') return createPersistenceLayer(packageName);
      if (name === 'makeIdempotent') return native(makeIdempotent);
      if (name === 'idempotent' || name === 'makeHandlerIdempotent')
        return native(() => toNative('decorator', () => UNDEFINED));
    }
    if (name.startsWith('processPartialResponse')) return native(processResponse);
    if (part === 'batch' && name.includes('Processor')) return toClass('powertools.BatchProcessor', createProcessor);
    if (name === 'search' || name === 'parse') return native(first);
    return name === 'wrap' ? native(callAt(0)) : undefined;
  },
};
