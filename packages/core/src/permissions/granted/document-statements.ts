import { applyIntrinsic, isIntrinsicName } from '../../app/intrinsic.ts';
import { findText, literal, toItems, unknown, type Value } from '../../app/value.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/**
 * The statements of a policy document in CloudFormation JSON. A `Ref` to a name in `parameters` becomes that value; all
 * other references speak of the template that the policy stands in.
 */
export function toGrantedStatements(
  statements: unknown,
  parameters: ReadonlyMap<string, Value>,
  origin: GrantOrigin,
): readonly GrantedStatement[] {
  const list = Array.isArray(statements) ? statements : [statements];
  return list.flatMap((statement) => toStatement(toValue(statement, parameters), origin));
}

function toStatement(value: Value, origin: GrantOrigin): readonly GrantedStatement[] {
  if (value.kind !== 'map') return [];
  const { entries } = value;
  const notAction = !entries.has('Action') && entries.has('NotAction');
  const notResource = !entries.has('Resource') && entries.has('NotResource');
  const actions = toItems(entries.get(notAction ? 'NotAction' : 'Action')).map(findText);
  return [
    {
      effect: findText(entries.get('Effect')) === 'Deny' ? 'Deny' : 'Allow',
      actions: actions.filter((action) => action !== undefined),
      notAction,
      resources: toItems(entries.get(notResource ? 'NotResource' : 'Resource')),
      notResource,
      condition: entries.get('Condition') ?? null,
      origin,
    },
  ];
}

/** CloudFormation JSON as a value, with the parameters put in. The documents are our own data: their depth is bounded. */
function toValue(data: unknown, parameters: ReadonlyMap<string, Value>): Value {
  if (data === null || typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return literal(data);
  }
  if (Array.isArray(data)) return { kind: 'list', items: data.map((item) => toValue(item, parameters)) };
  if (typeof data !== 'object') return unknown('not a value of a policy');
  const entries = Object.entries(data);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name === 'Ref') {
    const parameter = parameters.get(String(argument));
    if (parameter !== undefined) return parameter;
  }
  if (entries.length === 1 && name !== undefined && isIntrinsicName(name)) {
    return applyIntrinsic(name, toValue(argument, parameters), {});
  }
  return { kind: 'map', entries: new Map(entries.map(([key, entry]) => [key, toValue(entry, parameters)])) };
}
