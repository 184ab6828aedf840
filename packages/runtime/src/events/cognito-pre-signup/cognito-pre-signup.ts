import { attributes, defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { textMap } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      userAttributes: attributes,
      validationData: textMap,
      clientMetadata: textMap,
    }),
  });

/** A user who signs up. */
export type CognitoPreSignupEvent = Infer<typeof shape>;

export const cognitoPreSignup: EventSource<CognitoPreSignupEvent, CognitoPolicy> = defineTrigger(
  'cognito-pre-signup',
  shape,
  // A published sample says nothing.
  /^(?:PreSignUp_|$)/,
);
