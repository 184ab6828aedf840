import { defineTrigger, profile, session, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean, optionalText } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      challengeName: optionalText,
      session: session(),
      userNotFound: optionalBoolean,
    }),
  });

/** A step of a custom sign-in: make the challenge. */
export type CognitoCreateAuthChallengeEvent = Infer<typeof shape>;

export const cognitoCreateAuthChallenge: EventSource<CognitoCreateAuthChallengeEvent, CognitoPolicy> = defineTrigger(
  'cognito-create-auth-challenge',
  shape,
);
