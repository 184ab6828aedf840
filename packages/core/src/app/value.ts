import { joinBranches, toOnlyIf, type Branch } from './branch.ts';
import type { Location } from './location.ts';

/** Where a value came from when it does not stand at its own place in the template. */
export type Provenance = 'globals' | 'parameter-default' | 'parameter-override' | 'policy-template' | 'expansion';

interface Positioned {
  readonly at?: Location;
  readonly provenance?: Provenance;
}

export interface LiteralValue extends Positioned {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/**
 * `Ref` (attribute `null`) or `Fn::GetAtt`. `id` is a logical id of a resource, the name of a parameter,
 * or a pseudo parameter such as `AWS::Region`; the template that holds the value tells which.
 */
export interface RefValue extends Positioned {
  readonly kind: 'ref';
  readonly id: string;
  readonly attribute: string | null;
}

/** `Fn::Sub` and `Fn::Join`, flattened: the parts stand one after the other. */
export interface JoinValue extends Positioned {
  readonly kind: 'join';
  readonly parts: readonly Value[];
}

/** `Fn::If`. Conditions stay lazy. */
export interface CondValue extends Positioned {
  readonly kind: 'cond';
  readonly condition: string;
  readonly then: Value;
  readonly else: Value;
}

/** `Fn::ImportValue`. */
export interface ImportValue extends Positioned {
  readonly kind: 'import';
  readonly name: Value;
}

export interface ListValue extends Positioned {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** A mapping of the template. `keys` holds the place of each key. */
export interface MapValue extends Positioned {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Value>;
  readonly keys?: ReadonlyMap<string, Location>;
}

/** `Ref: AWS::NoValue`. */
export interface NoValue extends Positioned {
  readonly kind: 'no-value';
}

/** What cannot be known from the template; `expression` is the CloudFormation JSON that stands there, to be written back. */
export interface UnknownValue extends Positioned {
  readonly kind: 'unknown';
  readonly why: string;
  readonly expression?: unknown;
}

/** A value of a template, with what is not known kept as such. */
export type Value =
  | LiteralValue
  | RefValue
  | JoinValue
  | CondValue
  | ImportValue
  | ListValue
  | MapValue
  | NoValue
  | UnknownValue;

export const literal = (value: string | number | boolean | null): LiteralValue => ({ kind: 'literal', value });
export const ref = (id: string, attribute: string | null = null): RefValue => ({ kind: 'ref', id, attribute });
export const unknown = (why: string, expression?: unknown): UnknownValue => ({ kind: 'unknown', why, expression });

/** Joins parts, merging neighbouring literals and nested joins; a join of one part is that part. */
export function join(parts: readonly Value[]): Value {
  const merged: Value[] = [];
  for (const part of parts.flatMap((p) => (p.kind === 'join' ? p.parts : [p]))) {
    const last = merged.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') {
      merged[merged.length - 1] = literal(`${String(last.value)}${String(part.value)}`);
    } else if (part.kind !== 'literal' || part.value !== '') {
      merged.push(part);
    }
  }
  if (merged.length === 0) return literal('');
  return merged.length === 1 ? (merged[0] as Value) : { kind: 'join', parts: merged };
}

/** An empty mapping, for a section that is not there. */
export const emptyMap: MapValue = { kind: 'map', entries: new Map() };

/** The value under `name` when `value` is a mapping that has it; a key without a value and `AWS::NoValue` count as absent. */
export function findEntry(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind !== 'map') return undefined;
  const found = value.entries.get(name);
  const isAbsent = found?.kind === 'no-value' || (found?.kind === 'literal' && found.value === null);
  return isAbsent ? undefined : found;
}

/** The value below `value` at a path of keys. */
export function findPath(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(findEntry, value);
}

/** The text of a literal; `undefined` for everything else and for `null`. */
export function findText(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && value.value !== null ? String(value.value) : undefined;
}

/** The items of a list without `AWS::NoValue`; a single value counts as a list of itself, an absent one as none. */
export function toItems(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'no-value' || (value.kind === 'literal' && value.value === null)) return [];
  return value.kind === 'list' ? value.items.filter((item) => item.kind !== 'no-value') : [value];
}

/** True for `true` and what YAML 1.1 and CloudFormation read as such. */
export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'literal' && /^(?:true|yes|on)$/i.test(String(value.value));
}

/** A value that stands in branches of `Fn::If`; without `onlyIf` it stands always. */
export interface BranchedValue {
  readonly value: Value;
  readonly onlyIf?: readonly Branch[];
}

/**
 * Both branches of a condition, flattened with the lists in them, each with all the branches on the way to it. `AWS::NoValue` is left out,
 * and so is what would need a condition to hold and not to.
 */
export function toBranches(value: Value | undefined, onlyIf: readonly Branch[] = []): readonly BranchedValue[] {
  if (value === undefined || value.kind === 'no-value') return [];
  if (value.kind === 'list') return value.items.flatMap((item) => toBranches(item, onlyIf));
  if (value.kind !== 'cond') return [{ value, ...toOnlyIf(onlyIf) }];
  const { condition } = value;
  return [true, false].flatMap((holds) => {
    const within = joinBranches(onlyIf, [{ condition, holds }]);
    return within === undefined ? [] : toBranches(holds ? value.then : value.else, within);
  });
}
