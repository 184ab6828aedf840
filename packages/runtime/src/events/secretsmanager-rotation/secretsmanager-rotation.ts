import { identifier } from '../parts/matching.ts';
import { requireAllowed } from '../parts/records.ts';
import { arn } from '../parts/arn.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { isText, object, oneOf, optional, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    Step: oneOf('createSecret', 'setSecret', 'testSecret', 'finishSecret'),
    SecretId: arn('secretsmanager'),
    ClientRequestToken: identifier,
    RotationToken: optional(token),
  });

/** A step in the rotation of a secret. */
export type SecretsmanagerRotationEvent = Infer<typeof shape>;

export interface SecretsmanagerRotationPolicy extends Policy {
  /** Secrets that the function rotates, by ARN. */
  readonly allowedSecrets?: readonly string[];
}

export const secretsmanagerRotation: EventSource<SecretsmanagerRotationEvent, SecretsmanagerRotationPolicy> =
  defineSource<SecretsmanagerRotationEvent, SecretsmanagerRotationPolicy>({
    name: 'secretsmanager-rotation',
    shape,
    matches: ({ Step, SecretId }) => isText(Step) && isText(SecretId),
    policyFields: { allowedSecrets: isTexts },
    check: ({ SecretId }, { allowedSecrets }): void => requireAllowed(SecretId, allowedSecrets, 'SecretId'),
  });
