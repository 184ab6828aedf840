import { defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { optionalObject, optionalText } from '../parts/optional.ts';
import { object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({ password: optionalText, validationData: optionalObject, clientMetadata: optionalObject }),
  });

/** A user who is not in the pool yet. */
export type CognitoUserMigrationEvent = Infer<typeof shape>;

export const cognitoUserMigration: EventSource<CognitoUserMigrationEvent, CognitoPolicy> = defineTrigger(
  'cognito-user-migration',
  shape,
);
