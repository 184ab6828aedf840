import { identifier } from '../parts/matching.ts';
import { isObject } from '../../is-object.ts';
import { requireAllowed } from '../parts/records.ts';
import { optionalObject, optionalText, textMap } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { anything, array, freeObject, isArray, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    messageVersion: line,
    invocationSource: oneOf('DialogCodeHook', 'FulfillmentCodeHook'),
    inputMode: optionalText,
    responseContentType: optionalText,
    sessionId: identifier,
    inputTranscript: optionalText,
    invocationLabel: optionalText,
    bot: object({
      id: line,
      name: line,
      aliasId: optional(line),
      aliasName: optional(line),
      localeId: line,
      version: line,
    }),
    interpretations: array(
      object({
        intent: object({
          name: line,
          state: optionalText,
          slots: optionalObject,
          confirmationState: optionalText,
          kendraResponse: optionalObject,
        }),
        interpretationSource: optionalText,
        nluConfidence: optional(anything),
        sentimentResponse: optionalObject,
      }),
    ),
    proposedNextState: optionalObject,
    requestAttributes: textMap,
    sessionState: object({ sessionAttributes: textMap }),
    transcriptions: optional(array(freeObject)),
  });

/** A turn of a conversation with a bot of Amazon Lex V2. */
export type LexV2Event = Infer<typeof shape>;

export interface LexV2Policy extends Policy {
  /** Bots that may call, by identifier or name. */
  readonly allowedBots?: readonly string[];
}

export const lexV2: EventSource<LexV2Event, LexV2Policy> = defineSource<LexV2Event, LexV2Policy>({
  name: 'lex-v2',
  shape,
  matches: ({ sessionState, bot, interpretations }) =>
    isObject(sessionState) && isObject(bot) && isArray(interpretations),
  policyFields: { allowedBots: isTexts },
  check: ({ bot }, { allowedBots }): void => {
    if (allowedBots?.includes(bot.name) !== true) requireAllowed(bot.id, allowedBots, 'bot.id');
  },
});
