import { isObject } from '../../is-object.ts';
import { fail } from '../parts/failure.ts';
import { optionalText, optionalObject } from '../parts/optional.ts';
import { freeObject, line, object, optional, refine, type Infer, type Shape } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const header = () =>
  object({
    namespace: line,
    name: line,
    messageId: line,
    payloadVersion: line,
    correlationToken: optionalText,
  });

const directive = () => object({ header: header(), endpoint: optionalObject, payload: freeObject });

type Header = Infer<typeof header>;
type Directive = Infer<typeof directive>;
type Payload = Record<string, unknown>;

/** Version 3 wraps what version 2 has on top. */
const shape = () =>
  refine(object({ header: optional(header()), payload: optionalObject, directive: optional(directive()) }), (event) => {
    if ((event.directive ?? undefined) !== undefined) return;
    if ((event.header ?? undefined) === undefined) fail('SHAPE', 'header');
    if ((event.payload ?? undefined) === undefined) fail('SHAPE', 'payload');
  }) as Shape<
    | { directive: Directive; header?: Header | null | undefined; payload?: Payload | null | undefined }
    | { header: Header; payload: Payload; directive?: Directive | null | undefined }
  >;

/** A directive of the Smart Home Skill API, version 2 or 3. */
export type AlexaSmartHomeEvent = Infer<typeof shape>;

export const alexaSmartHome: EventSource<AlexaSmartHomeEvent> = defineSource<AlexaSmartHomeEvent>({
  name: 'alexa-smart-home',
  shape,
  matches: ({ header, directive, payload }) =>
    (isObject(header) && header['namespace'] !== undefined && payload !== undefined) ||
    (isObject(directive) && isObject(directive['header'])),
});
