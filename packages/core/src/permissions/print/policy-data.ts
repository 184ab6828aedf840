import type { PolicyDocument, PolicyStatement } from '../function-permissions.ts';

/** A policy document as data to print: fields in their usual order, one resource without a list. */
export function toPolicyData(policy: PolicyDocument): Record<string, unknown> {
  return { Version: policy.Version, Statement: policy.Statement.map(toStatementData) };
}

function toStatementData(statement: PolicyStatement): Record<string, unknown> {
  const { Sid, Effect, Action, Resource, Condition } = statement;
  return {
    ...(Sid === undefined ? {} : { Sid }),
    Effect,
    Action,
    Resource: Resource.length === 1 ? Resource[0] : Resource,
    ...(Condition === undefined ? {} : { Condition }),
  };
}
