import { defineTrigger, trigger, type CognitoPolicy } from '../parts/cognito-trigger.ts';
import { freeObject, line, object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...trigger,
    request: object({ providerName: line, providerType: line, attributes: freeObject }),
  });

/** Attributes from a federated identity provider. */
export type CognitoInboundFederationEvent = Infer<typeof shape>;

export const cognitoInboundFederation: EventSource<CognitoInboundFederationEvent, CognitoPolicy> = defineTrigger(
  'cognito-inbound-federation',
  shape,
);
