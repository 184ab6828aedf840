import { arn } from '../parts/arn.ts';
import { optionalBoolean, optionalText } from '../parts/http-fields.ts';
import type { HttpPolicy } from '../parts/http-policy.ts';
import { LIST, TEXT } from '../parts/http-limits.ts';
import { defineHttpSource } from '../parts/http-source.ts';
import { exactly, isObject, object, optional, ownMap, string, type Infer, type Shape } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

/** One value or several: VPC Lattice writes either (Amazon VPC Lattice User Guide, "Receive events from the VPC Lattice service"). */
const values = () => optional(ownMap as Shape<Record<string, string | string[]>>);

const shape = () =>
  object({
    version: exactly('2.0'),
    path: string,
    method: string,
    headers: values(),
    queryStringParameters: values(),
    query_string_parameters: values(),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
    requestContext: object({
      serviceNetworkArn: arn('vpc-lattice'),
      serviceArn: arn('vpc-lattice'),
      targetGroupArn: optional(arn('vpc-lattice')),
      identity: optional(
        object({
          sourceVpcArn: optionalText,
          type: optionalText,
          principal: optionalText,
          sessionName: optionalText,
          x509SanDns: optionalText,
        }),
      ),
      region: string,
      timeEpoch: string,
    }),
  });

/** A request of VPC Lattice, event structure version 2. */
export type VpcLatticeV2Event = Infer<typeof shape>;
export type VpcLatticeV2Policy = HttpPolicy;

export const vpcLatticeV2: EventSource<VpcLatticeV2Event, VpcLatticeV2Policy> = defineHttpSource({
  name: 'vpc-lattice-v2',
  shape,
  matches: ({ version, method, requestContext }) =>
    version === '2.0' &&
    typeof method === 'string' &&
    isObject(requestContext) &&
    requestContext['serviceNetworkArn'] !== undefined,
  request: { method: 'method', path: 'path', listing: TEXT + LIST },
});
