import { isObject } from '../../is-object.ts';
import { base64 } from '../parts/base64.ts';
import { optionalText, optionalBoolean } from '../parts/optional.ts';
import { array, isArray, line, object, oneOf, optional, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { headerMap } from '../parts/http/headers.ts';

const shape = () =>
  object({
    token: optional(token),
    signatureVerified: optionalBoolean,
    protocols: array(oneOf('tls', 'http', 'mqtt')),
    protocolData: object({
      tls: optional(
        object({ serverName: optional(line), x509CertificatePem: optionalText, principalId: optionalText }),
      ),
      http: optional(object({ headers: headerMap, queryString: optional(line) })),
      mqtt: optional(object({ username: optional(line), password: optional(base64), clientId: optional(line) })),
    }),
    connectionMetadata: object({ id: line }),
  });

/** A connection that AWS IoT asks a custom authorizer about. */
export type IotCustomAuthorizerEvent = Infer<typeof shape>;

export const iotCustomAuthorizer: EventSource<IotCustomAuthorizerEvent> = defineSource<IotCustomAuthorizerEvent>({
  name: 'iot-custom-authorizer',
  shape,
  matches: ({ protocolData, protocols }) => isObject(protocolData) && isArray(protocols),
});
