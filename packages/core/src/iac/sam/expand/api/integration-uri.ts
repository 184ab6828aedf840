import { sub, toSubPart } from '../intrinsics.ts';
import type { JsonObject } from '../json.ts';
import type { Made } from '../resource.ts';
import { toArn } from '../resource.ts';

/** The address by which API Gateway calls a function, with its response as a whole or as a stream. */
export function toIntegrationUri(target: Made, partition: string, isStreamed = false): JsonObject {
  const [version, action] = isStreamed
    ? ['2021-11-15', 'response-streaming-invocations']
    : ['2015-03-31', 'invocations'];
  const path = `lambda:path/${version}/functions/${toSubPart(toArn(target))}/${action}`;
  return sub(`arn:${partition}:apigateway:\${AWS::Region}:${path}`);
}
