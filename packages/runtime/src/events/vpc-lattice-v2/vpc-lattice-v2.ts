import { isObject } from '../../is-object.ts';
import { arn } from '../parts/arn.ts';
import { optionalBoolean, optionalLine, optionalText } from '../parts/optional.ts';
import type { HttpPolicy } from '../parts/http/policy.ts';
import { headerMapOrLists } from '../parts/http/lists.ts';
import { region } from '../parts/matching.ts';
import { method } from '../parts/http/method.ts';
import { requestPath } from '../parts/http/path.ts';
import { queryOrLists } from '../parts/http/query.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { exactly, isText, line, object, optional, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    version: exactly('2.0'),
    path: requestPath,
    method,
    headers: headerMapOrLists,
    queryStringParameters: queryOrLists(),
    query_string_parameters: queryOrLists(),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
    requestContext: object({
      serviceNetworkArn: arn('vpc-lattice'),
      serviceArn: arn('vpc-lattice'),
      targetGroupArn: optional(arn('vpc-lattice')),
      identity: optional(
        object({
          sourceVpcArn: optionalLine,
          type: optionalLine,
          principal: optionalLine,
          sessionName: optionalLine,
          x509SanDns: optionalLine,
        }),
      ),
      region,
      timeEpoch: line,
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
    isText(method) &&
    isObject(requestContext) &&
    requestContext['serviceNetworkArn'] !== undefined,
});
