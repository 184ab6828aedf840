import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalText } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      codeParameter: optionalText,
      linkParameter: optionalText,
      usernameParameter: optionalText,
      ...profile,
    }),
  });

/** A message of which the function writes the text. */
export type CognitoCustomMessageEvent = Infer<typeof shape>;

export const cognitoCustomMessage: EventSource<CognitoCustomMessageEvent, CognitoPolicy> = defineTrigger(
  'cognito-custom-message',
  shape,
);
