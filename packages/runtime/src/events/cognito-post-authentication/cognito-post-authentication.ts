import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalBoolean } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({ newDeviceUsed: optionalBoolean, ...profile }),
  });

/** A user who has signed in. */
export type CognitoPostAuthenticationEvent = Infer<typeof shape>;

export const cognitoPostAuthentication: EventSource<CognitoPostAuthenticationEvent, CognitoPolicy> = defineTrigger(
  'cognito-post-authentication',
  shape,
);
