import type { Json, JsonObject } from './json.ts';
import { isObject, toText } from './json.ts';

export const ref = (id: string): JsonObject => ({ Ref: id });
export const getAtt = (id: string, attribute: string): JsonObject => ({ 'Fn::GetAtt': [id, attribute] });

export const sub = (text: string, variables?: JsonObject): JsonObject =>
  variables === undefined ? { 'Fn::Sub': text } : { 'Fn::Sub': [text, variables] };

export const NO_VALUE: JsonObject = { Ref: 'AWS::NoValue' };

export const choose = (condition: Json, then: Json, otherwise: Json = { ...NO_VALUE }): JsonObject => ({
  'Fn::If': [condition, then, otherwise],
});

/** The name of the function when a value is a call of one: an object with that one key. */
export function findFunction(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) return undefined;
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::') ? key : undefined;
}

export const isIntrinsic = (value: Json | undefined): value is JsonObject => findFunction(value) !== undefined;

export const isIf = (value: Json | undefined): value is JsonObject => findFunction(value) === 'Fn::If';

export const isNoValue = (value: Json | undefined): boolean =>
  findFunction(value) === 'Ref' && isObject(value) && value['Ref'] === 'AWS::NoValue';

/** The logical id that `Ref` or `Fn::GetAtt` names. */
export function findReferenced(value: Json | undefined): string | undefined {
  if (!isIntrinsic(value)) return undefined;
  const id = value['Ref'];
  if (typeof id === 'string') return id;
  const attribute = value['Fn::GetAtt'];
  const parts = typeof attribute === 'string' ? attribute.split('.') : attribute;
  const first = Array.isArray(parts) && parts.length === 2 ? parts[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

/** `${Orders.Arn}`: a reference as `Fn::Sub` holds it. */
export function toSubPart(reference: JsonObject): string {
  const attribute = reference['Fn::GetAtt'];
  const name = Array.isArray(attribute) ? attribute.map(toText).join('.') : (attribute ?? reference['Ref']);
  return `\${${toText(name)}}`;
}

/** What an item means: both branches of `Fn::If` without `AWS::NoValue`, or the item itself. */
export function toContents(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  const branches = isObject(value) ? value['Fn::If'] : undefined;
  if (branches === undefined) return [value];
  return Array.isArray(branches) ? branches.slice(1).filter((branch) => !isNoValue(branch)) : [];
}
