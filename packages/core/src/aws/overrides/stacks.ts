import { findField } from '../../app/code-value.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { NeedRule, ServiceRules } from '../need.ts';
import { allOf, forEach } from './need-on.ts';
import { readUri } from './s3-access.ts';

// Source: AWS re:Post, "How do I resolve S3 Access Denied errors in CloudFormation" (cfn-s3-access-denied-error).

/** Templates and stack policies are fetched from S3 with the caller's rights, also where a role makes the resources. */
const readDocuments: NeedRule = (call) =>
  ['TemplateURL', 'StackPolicyURL', 'StackPolicyDuringUpdateURL']
    .filter((member) => isGiven(call.args, [member]))
    .flatMap((member) => {
      const address = findField(call.args, member);
      return address === undefined ? [] : readUri(address);
    });

export const cloudFormationRules: ServiceRules = forEach(
  [
    'CreateStack',
    'UpdateStack',
    'CreateChangeSet',
    'CreateStackSet',
    'UpdateStackSet',
    'ValidateTemplate',
    'EstimateTemplateCost',
    'GetTemplateSummary',
    'SetStackPolicy',
  ],
  () => allOf(deriveNeeds, readDocuments),
);
