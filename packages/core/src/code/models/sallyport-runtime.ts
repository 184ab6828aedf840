import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toAlternatives, toConst, toNative, UNDEFINED } from '../engine/abstract.ts';
import { unite } from '../engine/union.ts';
import { createBatchResponse } from './batch-response.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** Sources of records that the guard reports one by one, as Lambda asks for them; any source is the one that the event is of. */
const BATCHES = new Set(['sqs', 'kinesis', 'dynamodbStream', 'anySource']);

const isBatch = (source: Abstract): boolean =>
  source.k === 'external' && source.name === LIBRARY && source.path.some((name) => BATCHES.has(name));

/** `guard(handler, { source, … })`: what it refuses of a batch it reports, beside what the handler answers. */
const guard: Call = (engine, given, place) => {
  const [handler = UNDEFINED, options = UNDEFINED] = given.positional;
  engine.escape([options], LIBRARY, place);
  const sources = toAlternatives(engine.get(options, toConst('source'), false, place));
  return toNative('guard()', (e, args, site) => {
    const answer = e.call(handler, args, site);
    return sources.some(isBatch) ? unite(answer, createBatchResponse(e)) : answer;
  });
};

const LIBRARY = '@sallyport/runtime';

/** The guard of `@sallyport/runtime`. */
export const sallyportRuntime: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => (path.join('.') === 'guard' ? toNative('guard', guard) : undefined),
};
