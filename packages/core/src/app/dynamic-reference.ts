import { toExpression } from './expression.ts';
import type { Value } from './value.ts';

const DYNAMIC = /(\{\{resolve:[^}]*\}\})/;

/** True for text that CloudFormation fills in when it deploys: `{{resolve:ssm:/actions}}`. */
export const isDynamic = (value: Value): boolean =>
  value.kind === 'literal' && typeof value.value === 'string' && DYNAMIC.test(value.value);

/** True where some part of it is such text. */
export const hasDynamic = (value: Value): boolean => DYNAMIC.test(JSON.stringify(toExpression(value)));

/** An expression with each dynamic reference as a name that only a deployment knows. */
export function openDynamic(expression: unknown): unknown {
  if (typeof expression === 'string') return DYNAMIC.test(expression) ? toJoin(expression) : expression;
  if (Array.isArray(expression)) return expression.map(openDynamic);
  if (typeof expression !== 'object' || expression === null) return expression;
  return Object.fromEntries(Object.entries(expression).map(([key, entry]) => [key, openDynamic(entry)]));
}

const toJoin = (text: string): unknown => ({
  'Fn::Join': ['', text.split(DYNAMIC).map((part, index) => (index % 2 === 0 ? part : { Ref: part }))],
});
