import type { FunctionPermissions } from '../function-permissions.ts';
import { toPolicyList } from './policy-data.ts';
import { toRoleSubjects, type PolicySubject } from './policy-subject.ts';
import { printTemplates } from './print-sam.ts';

/** The smallest policies as `AWS::IAM::Role` resources. */
export function printCloudFormation(permissions: readonly FunctionPermissions[]): string {
  return printTemplates(toRoleSubjects(permissions), (subject) => [subject.id, toRole(subject)]);
}

function toRole(subject: PolicySubject): unknown {
  const base = subject.basePolicies.map((arn) => ({ 'Fn::Sub': arn.replace(/^arn:aws:/, 'arn:${AWS::Partition}:') }));
  const policies = toPolicyList(subject.policy, (document, suffix) => ({
    PolicyName: `${subject.id}Needs${suffix}`,
    PolicyDocument: document,
  }));
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      ...(base.length === 0 ? {} : { ManagedPolicyArns: base }),
      ...(policies.length === 0 ? {} : { Policies: policies }),
    },
  };
}
