import { toConditionalPolicies } from '../minimise/conditional-resources.ts';
import type { PolicyDocument, PolicyStatement } from '../function-permissions.ts';

/** A policy document as data to print: fields in their usual order, one resource without a list. */
export function toPolicyData(policy: PolicyDocument): Record<string, unknown> {
  return { Version: policy.Version, Statement: policy.Statement.map(toStatementData) };
}

/** Policies of a document for CloudFormation, which makes one of its own of what holds under a condition. */
export function toPolicyList(
  policy: PolicyDocument,
  toPolicy: (document: Record<string, unknown>, suffix: string) => Record<string, unknown>,
): readonly Record<string, unknown>[] {
  return toConditionalPolicies(policy.Statement.map(toStatementData), (statements, suffix) =>
    toPolicy({ Version: policy.Version, Statement: statements }, suffix),
  );
}

function toStatementData(statement: PolicyStatement): Record<string, unknown> & { readonly Resource: unknown } {
  const { Sid, Effect, Action, Resource, Condition } = statement;
  return {
    ...(Sid === undefined ? {} : { Sid }),
    Effect,
    Action,
    Resource: Resource.length === 1 ? Resource[0] : Resource,
    ...(Condition === undefined ? {} : { Condition }),
  };
}
