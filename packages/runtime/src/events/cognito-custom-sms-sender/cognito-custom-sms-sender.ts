import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalText } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      type: optionalText,
      code: optionalText,
      ...profile,
    }),
  });

/** A code to send by SMS, encrypted. */
export type CognitoCustomSmsSenderEvent = Infer<typeof shape>;

export const cognitoCustomSmsSender: EventSource<CognitoCustomSmsSenderEvent, CognitoPolicy> = defineTrigger(
  'cognito-custom-sms-sender',
  shape,
);
