import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean, optionalObject } from '../parts/optional.ts';
import { anything, object, optional, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      privateChallengeParameters: optionalObject,
      challengeAnswer: optional(anything),
      userNotFound: optionalBoolean,
    }),
  });

/** A step of a custom sign-in: is the answer right. */
export type CognitoVerifyAuthChallengeEvent = Infer<typeof shape>;

export const cognitoVerifyAuthChallenge: EventSource<CognitoVerifyAuthChallengeEvent, CognitoPolicy> = defineTrigger(
  'cognito-verify-auth-challenge',
  ['VerifyAuthChallengeResponse_'],
  shape,
);
