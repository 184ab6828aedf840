import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalObject } from '../parts/optional.ts';
import { array, object, optional, string, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      groupConfiguration: optionalObject,
      scopes: optional(array(string)),
    }),
  });

/** Tokens that are about to be issued. */
export type CognitoPreTokenGenerationEvent = Infer<typeof shape>;

export const cognitoPreTokenGeneration: EventSource<CognitoPreTokenGenerationEvent, CognitoPolicy> = defineTrigger(
  'cognito-pre-token-generation',
  ['TokenGeneration_', 'PreTokenGen'],
  shape,
);
