import {
  callPart,
  callWhole,
  fail,
  quote,
  readCount,
  readSchema,
  readSchemaMap,
  readStrings,
  toBadValue,
  type Body,
  type Emit,
} from './body.ts';

/** Keywords about objects. Names are looked up as own ones only. */
export const objectKeywords: Readonly<Record<string, Emit>> = {
  minProperties: (value, body, keyword) =>
    body.lines.object.push(fail(`keys(d).length < ${readCount(value, body, keyword)}`, keyword)),
  maxProperties: (value, body, keyword) =>
    body.lines.object.push(fail(`keys(d).length > ${readCount(value, body, keyword)}`, keyword)),
  required: (value, body, keyword) => {
    for (const name of readStrings(value, body, keyword)) body.lines.object.push(toMissing(name, keyword));
  },
  dependentRequired: (value, body, keyword) => {
    if (typeof value !== 'object' || value === null) throw toBadValue(body, keyword, 'an object');
    for (const [name, needed] of Object.entries(value))
      emitNeeded(name, readStrings(needed, body, keyword), body, keyword);
  },
  dependencies: (value, body, keyword) => {
    if (typeof value !== 'object' || value === null) throw toBadValue(body, keyword, 'an object');
    const lists = Object.entries(value).filter(([, needed]) => Array.isArray(needed));
    const schemas = Object.entries(value).filter(([, needed]) => !Array.isArray(needed));
    for (const [name, needed] of lists) emitNeeded(name, readStrings(needed, body, keyword), body, keyword);
    emitDependentSchemas(Object.fromEntries(schemas), body, keyword);
  },
  propertyNames: (value, body, keyword) => {
    const test = callPart(readSchema(value, body, keyword), body, 'name');
    if (test !== 'true')
      body.lines.object.push(`for (const name of keys(d)) if (!${test}) return no(${quote(keyword)});`);
  },
  properties: emitProperties,
  patternProperties: (value, body) => {
    if (body.schema['additionalProperties'] === undefined) emitLoop(body, value, undefined);
  },
  additionalProperties: (value, body) => emitLoop(body, body.schema['patternProperties'], value),
  dependentSchemas: emitDependentSchemas,
};

/** The path names what is missing. */
const toMissing = (name: string, keyword: string): string =>
  `if (!hasOwn(d, ${quote(name)})) { no(${quote(keyword)}); return up(${quote(name)}); }`;

function emitNeeded(name: string, needed: readonly string[], body: Body, keyword: string): void {
  if (needed.length === 0) return;
  const checks = needed.map((other) => `  ${toMissing(other, keyword)}`);
  body.lines.object.push(`if (hasOwn(d, ${quote(name)})) {`, ...checks, '}');
}

function emitDependentSchemas(value: unknown, body: Body, keyword: string): void {
  for (const [name, node] of readSchemaMap(value, body, keyword)) {
    const test = callWhole(node, body);
    if (test !== 'true') body.lines.object.push(`if (hasOwn(d, ${quote(name)}) && !${test}) return false;`);
  }
}

function emitProperties(value: unknown, body: Body, keyword: string): void {
  for (const [name, node] of readSchemaMap(value, body, keyword)) {
    const test = callPart(node, body, `d[${quote(name)}]`);
    const check = test === 'true' ? '' : `if (!${test}) return up(${quote(name)});`;
    const note = body.notes === undefined ? '' : `${body.notes}.names.add(${quote(name)});`;
    if (check + note !== '')
      body.lines.object.push(`if (hasOwn(d, ${quote(name)})) { ${[check, note].join(' ').trim()} }`);
  }
}

/** One pass over the names for both keywords that do not know them. */
function emitLoop(body: Body, patterns: unknown, additional: unknown): void {
  const { unit, schema, notes } = body;
  const tests = readSchemaMap(patterns ?? {}, body, 'patternProperties').map(([pattern, node]) => ({
    matches: `${unit.pattern(pattern, body.node, 'patternProperties')}.test(name)`,
    test: callPart(node, body, 'd[name]'),
  }));
  const rest = additional === undefined ? undefined : readSchema(additional, body, 'additionalProperties');
  const restTest = rest === undefined ? 'true' : callPart(rest, body, 'd[name]');
  const note = notes === undefined || rest !== undefined ? '' : `${notes}.names.add(name); `;
  const lines: string[] = [];
  for (const { matches, test } of tests) {
    const known = restTest === 'true' ? '' : 'isKnown = true; ';
    const check = test === 'true' ? '' : `if (!${test}) return ${unit.part('at')}(name); `;
    if (note + known + check !== '') lines.push(`  if (${matches}) { ${note}${known}${check}}`);
  }
  if (restTest !== 'true') {
    const failed = rest?.schema === false ? 'no("additionalProperties")' : `${unit.part('at')}(name)`;
    const own = toKnown(schema['properties'], body);
    const known = [...(own === undefined ? [] : [own]), ...(tests.length > 0 ? ['isKnown'] : [])].map(
      (text) => `!${text} && `,
    );
    lines.push(`  if (${known.join('')}!${restTest}) return ${failed};`);
  }
  if (lines.length > 0) {
    const flag = restTest !== 'true' && tests.length > 0 ? ['  let isKnown = false;'] : [];
    body.lines.object.push('for (const name of keys(d)) {', ...flag, ...lines, '}');
  }
  if (notes !== undefined && rest !== undefined) body.lines.object.push(`${notes}.all = true;`);
}

function toKnown(properties: unknown, body: Body): string | undefined {
  const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return names.length === 0 ? undefined : `${body.unit.constant(`new Set(${quote(names)})`)}.has(name)`;
}
