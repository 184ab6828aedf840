import type { Statement } from '../policy/policy.ts';
import { printText, type Text } from '../policy/text.ts';
import type { PolicySet } from './policy-set.ts';
import type { ReadRequest } from './request.ts';

/** So many letters are compared in the time that a value takes. */
const LETTERS = 64;

/** What it takes at most to hold a request against policies, in values compared. */
export function weighSimulation(policies: PolicySet, request: ReadRequest): number {
  const { identity, resource, boundary, session, scps, rcps } = policies;
  const all = [...identity, ...resource, boundary, session, ...scps.flat(), ...rcps.flat()];
  const statements = all.flatMap((named) => named?.policy.statements ?? []);
  return statements.reduce((sum, statement) => sum + weighStatement(statement, request), 0);
}

function weighStatement({ resources, conditions }: Statement, { resource, context }: ReadRequest): number {
  const onResource = weighTexts(resources?.patterns ?? [], [resource]);
  return conditions.reduce((sum, { key, values }) => sum + weighTexts(values, context.get(key) ?? []), 1 + onResource);
}

function weighTexts(texts: readonly Text[], values: readonly string[]): number {
  const letters = values.reduce((sum, value) => sum + value.length, 0);
  return texts.reduce((sum, text) => sum + values.length + (countOpen(text) * letters) / LETTERS, 0);
}

/** The letters from the first wildcard on: what comes before is compared once. */
function countOpen(text: Text): number {
  const first = text.findIndex(({ kind }) => kind !== 'literal');
  return first === -1 ? 0 : printText(text.slice(first + 1)).length;
}
