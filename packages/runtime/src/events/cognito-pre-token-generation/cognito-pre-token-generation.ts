import { defineTrigger, profile, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalText } from '../parts/optional.ts';
import { array, object, optional, string, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const texts = () => optional(array(string));

const shape = () =>
  object({
    ...trigger,
    request: object({
      ...profile,
      groupConfiguration: optional(
        object({ groupsToOverride: texts(), iamRolesToOverride: texts(), preferredRole: optionalText }),
      ),
      scopes: texts(),
    }),
  });

/** Tokens that are about to be issued. */
export type CognitoPreTokenGenerationEvent = Infer<typeof shape>;

export const cognitoPreTokenGeneration: EventSource<CognitoPreTokenGenerationEvent, CognitoPolicy> = defineTrigger(
  'cognito-pre-token-generation',
  shape,
  /^(?:TokenGeneration_|PreTokenGen)/,
);
