import { requireAllowed } from '../parts/records.ts';
import { optionalText } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    'connection-id': line,
    'endpoint-id': line,
    'common-name': optional(line),
    username: optional(line),
    platform: optional(line),
    'platform-version': optional(line),
    'public-ip': line,
    'client-openvpn-version': optional(line),
    groups: optionalText,
    'schema-version': line,
  });

/** A connection that AWS Client VPN asks about. */
export type ClientvpnConnectionHandlerEvent = Infer<typeof shape>;

export interface ClientvpnConnectionHandlerPolicy extends Policy {
  /** Endpoints that may ask, by identifier. */
  readonly allowedEndpoints?: readonly string[];
}

export const clientvpnConnectionHandler: EventSource<
  ClientvpnConnectionHandlerEvent,
  ClientvpnConnectionHandlerPolicy
> = defineSource<ClientvpnConnectionHandlerEvent, ClientvpnConnectionHandlerPolicy>({
  name: 'clientvpn-connection-handler',
  shape,
  matches: (event) => event['connection-id'] !== undefined && event['endpoint-id'] !== undefined,
  policyFields: { allowedEndpoints: isTexts },
  check: (event, { allowedEndpoints }): void => requireAllowed(event['endpoint-id'], allowedEndpoints, 'endpoint-id'),
});
