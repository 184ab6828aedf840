import { isText, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText } from '../parts/json-text.ts';

const shape = () => object({ Error: line, Cause: optional(jsonText) });

/** An error that a state machine hands to its handler of errors. */
export type StepfunctionsErrorEvent = Infer<typeof shape>;

export const stepfunctionsError: EventSource<StepfunctionsErrorEvent> = defineSource<StepfunctionsErrorEvent>({
  name: 'stepfunctions-error',
  shape,
  matches: ({ Error, Cause, ...rest }) => isText(Error) && isText(Cause) && Object.keys(rest).length === 0,
});
