import { toText } from './expression.ts';
import type { Value } from './value.ts';

/** Conditions of one value that are told apart: three are eight texts. */
const MOST_CONDITIONS = 3;

/**
 * A value as lines for people and for reports, one for each value that `Fn::If` lets it have; what is left out under a
 * condition (`AWS::NoValue`) is no line. A value of many conditions is one line, as {@link toText} writes it.
 */
export function toTexts(value: Value): readonly string[] {
  const conditions = [...findConditions(value)];
  if (conditions.length === 0 || conditions.length > MOST_CONDITIONS) return toLines(value);
  const cases = conditions.reduce<readonly ReadonlyMap<string, boolean>[]>(
    (known, condition) => known.flatMap((one) => [true, false].map((holds) => new Map([...one, [condition, holds]]))),
    [new Map()],
  );
  return [...new Set(cases.flatMap((holding) => toLines(choose(value, holding))))];
}

const toLines = (value: Value): readonly string[] => {
  if (value.kind === 'no-value') return [];
  return value.kind === 'list' ? value.items.flatMap(toLines) : [toText(value)];
};

function findConditions(value: Value, found: Set<string> = new Set()): ReadonlySet<string> {
  if (value.kind === 'cond') {
    found.add(value.condition);
    findConditions(value.then, found);
    findConditions(value.else, found);
  }
  for (const part of findParts(value)) findConditions(part, found);
  return found;
}

function findParts(value: Value): readonly Value[] {
  if (value.kind === 'join') return value.parts;
  if (value.kind === 'import') return [value.name];
  return value.kind === 'list' ? value.items : [];
}

/** The value when each condition holds or does not. */
function choose(value: Value, holding: ReadonlyMap<string, boolean>): Value {
  switch (value.kind) {
    case 'cond':
      return choose(holding.get(value.condition) === true ? value.then : value.else, holding);
    case 'join':
      return { ...value, parts: value.parts.map((part) => choose(part, holding)) };
    case 'import':
      return { ...value, name: choose(value.name, holding) };
    case 'list':
      return { ...value, items: value.items.map((item) => choose(item, holding)) };
    default:
      return value;
  }
}
