import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean, optionalText, textMap } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      privateChallengeParameters: textMap,
      challengeAnswer: optionalText,
      userNotFound: optionalBoolean,
    }),
  });

/** A step of a custom sign-in: is the answer right. */
export type CognitoVerifyAuthChallengeEvent = Infer<typeof shape>;

export const cognitoVerifyAuthChallenge: EventSource<CognitoVerifyAuthChallengeEvent, CognitoPolicy> = defineTrigger(
  'cognito-verify-auth-challenge',
  shape,
);
