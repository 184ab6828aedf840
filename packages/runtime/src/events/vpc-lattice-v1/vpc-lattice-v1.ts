import { optionalBoolean, optionalText, requestMap } from '../parts/http-fields.ts';
import type { HttpPolicy } from '../parts/http-policy.ts';
import { defineHttpSource } from '../parts/http-source.ts';
import { object, string, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    raw_path: string,
    method: string,
    headers: requestMap,
    query_string_parameters: requestMap,
    body: optionalText,
    is_base64_encoded: optionalBoolean,
  });

/** A request of VPC Lattice, event structure version 1. */
export type VpcLatticeV1Event = Infer<typeof shape>;
export type VpcLatticeV1Policy = HttpPolicy;

export const vpcLatticeV1: EventSource<VpcLatticeV1Event, VpcLatticeV1Policy> = defineHttpSource({
  name: 'vpc-lattice-v1',
  shape,
  matches: (event) => typeof event['raw_path'] === 'string' && typeof event['method'] === 'string',
  request: { method: 'method', path: 'raw_path' },
});
