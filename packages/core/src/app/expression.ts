import type { Value } from './value.ts';

/** A value as CloudFormation JSON holds it: `{"Fn::GetAtt": ["Orders", "Arn"]}`. `Ref: AWS::NoValue` stays such. */
export function toExpression(value: Value): unknown {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'ref':
      return value.attribute === null ? { Ref: value.id } : { 'Fn::GetAtt': [value.id, value.attribute] };
    case 'join':
      return toJoinExpression(value.parts);
    case 'cond':
      return { 'Fn::If': [value.condition, toExpression(value.then), toExpression(value.else)] };
    case 'import':
      return { 'Fn::ImportValue': toExpression(value.name) };
    case 'list':
      return value.items.map(toExpression);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, toExpression(entry)]));
    case 'no-value':
      return { Ref: 'AWS::NoValue' };
    case 'unknown':
      return value.expression ?? null;
  }
}

/** Literals and references become one `Fn::Sub`; a part that `Fn::Sub` cannot name makes it an `Fn::Join`. */
function toJoinExpression(parts: readonly Value[]): unknown {
  if (parts.every((p) => p.kind === 'literal' || p.kind === 'ref')) return { 'Fn::Sub': parts.map(toSubPart).join('') };
  return { 'Fn::Join': ['', parts.map(toExpression)] };
}

function toSubPart(part: Value): string {
  if (part.kind === 'ref') return toReference(part.id, part.attribute);
  // `${!` is how `Fn::Sub` writes a literal `${` (policy variables such as `${aws:username}`).
  return part.kind === 'literal' ? String(part.value).replaceAll('${', '${!') : '';
}

/** `${Orders}`, `${Orders.Arn}`, `${AWS::Region}`. */
const toReference = (id: string, attribute: string | null): string =>
  attribute === null ? `\${${id}}` : `\${${id}.${attribute}}`;

/**
 * A value as one line for people and for the JSON report: references as `${LogicalId}` and `${LogicalId.Attribute}`,
 * what is not known as `${?}`, imports as `${Import:name}`.
 */
export function toText(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return String(value.value);
    case 'ref':
      return toReference(value.id, value.attribute);
    case 'join':
      return value.parts.map(toText).join('');
    case 'import':
      return `\${Import:${toText(value.name)}}`;
    case 'cond':
      return `\${If:${value.condition}:${toText(value.then)}:${toText(value.else)}}`;
    case 'list':
      return value.items.map(toText).join(', ');
    case 'map':
    case 'no-value':
    case 'unknown':
      return '${?}';
  }
}
