import { EventError, type EventErrorCode } from '../../errors.ts';

/** A code as checks write it: all of them begin alike. */
export type Reason = EventErrorCode extends infer Code
  ? Code extends `ERR_EVENT_${infer Rest}`
    ? Rest
    : never
  : never;

/** What a check throws when it refuses: the path is put together on the way out, so that an accepted event costs none. */
export class Failure {
  declare readonly code: Reason;
  /** With a stop before each name. */
  declare path: string;

  constructor(code: Reason, path: string) {
    this.code = code;
    this.path = path;
  }
}

const toStep = (step: string | number): string => (typeof step === 'number' ? `[${step}]` : step && `.${step}`);

/** Refuses, for its type unless the code says otherwise. The path is seen from what is checked: empty for the value itself. */
export function fail(code: Reason = 'SHAPE', path: string = ''): never {
  throw new Failure(code, toStep(path));
}

/** Throws a failure again, seen from one level further out. */
export function failWithin(step: string | number, failure: unknown): never {
  if (failure instanceof Failure) failure.path = toStep(step) + failure.path;
  throw failure;
}

/** Runs the check of what a field holds. */
export function checkWithin(path: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    failWithin(path, error);
  }
}

/** Runs a check of which no more is said than the field that holds what is checked. */
export function checkAt(path: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Failure) error.path = '';
    failWithin(path, error);
  }
}

/** An event that is not plain data can throw whatever it likes when it is read: that is a refusal as well. */
export function toEventError(error: unknown): EventError {
  if (error instanceof EventError) return error;
  return error instanceof Failure
    ? new EventError(`ERR_EVENT_${error.code}`, error.path.replace(/^\./, ''))
    : new EventError('ERR_EVENT_UNREADABLE', '');
}
