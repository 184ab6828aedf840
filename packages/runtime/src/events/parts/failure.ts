import { EventError, type EventErrorCode } from '../../errors.ts';

/** A code as checks write it: all of them begin alike. */
export type Reason = EventErrorCode extends infer Code
  ? Code extends `ERR_EVENT_${infer Rest}`
    ? Rest
    : never
  : never;

/** What a check returns when it refuses: the path is put together on the way out, so that an accepted event costs none. */
export interface Failure {
  readonly code: Reason;
  readonly path: (string | number)[];
}

export function fail(code: Reason, ...path: (string | number)[]): Failure {
  return { code, path };
}

/** The same failure, seen from one level further out. */
export function within(key: string | number, failure: Failure): Failure {
  failure.path.unshift(key);
  return failure;
}

export function toEventError({ code, path }: Failure): EventError {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return new EventError(`ERR_EVENT_${code}` as EventErrorCode, text);
}
