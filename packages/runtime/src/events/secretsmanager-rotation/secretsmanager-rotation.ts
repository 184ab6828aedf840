import { arn } from '../parts/arn.ts';
import { fail, type Failure } from '../parts/failure.ts';
import type { Policy } from '../parts/policy.ts';
import { object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

const shape = object({
  Step: oneOf('createSecret', 'setSecret', 'testSecret', 'finishSecret'),
  SecretId: arn('secretsmanager'),
  ClientRequestToken: line,
  RotationToken: optional(line),
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
    matches: ({ Step, SecretId }) => typeof Step === 'string' && typeof SecretId === 'string',
    policyFields: ['allowedSecrets'],
    check: ({ SecretId }, { allowedSecrets }): Failure | undefined =>
      allowedSecrets?.includes(SecretId) === false ? fail('NOT_ALLOWED', 'SecretId') : undefined,
  });
