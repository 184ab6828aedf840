import type { Abstract } from '../engine/abstract.ts';
import { toUnknown } from '../engine/abstract.ts';
import type { Engine } from '../engine/engine.ts';

/** What tells Lambda which records of a batch have failed, where a library makes it. */
export const createBatchResponse = (engine: Engine): Abstract =>
  engine.createObject([['batchItemFailures', toUnknown('the records that failed')]], { isDict: true });
