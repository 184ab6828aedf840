import type { Application, Parameter, Template } from './application.ts';
import { applyIntrinsic, isIntrinsicName } from './intrinsic.ts';
import type { Value } from './value.ts';
import { findText, join, literal, unknown } from './value.ts';

/** The templates among which a parameter bound by a parent stack is looked up. */
export type Templates = Pick<Application, 'templates'>;

/** Nested references deeper than this are left as they are: a cycle of parameters across stacks. */
const MAX_DEPTH = 24;

/** A step into a parent stack costs as much as this many levels: values may double at each. */
const STACK_STEP = 4;

/**
 * What a value comes to when parameters take their bound or default values and conditions that follow from them are
 * decided. References to resources stay references; what stays open stays as the template writes it.
 */
export function resolveValue(value: Value, template: Template, application?: Templates, depth = 0): Value {
  if (depth > MAX_DEPTH) return value;
  const again = (inner: Value): Value => resolveValue(inner, template, application, depth + 1);
  switch (value.kind) {
    case 'ref': {
      const bound = value.attribute === null ? findParameterValue(value.id, template, application, depth) : undefined;
      return bound ?? value;
    }
    case 'join':
      return join(value.parts.map(again));
    case 'cond': {
      const decided = evaluateCondition(value.condition, template, application, depth + 1);
      if (decided === undefined) return { ...value, then: again(value.then), else: again(value.else) };
      return again(decided ? value.then : value.else);
    }
    case 'list':
      return { ...value, items: value.items.map(again) };
    case 'map':
      return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, again(entry)])) };
    case 'import':
      return { ...value, name: again(value.name) };
    case 'unknown':
      return value.expression === undefined
        ? value
        : readExpression(value.expression, template, application, depth + 1);
    default:
      return value;
  }
}

/** The text that a value comes to, or `undefined` when it is not constant. */
export function resolveText(value: Value | undefined, template: Template, application?: Templates): string | undefined {
  if (value === undefined) return undefined;
  const resolved = resolveValue(value, template, application);
  return resolved.kind === 'literal' && resolved.value !== null ? String(resolved.value) : undefined;
}

/**
 * The value of a parameter: what `--param`, `samconfig.toml` or the parent stack gave it, else its default. A value from
 * a parent stack is resolved in the parent's template; `undefined` when it does not come to a constant there.
 */
export function findParameterValue(
  name: string,
  template: Template,
  application?: Templates,
  depth = 0,
): Value | undefined {
  const parameter = template.parameters.get(name);
  if (parameter === undefined || isReadAtDeployment(parameter)) return undefined;
  const bound = parameter.bound;
  if (bound === undefined) return splitList(parameter.default, parameter);
  if (bound.template === template.file) return splitList(bound.value, parameter);
  const parent = application?.templates.find((candidate) => candidate.file === bound.template);
  if (parent === undefined) return undefined;
  const resolved = resolveValue(bound.value, parent, application, depth + STACK_STEP);
  return resolved.kind === 'literal' || resolved.kind === 'list' ? splitList(resolved, parameter) : undefined;
}

/** The value of an SSM parameter type is a name that CloudFormation looks up when it deploys. */
const isReadAtDeployment = (parameter: Parameter): boolean => parameter.type.startsWith('AWS::SSM::Parameter::Value');

function splitList(value: Value | undefined, parameter: Parameter): Value | undefined {
  if (value?.kind !== 'literal' || !/^(?:CommaDelimitedList|List<)/.test(parameter.type)) return value;
  const items = String(value.value ?? '').split(',');
  const { provenance } = value;
  const origin = provenance === undefined ? {} : { provenance };
  return { kind: 'list', items: items.map((item) => ({ ...literal(item.trim()), ...origin })) };
}

/** Reads CloudFormation JSON as a value in which parameters are resolved. */
export function readExpression(expression: unknown, template: Template, application?: Templates, depth = 0): Value {
  if (depth > MAX_DEPTH) return unknown('the expression nests too deeply', expression);
  if (expression === null || typeof expression !== 'object') return toLiteral(expression);
  const again = (inner: unknown): Value => readExpression(inner, template, application, depth + 1);
  if (Array.isArray(expression)) return { kind: 'list', items: expression.map(again) };
  const entries = Object.entries(expression);
  const [name, argument] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined || !isIntrinsicName(name)) {
    return { kind: 'map', entries: new Map(entries.map(([key, entry]) => [key, again(entry)])) };
  }
  const inner = name === 'Ref' ? toLiteral(argument) : again(argument);
  const scope = template.mappings === undefined ? {} : { mappings: template.mappings };
  const value = applyIntrinsic(name, inner, scope);
  return value.kind === 'unknown' ? value : resolveValue(value, template, application, depth + 1);
}

function toLiteral(value: unknown): Value {
  const isScalar = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isScalar ? literal(value as string | number | boolean | null) : unknown('not a value of a template');
}

/**
 * Whether a condition holds with the parameters' bound or default values; `undefined` when that cannot be told
 * (it depends on the account, the region, or a parameter without a value).
 */
export function evaluateCondition(
  name: string,
  template: Template,
  application?: Templates,
  depth = 0,
): boolean | undefined {
  const condition = template.conditions.get(name);
  return condition === undefined || depth > MAX_DEPTH
    ? undefined
    : evaluate(condition, { template, application, depth: depth + 1 });
}

interface Scope {
  readonly template: Template;
  readonly application: Templates | undefined;
  readonly depth: number;
}

function evaluate(value: Value, scope: Scope): boolean | undefined {
  if (scope.depth > MAX_DEPTH || value.kind !== 'map') return undefined;
  const [name, argument] = [...value.entries][0] ?? [];
  if (argument === undefined) return undefined;
  const deeper = { ...scope, depth: scope.depth + 1 };
  const items = argument.kind === 'list' ? argument.items : [argument];
  switch (name) {
    case 'Condition':
      return evaluateCondition(findText(argument) ?? '', scope.template, scope.application, deeper.depth);
    case 'Fn::Equals':
      return isEqual(items, scope);
    case 'Fn::Not':
      return negate(items[0] === undefined ? undefined : evaluate(items[0], deeper));
    case 'Fn::And':
      return negate(evaluateAny(items, (item) => negate(evaluate(item, deeper))));
    case 'Fn::Or':
      return evaluateAny(items, (item) => evaluate(item, deeper));
    default:
      return undefined;
  }
}

const negate = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

function evaluateAny(items: readonly Value[], test: (item: Value) => boolean | undefined): boolean | undefined {
  let result: boolean | undefined = false;
  for (const item of items) {
    const holds = test(item);
    if (holds === true) return true;
    if (holds === undefined) result = undefined;
  }
  return result;
}

function isEqual(items: readonly Value[], scope: Scope): boolean | undefined {
  const [left, right] = items.map((item) => resolveText(item, scope.template, scope.application));
  return left === undefined || right === undefined ? undefined : left === right;
}
