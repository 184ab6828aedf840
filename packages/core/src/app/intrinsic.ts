import { toExpression } from './expression.ts';
import { parseReference, parseSubText } from './sub-text.ts';
import type { MapValue, Value } from './value.ts';
import { findText, join, ref, unknown } from './value.ts';

/** What an intrinsic function may look at besides its argument. */
export interface IntrinsicScope {
  /** The template's `Mappings`. */
  readonly mappings?: MapValue;
}

type Intrinsic = (argument: Value, scope: IntrinsicScope) => Value | undefined;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: readRef,
  'Fn::GetAtt': readGetAtt,
  'Fn::Sub': readSub,
  'Fn::Join': readJoin,
  'Fn::If': readIf,
  'Fn::ImportValue': (argument) => ({ kind: 'import', name: argument }),
  'Fn::Select': readSelect,
  'Fn::Split': readSplit,
  'Fn::FindInMap': readFindInMap,
};

/** Functions that stand only in conditions; they stay mappings, which `evaluateCondition` reads. */
const CONDITION_FUNCTIONS = new Set(['Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or', 'Condition']);

/** True when a mapping with this one key is a function call and not data. */
export function isIntrinsicName(name: string): boolean {
  return name === 'Ref' || (name.startsWith('Fn::') && !CONDITION_FUNCTIONS.has(name));
}

/**
 * The value of an intrinsic function (by its long name) on an argument: evaluated where everything is constant, otherwise
 * kept as a reference, a join or a condition; `unknown` with the expression when neither is possible.
 */
export function applyIntrinsic(name: string, argument: Value, scope: IntrinsicScope): Value {
  const result = INTRINSICS[name]?.(argument, scope);
  return result ?? unknown(`${name} cannot be evaluated here`, { [name]: toExpression(argument) });
}

function readRef(argument: Value): Value | undefined {
  const id = findText(argument);
  if (id === undefined) return undefined;
  return id === 'AWS::NoValue' ? { kind: 'no-value' } : ref(id);
}

function readGetAtt(argument: Value): Value | undefined {
  const text = findText(argument);
  if (text !== undefined) return text.includes('.') ? parseReference(text) : undefined;
  const [id, ...rest] = argument.kind === 'list' ? argument.items.map(findText) : [];
  if (id === undefined || rest.length === 0 || rest.includes(undefined)) return undefined;
  return ref(id, rest.join('.'));
}

function readSub(argument: Value): Value | undefined {
  const text = findText(argument);
  if (text !== undefined) return parseSubText(text);
  if (argument.kind !== 'list') return undefined;
  const [template, variables] = argument.items;
  const body = findText(template);
  if (body === undefined) return undefined;
  if (variables === undefined) return parseSubText(body);
  return variables.kind === 'map' ? parseSubText(body, variables.entries) : undefined;
}

function readJoin(argument: Value): Value | undefined {
  if (argument.kind !== 'list') return undefined;
  const [delimiter, items] = argument.items;
  if (delimiter === undefined || items?.kind !== 'list' || delimiter.kind !== 'literal') return undefined;
  const kept = items.items.filter((item) => item.kind !== 'no-value');
  if (kept.some((item) => item.kind === 'list' || item.kind === 'map')) return undefined;
  return join(kept.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item])));
}

function readIf(argument: Value): Value | undefined {
  if (argument.kind !== 'list') return undefined;
  const [condition, then, otherwise] = argument.items;
  const name = findText(condition);
  if (name === undefined || then === undefined) return undefined;
  return { kind: 'cond', condition: name, then, else: otherwise ?? { kind: 'no-value' } };
}

function readSelect(argument: Value): Value | undefined {
  if (argument.kind !== 'list') return undefined;
  const [index, items] = argument.items;
  const position = Number(findText(index));
  return items?.kind === 'list' && Number.isInteger(position) ? items.items[position] : undefined;
}

function readSplit(argument: Value): Value | undefined {
  if (argument.kind !== 'list') return undefined;
  const delimiter = findText(argument.items[0]);
  const source = argument.items[1];
  const text = findText(source);
  if (!delimiter || text === undefined) return undefined;
  return { kind: 'list', items: text.split(delimiter).map((value) => ({ kind: 'literal', value })) };
}

/** Where a key is not known here, the value is known all the same if every key leads to the same one. */
function readFindInMap(argument: Value, scope: IntrinsicScope): Value | undefined {
  if (argument.kind !== 'list' || argument.items.length < 3) return undefined;
  let found: readonly (Value | undefined)[] = [scope.mappings];
  for (const key of argument.items.slice(0, 3)) {
    const name = findText(key);
    found = found.flatMap((value) =>
      value?.kind !== 'map' ? [] : name === undefined ? [...value.entries.values()] : [value.entries.get(name)],
    );
    if (found.length > MOST_MAPPED) return undefined;
  }
  const known = found.filter((value) => value !== undefined);
  const [first] = known;
  const isFixed = argument.items.slice(0, 3).every((key) => findText(key) !== undefined);
  if (isFixed) return first;
  return first?.kind === 'literal' && known.every((v) => v.kind === 'literal' && v.value === first.value)
    ? first
    : undefined;
}

/** Mappings with more entries than this are not searched for a value that they all share. */
const MOST_MAPPED = 1_000;
