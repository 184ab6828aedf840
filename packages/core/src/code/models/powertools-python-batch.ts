import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { createBatchResponse } from './batch-response.ts';
import { readArgument } from './native-table.ts';
import { toMembers } from './operation-call.ts';
import { callOwnMethods } from './own-methods.ts';

type Call = NativeValue['call'];

const RECORD: Abstract = { k: 'event', path: ['Records', '[]'] };

/** A processor hands each record to the handler; one of the application's own may do more. */
function run(engine: Engine, handler: Abstract | undefined, processor: Abstract | undefined, site: Site): void {
  if (handler !== undefined) engine.call(handler, toArguments(RECORD), site);
  callOwnMethods(engine, processor, { ...toArguments(), rest: RECORD }, site);
}

/** `@batch_processor(record_handler=f, processor=p)`: the function handles each record, then the handler runs. */
export const batchDecorator: Call = (_engine, options) =>
  toNative('batch', (_e, given) => {
    const handler = given.positional[0] ?? UNDEFINED;
    return toNative('batch()', (e, call, site) => {
      run(e, options.named.get('record_handler'), options.named.get('processor'), site);
      return e.call(handler, call, site);
    });
  });

export const processResponse: Call = (engine, args, site) => {
  run(engine, readArgument(args, 1, 'record_handler'), readArgument(args, 2, 'processor'), site);
  return createBatchResponse(engine);
};

/** What `processor.process()` has done is no answer, `processor.response()` is. */
const createResult =
  (name: string): Call =>
  (engine) =>
    name === 'response' ? createBatchResponse(engine) : toUnknown('the results of a batch');

/** `with processor(records=…, handler=f)`, `processor.register(records, f)`. */
function createProcessor(): ModelValue {
  const key = 'powertools.BatchProcessor';
  const handle = (engine: Engine, args: Arguments, site: Site): Abstract => {
    run(engine, readArgument(args, 1, 'handler'), undefined, site);
    return toMembers(`${key}()`, {}, (name) => toNative(name, createBatchResponse));
  };
  const self: ModelValue = {
    k: 'model',
    key,
    call: handle,
    get: (_e, name) => toMethod(key, name, name === 'register' ? handle : createResult(name)),
  };
  return self;
}

export const processorClass: ModelValue = {
  k: 'model',
  key: 'class:powertools.BatchProcessor',
  call: createProcessor,
  construct: createProcessor,
};
