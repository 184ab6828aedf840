import { EventError } from '../../errors.ts';
import type { Replace } from '../parts/payload.ts';
import { freeObject, isArray, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

/** An object that a state machine of Step Functions, EventBridge Scheduler, another function or a person sends by `Invoke`. It is what they have agreed upon, so neither `identify` nor `anySource` knows it: the guard's `body` says what all of the event must be. */
export type DirectEvent = Infer<typeof freeObject>;

/** All of the event. */
const payload: Replace = async (event, validate) => {
  const result = await validate(event);
  if ('path' in result) throw new EventError('ERR_EVENT_BODY', result.path.replace(/^\./, ''));
  return result.value;
};

export const direct: EventSource<DirectEvent> = defineSource<DirectEvent>({
  name: 'direct',
  shape: () => freeObject,
  matches: (event) => !isArray(event),
  payload,
  isBody: true,
});
