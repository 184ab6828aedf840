import { defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import { array, freeObject, object, optional, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = object({
  ...trigger,
  request: object({
    userAttributes: optionalObject,
    session: optional(array(freeObject)),
    clientMetadata: optionalObject,
    userNotFound: optionalBoolean,
  }),
});

/** A step of a custom sign-in: which challenge is next. */
export type CognitoDefineAuthChallengeEvent = Infer<typeof shape>;

export const cognitoDefineAuthChallenge: EventSource<CognitoDefineAuthChallengeEvent, CognitoPolicy> = defineTrigger(
  'cognito-define-auth-challenge',
  ['DefineAuthChallenge_'],
  shape,
);
