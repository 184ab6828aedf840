import { optionalText, optionalObject } from '../parts/http-fields.ts';
import { either, freeObject, isObject, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

const header = object({
  namespace: line,
  name: line,
  messageId: line,
  payloadVersion: line,
  correlationToken: optionalText,
});

const shape = either(
  object({
    header: optional(header),
    payload: optionalObject,
    directive: object({ header, endpoint: optionalObject, payload: freeObject }),
  }),
  object({ header, payload: freeObject, directive: optionalObject }),
);

/** A directive of the Smart Home Skill API, version 2 or 3. */
export type AlexaSmartHomeEvent = Infer<typeof shape>;

export const alexaSmartHome: EventSource<AlexaSmartHomeEvent> = defineSource<AlexaSmartHomeEvent>({
  name: 'alexa-smart-home',
  shape,
  matches: ({ header, directive, payload }) =>
    (isObject(header) && header['namespace'] !== undefined && payload !== undefined) ||
    (isObject(directive) && isObject(directive['header'])),
});
