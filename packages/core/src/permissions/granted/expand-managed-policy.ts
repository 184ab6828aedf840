import { literal, type Value } from '../../app/value.ts';
import { findManagedPolicy, type PolicyStatementJson } from '../../aws/managed-policies.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/** The statements of a managed policy of AWS, by its ARN or name; `undefined` when AWS has none of this name. */
export function expandManagedPolicy(name: string, origin: GrantOrigin): readonly GrantedStatement[] | undefined {
  // A partition that is only known when the stack is deployed makes no other policy of it.
  const policy = findManagedPolicy(name.replace(/^arn:\$\{[^}]*\}:/, 'arn:aws:'));
  return policy?.statements.map((statement) => toGranted(statement, { ...origin, name: policy.name }));
}

function toGranted(statement: PolicyStatementJson, origin: GrantOrigin): GrantedStatement {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  return {
    effect: Effect,
    actions: Action ?? NotAction ?? [],
    notAction: Action === undefined && NotAction !== undefined,
    resources: (Resource ?? NotResource ?? []).map(literal),
    notResource: Resource === undefined && NotResource !== undefined,
    condition: Condition === undefined ? null : toValue(Condition),
    origin,
  };
}

function toValue(data: unknown): Value {
  if (Array.isArray(data)) return { kind: 'list', items: data.map(toValue) };
  if (data === null || typeof data !== 'object') return literal(String(data));
  return { kind: 'map', entries: new Map(Object.entries(data).map(([key, entry]) => [key, toValue(entry)])) };
}
