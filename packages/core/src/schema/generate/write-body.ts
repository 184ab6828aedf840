import { hasKeyword, isAssertion, refStandsAlone } from '../dialect.ts';
import type { SchemaNode } from '../registry.ts';
import { arrayKeywords } from './arrays.ts';
import type { Body, Emit, Kind } from './body.ts';
import { logicKeywords } from './logic.ts';
import { objectKeywords } from './objects.ts';
import { referenceKeywords } from './references.ts';
import { unevaluatedKeywords } from './unevaluated.ts';
import type { Unit } from './unit.ts';
import { assertionKeywords } from './assertions.ts';

/** The keywords in the order in which they are checked: cheap ones first, so that a long string meets its limit before its pattern. */
const keywords: Readonly<Record<string, Emit>> = {
  ...assertionKeywords,
  ...arrayKeywords,
  ...objectKeywords,
  ...referenceKeywords,
  ...logicKeywords,
  ...unevaluatedKeywords,
};

export const checkedKeywords: readonly string[] = Object.keys(keywords);

const guards: readonly (readonly [Kind, string])[] = [
  ['number', 'typeof d === "number"'],
  ['string', 'typeof d === "string"'],
  ['array', 'isArray(d)'],
  ['object', 'isObject(d)'],
];

/** The statements that return where `d` does not satisfy the schema; none where everything does. */
export function writeBody(unit: Unit, node: SchemaNode, isNoting: boolean): readonly string[] {
  const { schema, resource } = node;
  if (typeof schema === 'boolean') return [];
  const { dialect } = resource;
  const isAlone = refStandsAlone(dialect) && typeof schema['$ref'] === 'string';
  const ownNotes =
    !isAlone && ['unevaluatedItems', 'unevaluatedProperties'].some((k) => k in schema && hasKeyword(dialect, k));
  const inherited = isNoting ? 'e' : undefined;
  const notes = ownNotes ? 'own' : inherited;
  const lines = { any: [], number: [], string: [], array: [], object: [], late: [] } satisfies Record<Kind, string[]>;
  const body: Body = { unit, node, schema, dialect, notes, lines };
  for (const [keyword, emit] of Object.entries(keywords)) {
    if (!Object.hasOwn(schema, keyword) || !hasKeyword(dialect, keyword)) continue;
    if (isAlone && keyword !== '$ref') continue;
    if (!dialect.hasValidation && isAssertion(keyword)) continue;
    emit(schema[keyword], body, keyword);
  }
  return join(body, ownNotes, isNoting);
}

function join(body: Body, ownNotes: boolean, isNoting: boolean): readonly string[] {
  const { dialect, lines, schema, unit } = body;
  const typed = guards.flatMap(([kind, guard]) => {
    if (lines[kind].length === 0) return [];
    if (dialect.hasValidation && schema['type'] === kind) return lines[kind];
    if (kind === 'object') unit.part('isObject');
    return [`if (${guard}) {`, ...lines[kind].map((line) => `  ${line}`), '}'];
  });
  const all = [...lines.any, ...typed, ...lines.late];
  if (!ownNotes) return all;
  const after = isNoting ? [`${unit.part('merge')}(e, own);`] : [];
  return [`const own = ${unit.part('fresh')}();`, ...all, ...after];
}
