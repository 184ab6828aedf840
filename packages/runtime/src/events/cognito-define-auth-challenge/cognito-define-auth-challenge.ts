import { defineTrigger, profile, session, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      session: session(),
      userNotFound: optionalBoolean,
    }),
  });

/** A step of a custom sign-in: which challenge is next. */
export type CognitoDefineAuthChallengeEvent = Infer<typeof shape>;

export const cognitoDefineAuthChallenge: EventSource<CognitoDefineAuthChallengeEvent, CognitoPolicy> = defineTrigger(
  'cognito-define-auth-challenge',
  shape,
);
