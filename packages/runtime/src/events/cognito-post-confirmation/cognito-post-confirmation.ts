import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({ ...profile }),
  });

/** A user who is confirmed. */
export type CognitoPostConfirmationEvent = Infer<typeof shape>;

export const cognitoPostConfirmation: EventSource<CognitoPostConfirmationEvent, CognitoPolicy> = defineTrigger(
  'cognito-post-confirmation',
  shape,
);
