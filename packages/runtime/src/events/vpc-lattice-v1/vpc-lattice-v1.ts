import { optionalBoolean, optionalText } from '../parts/optional.ts';
import { headerMap } from '../parts/http/headers.ts';
import { method } from '../parts/http/method.ts';
import { requestPath } from '../parts/http/path.ts';
import type { HttpPolicy } from '../parts/http/policy.ts';
import { query } from '../parts/http/query.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { isText, object, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    raw_path: requestPath,
    method,
    headers: headerMap,
    query_string_parameters: query(),
    body: optionalText,
    is_base64_encoded: optionalBoolean,
  });

/** A request of VPC Lattice, event structure version 1. */
export type VpcLatticeV1Event = Infer<typeof shape>;
export type VpcLatticeV1Policy = HttpPolicy;

export const vpcLatticeV1: EventSource<VpcLatticeV1Event, VpcLatticeV1Policy> = defineHttpSource({
  name: 'vpc-lattice-v1',
  shape,
  matches: (event) => isText(event['raw_path']) && isText(event['method']),
});
