import { isObject } from '../../is-object.ts';
import { requireAllowed } from '../parts/records.ts';
import { optionalObject, optionalText, textMap } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { anything, array, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    messageVersion: line,
    invocationSource: line,
    userId: line,
    sessionAttributes: textMap,
    requestAttributes: textMap,
    inputTranscript: optionalText,
    outputDialogMode: optionalText,
    bot: object({ name: line, alias: optionalText, version: line }),
    currentIntent: object({
      name: line,
      slots: optionalObject,
      slotDetails: optionalObject,
      confirmationStatus: line,
    }),
    recentIntentSummaryView: optional(array(anything)),
  });

/** A turn of a conversation with a bot of Amazon Lex V1. */
export type LexV1Event = Infer<typeof shape>;

export interface LexV1Policy extends Policy {
  /** Bots that may call, by name. */
  readonly allowedBots?: readonly string[];
}

export const lexV1: EventSource<LexV1Event, LexV1Policy> = defineSource<LexV1Event, LexV1Policy>({
  name: 'lex-v1',
  shape,
  matches: ({ currentIntent, bot }) => isObject(currentIntent) && isObject(bot),
  policyFields: { allowedBots: isTexts },
  check: ({ bot }, { allowedBots }): void => requireAllowed(bot.name, allowedBots, 'bot.name'),
});
