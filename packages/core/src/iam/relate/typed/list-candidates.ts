import type { ValueFamily } from '../../conditions/operator.ts';
import { toExactText } from '../../policy/match-text.ts';
import type { Fit } from '../literal.ts';
import { listAddresses } from './list-addresses.ts';
import { listDates } from './list-dates.ts';
import { listNumbers } from './list-numbers.ts';

const LISTS: Partial<Readonly<Record<ValueFamily, (values: readonly string[]) => readonly string[]>>> = {
  number: listNumbers,
  date: listDates,
  ip: listAddresses,
  boolean: () => ['true', 'false'],
};

/**
 * One value of each interval between the numbers, dates or addresses, and both that a Boolean has; `undefined` for a family whose values are
 * texts.
 */
export const listTypedValues = (family: ValueFamily, values: readonly string[]): readonly string[] | undefined =>
  LISTS[family]?.([...new Set(values)]);

/**
 * Values of the types that some operators compare, such that every other value of the type is told apart from none of them:
 * one of each interval between the numbers, dates or addresses that the operators name.
 */
export function listCandidates(fits: readonly Fit[]): readonly string[] {
  const byFamily = new Map<ValueFamily, string[]>();
  for (const fit of fits) {
    if (fit.kind !== 'typed') continue;
    const values = byFamily.get(fit.operator.family) ?? [];
    values.push(...fit.wanted.flatMap((want) => toExactText(want) ?? []));
    byFamily.set(fit.operator.family, values);
  }
  return [...byFamily].flatMap(([family, values]) => listTypedValues(family, values) ?? []);
}
