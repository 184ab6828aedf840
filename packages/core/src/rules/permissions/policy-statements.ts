import { toExpression } from '../../app/expression.ts';
import type { Location } from '../../app/location.ts';
import { findEntry, toItems, type Value } from '../../app/value.ts';
import { parsePolicy } from '../../iam/policy/parse-policy.ts';
import { fillIn, IN_PARTITION } from './fill-in.ts';
import type { PolicyKind, Statement } from '../../iam/policy/policy.ts';

/** A statement of a policy document in a template, and its place. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly at: Location;
}

/** The statements of a document as it is deployed in AWS's own partition; none where a part of it is not known, or has no meaning. */
export function readPolicyStatements(
  document: Value | undefined,
  kind: PolicyKind,
  fallback: Location,
): readonly PlacedStatement[] {
  if (document === undefined) return [];
  const { policy } = parsePolicy(fillIn(toExpression(document), IN_PARTITION), { kind });
  const places = toItems(findEntry(document, 'Statement'));
  return (policy?.statements ?? []).map((statement) => ({ statement, at: places[statement.index]?.at ?? fallback }));
}

/** True when a condition asks for a key of the pattern with something else than everything. */
export function asksFor({ conditions }: Statement, key: RegExp): boolean {
  return conditions.some(
    (condition) =>
      key.test(condition.key) &&
      condition.operator !== 'Null' &&
      !/Not(?!hing)/.test(condition.operator) &&
      !condition.ifExists &&
      condition.values.every((value) => value.some(({ kind }) => kind !== 'any')),
  );
}
