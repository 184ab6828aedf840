import { requireAllowed } from '../parts/records.ts';
import { fail } from '../parts/failure.ts';
import { address } from '../parts/http/fields.ts';
import { optionalText } from '../parts/optional.ts';
import { identifier } from '../parts/matching.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { line, object, oneOf, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    username: line,
    password: optionalText,
    protocol: oneOf('SFTP', 'FTP', 'FTPS', 'AS2'),
    serverId: identifier,
    sourceIp: address,
  });

/** A user whom AWS Transfer Family asks about. */
export type TransferFamilyAuthorizerEvent = Infer<typeof shape>;

export interface TransferFamilyAuthorizerPolicy extends Policy {
  /** Servers that may ask, by identifier. */
  readonly allowedServers?: readonly string[];
}

export const transferFamilyAuthorizer: EventSource<TransferFamilyAuthorizerEvent, TransferFamilyAuthorizerPolicy> =
  defineSource<TransferFamilyAuthorizerEvent, TransferFamilyAuthorizerPolicy>({
    name: 'transfer-family-authorizer',
    shape,
    matches: ({ username, protocol, serverId, sourceIp }) =>
      username !== undefined && protocol !== undefined && serverId !== undefined && sourceIp !== undefined,
    policyFields: { allowedServers: isTexts },
    check: ({ username, serverId }, { allowedServers }): void => {
      requireAllowed(serverId, allowedServers, 'serverId');
      // A home folder is made of the name: letters, digits and - _ @ . (AWS Transfer Family, `UserName`).
      if (!/^\w[\w@.-]{0,99}$/.test(username)) fail('TRAVERSAL', 'username');
    },
  });
