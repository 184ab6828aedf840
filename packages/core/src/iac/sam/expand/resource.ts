import type { Json, JsonObject } from './json.ts';
import { compact, isSet, toText } from './json.ts';
import { getAtt, ref } from './intrinsics.ts';
import { keepNode } from './places.ts';

/** A SAM resource of the template, `Globals` merged in. */
export interface Source {
  readonly id: string;
  readonly type: string;
  readonly body: JsonObject;
  readonly properties: JsonObject;
  readonly dependsOn: Json | undefined;
  /** `Condition`, `DeletionPolicy`, `UpdateReplacePolicy`: whatever is made for the resource has them too. */
  readonly passed: JsonObject;
  /** These and `UpdatePolicy` and `Metadata`: the resource itself. */
  readonly attributes: JsonObject;
}

const PASSED = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];
const KEPT = ['DeletionPolicy', 'UpdatePolicy', 'Condition', 'UpdateReplacePolicy', 'Metadata'];

export function createSource(id: string, body: JsonObject, properties: JsonObject): Source {
  const pick = (names: readonly string[]): JsonObject =>
    Object.fromEntries(names.filter((name) => name in body).map((name) => [name, body[name] ?? null]));
  return {
    id,
    type: toText(body['Type']),
    body,
    properties,
    dependsOn: body['DependsOn'],
    passed: pick(PASSED),
    attributes: pick(KEPT),
  };
}

/** A CloudFormation resource that the expansion made. */
export interface Made {
  readonly id: string;
  readonly type: string;
  readonly attributes: JsonObject;
  readonly properties: JsonObject;
  dependsOn: Json | undefined;
  /** What the template's author wrote for it: a resource, an event, a property. */
  readonly from: Json | undefined;
}

interface Options {
  readonly attributes?: JsonObject;
  readonly dependsOn?: Json | undefined;
  readonly from?: Json | undefined;
}

/** Properties without a value are left out. */
export function make(
  id: string,
  type: string,
  properties: Readonly<Record<string, Json | undefined>>,
  options: Options,
): Made {
  const { attributes = {}, dependsOn, from } = options;
  return { id, type, attributes: { ...attributes }, properties: compact(properties), dependsOn, from };
}

/** The resource as a template holds it; it stands where its author wrote what it was made for. */
export function toBody(made: Made): JsonObject {
  const { type, dependsOn, attributes, properties } = made;
  const depends: JsonObject = isSet(dependsOn) ? { DependsOn: dependsOn } : {};
  return keepNode({ Type: type, ...depends, ...attributes, Properties: properties }, made.from);
}

/** Types whose ARN is what `Ref` gives. */
const REF_IS_ARN = /^AWS::(?:Lambda::(?:Alias|Version)|StepFunctions::\w+|SNS::Topic)$/;

export const toArn = (made: Made): JsonObject => (REF_IS_ARN.test(made.type) ? ref(made.id) : getAtt(made.id, 'Arn'));

/** `Tags` as most resources have them. */
export const toTags = (tags: JsonObject | undefined): JsonObject[] =>
  Object.entries(tags ?? {}).map(([Key, value]) => ({ Key, Value: value ?? '' }));
