import { attributes, defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean, optionalObject } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({ userAttributes: attributes, validationData: optionalObject, userNotFound: optionalBoolean }),
  });

/** A user who is about to sign in. */
export type CognitoPreAuthenticationEvent = Infer<typeof shape>;

export const cognitoPreAuthentication: EventSource<CognitoPreAuthenticationEvent, CognitoPolicy> = defineTrigger(
  'cognito-pre-authentication',
  shape,
);
