import { chooseBranch, findConditions, listCases } from './choose-branch.ts';
import { toText } from './expression.ts';
import type { Value } from './value.ts';

/** Conditions of one value that are told apart: three are eight texts. */
const MOST_CONDITIONS = 3;

/**
 * A value as lines for people and for reports, one for each value that `Fn::If` lets it have; what is left out under a
 * condition (`AWS::NoValue`) is no line. A value of many conditions is one line, as {@link toText} writes it.
 */
export function toTexts(value: Value): readonly string[] {
  const conditions = findConditions(value);
  if (conditions.size === 0 || conditions.size > MOST_CONDITIONS) return toLines(value);
  return [...new Set(listCases(conditions).flatMap((inCase) => toLines(chooseBranch(value, inCase))))];
}

const toLines = (value: Value): readonly string[] => {
  if (value.kind === 'no-value') return [];
  return value.kind === 'list' ? value.items.flatMap(toLines) : [toText(value)];
};
