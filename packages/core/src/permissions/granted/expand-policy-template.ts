import { parseSubText } from '../../app/sub-text.ts';
import { unknown, type MapValue, type Value } from '../../app/value.ts';
import { findPolicyTemplate, type PolicyTemplateStatement } from '../../aws/policy-templates.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/** The statements of a SAM policy template with its parameters put in; `undefined` when SAM has none of this name. */
export function expandPolicyTemplate(
  name: string,
  parameters: MapValue,
  origin: GrantOrigin,
): readonly GrantedStatement[] | undefined {
  const template = findPolicyTemplate(name);
  if (template === undefined) return undefined;
  const values = new Map(
    template.parameters.map((parameter) => [
      parameter,
      parameters.entries.get(parameter) ?? unknown(`the policy template has no ${parameter}`),
    ]),
  );
  return template.statements.map((statement) => toGranted(statement, values, origin));
}

function toGranted(
  statement: PolicyTemplateStatement,
  values: ReadonlyMap<string, Value>,
  origin: GrantOrigin,
): GrantedStatement {
  const read = (text: string): Value => parseSubText(text, values);
  return {
    effect: 'Allow',
    actions: statement.actions,
    notAction: false,
    resources: statement.resources.map(read),
    notResource: false,
    condition: statement.condition === undefined ? null : toCondition(statement.condition, read),
    origin,
  };
}

function toCondition(
  condition: NonNullable<PolicyTemplateStatement['condition']>,
  read: (text: string) => Value,
): Value {
  const toMap = <T>(data: Readonly<Record<string, T>>, convert: (entry: T) => Value): Value => ({
    kind: 'map',
    entries: new Map(Object.entries(data).map(([key, entry]) => [key, convert(entry)])),
  });
  return toMap(condition, (keys) => toMap(keys, read));
}
