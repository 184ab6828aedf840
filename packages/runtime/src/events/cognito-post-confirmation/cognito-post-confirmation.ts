import { defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalObject } from '../parts/http-fields.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = object({
  ...trigger,
  request: object({ userAttributes: optionalObject, clientMetadata: optionalObject }),
});

/** A user who is confirmed. */
export type CognitoPostConfirmationEvent = Infer<typeof shape>;

export const cognitoPostConfirmation: EventSource<CognitoPostConfirmationEvent, CognitoPolicy> = defineTrigger(
  'cognito-post-confirmation',
  ['PostConfirmation_'],
  shape,
);
