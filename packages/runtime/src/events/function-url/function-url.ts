import type { HttpPolicy } from '../parts/http/policy.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { checkV2, isV2, requestV2, type RequestV2 } from '../parts/http/v2.ts';
import type { EventSource } from '../parts/source.ts';

/** A request of a function URL. */
export type FunctionUrlEvent = RequestV2;
export type FunctionUrlPolicy = HttpPolicy;

export const functionUrl: EventSource<FunctionUrlEvent, FunctionUrlPolicy> = defineHttpSource({
  name: 'function-url',
  shape: requestV2,
  matches: isV2(true),
  check: checkV2,
});
