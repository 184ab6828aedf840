import { inside } from '../parts/matching.ts';
import { requireAllowed } from '../parts/records.ts';
import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { optionalObject } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { isText, line, object, oneOf, optional, refine, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

/**
 * The function writes its answer to where the request says: that must be the bucket that CloudFormation keeps for it in each region
 * (CWE-918; CloudFormation User Guide, "Custom resource request objects"), or what the documentation of AWS writes in place of it.
 */
const RESPONSE_URL =
  /^https:\/\/cloudformation-custom-resource-response-[a-z0-9-]+\.s3[a-z0-9.-]{0,40}\.amazonaws\.(?:com(?:\.cn)?|eu)[/?]|^http:\/\/pre-signed-S3-url-for-response$/;

const responseUrl = () =>
  refine(
    line,
    (value) => {
      if (!RESPONSE_URL.test(value)) fail('URL');
    },
    'URL of S3',
  );

const shape = () =>
  object({
    RequestType: oneOf('Create', 'Update', 'Delete'),
    ServiceToken: optional(line),
    ResponseURL: responseUrl(),
    StackId: arn('cloudformation'),
    RequestId: line,
    ResourceType: line,
    LogicalResourceId: inside,
    PhysicalResourceId: optional(line),
    ResourceProperties: optionalObject,
    OldResourceProperties: optionalObject,
  });

/** A custom resource to create, update or delete. */
export type CloudformationCustomResourceEvent = Infer<typeof shape>;

export interface CloudformationCustomResourcePolicy extends Policy {
  /** Stacks that may ask, by name or by ARN. */
  readonly allowedStacks?: readonly string[];
}

export const cloudformationCustomResource: EventSource<
  CloudformationCustomResourceEvent,
  CloudformationCustomResourcePolicy
> = defineSource<CloudformationCustomResourceEvent, CloudformationCustomResourcePolicy>({
  name: 'cloudformation-custom-resource',
  shape,
  matches: ({ RequestType, ResponseURL, StackId }) =>
    isText(RequestType) && ResponseURL !== undefined && StackId !== undefined,
  policyFields: { allowedStacks: isTexts },
  check: ({ StackId }, { allowedStacks }): void => {
    if (allowedStacks === undefined) return;
    const name = /:stack\/([^/]+)/.exec(StackId)?.[1] ?? '';
    if (!allowedStacks.includes(StackId)) requireAllowed(name, allowedStacks, 'StackId');
  },
});
