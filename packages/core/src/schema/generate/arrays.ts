import { isAtLeast } from '../dialect.ts';
import type { SchemaNode } from '../registry.ts';
import { callPart, fail, readCount, readSchema, readSchemas, toBadValue, type Body, type Emit } from './body.ts';

/** Keywords about arrays. */
export const arrayKeywords: Readonly<Record<string, Emit>> = {
  minItems: (value, body, keyword) =>
    body.lines.array.push(fail(`d.length < ${readCount(value, body, keyword)}`, keyword)),
  maxItems: (value, body, keyword) =>
    body.lines.array.push(fail(`d.length > ${readCount(value, body, keyword)}`, keyword)),
  uniqueItems: (value, body, keyword) => {
    if (typeof value !== 'boolean') throw toBadValue(body, keyword, 'true or false');
    if (value) body.lines.array.push(fail(`!${body.unit.part('isUnique')}(d)`, keyword));
  },
  prefixItems: (value, body, keyword) => emitTuple(readSchemas(value, body, keyword), body),
  items: emitItems,
  additionalItems: (value, body, keyword) => {
    const { items } = body.schema;
    const node = readAllowed(value, body, keyword);
    if (Array.isArray(items)) emitRest(node, body, items.length, keyword);
  },
  contains: emitContains,
};

/** Draft-04 takes a flag where later ones take any schema; those take a flag for a schema. */
const readAllowed = (value: unknown, body: Body, keyword: string): SchemaNode => readSchema(value, body, keyword);

function emitItems(value: unknown, body: Body, keyword: string): void {
  if (Array.isArray(value)) {
    if (body.dialect.name === '2020-12')
      throw toBadValue(body, keyword, 'a schema; tuples are `prefixItems` in 2020-12');
    return emitTuple(readSchemas(value, body, keyword), body);
  }
  const prefix = isAtLeast(body.dialect, '2020-12') ? body.schema['prefixItems'] : undefined;
  emitRest(readSchema(value, body, keyword), body, Array.isArray(prefix) ? prefix.length : 0, keyword);
}

function emitTuple(nodes: readonly SchemaNode[], body: Body): void {
  for (const [index, node] of nodes.entries()) {
    const test = callPart(node, body, `d[${index}]`);
    if (test !== 'true') body.lines.array.push(`if (d.length > ${index} && !${test}) return up(${index});`);
  }
  if (body.notes !== undefined)
    body.lines.array.push(`${body.notes}.count = Math.max(${body.notes}.count, ${nodes.length});`);
}

function emitRest(node: SchemaNode, body: Body, from: number, keyword: string): void {
  const test = callPart(node, body, 'd[i]');
  if (node.schema === false) body.lines.array.push(fail(`d.length > ${from}`, keyword));
  else if (test !== 'true')
    body.lines.array.push(`for (let i = ${from}; i < d.length; i++) if (!${test}) return up(i);`);
  if (body.notes !== undefined) body.lines.array.push(`${body.notes}.count = Infinity;`);
}

function emitContains(value: unknown, body: Body, keyword: string): void {
  const { schema, dialect, lines } = body;
  const test = callPart(readSchema(value, body, keyword), body, 'd[i]');
  const isCounted = isAtLeast(dialect, '2019-09') && dialect.hasValidation;
  const [min, max] = ['minContains', 'maxContains'].map((name) =>
    isCounted && schema[name] !== undefined ? readCount(schema[name], body, name) : undefined,
  );
  const notes = dialect.name === '2020-12' ? body.notes : undefined;
  const note = notes === undefined ? '' : `${notes}.items.add(i); `;
  // Enough is enough, where nothing else has to be known.
  const stop = notes === undefined && max === undefined ? `; if (found >= ${min ?? 1}) break` : '';
  lines.array.push(
    '{',
    '  let found = 0;',
    `  for (let i = 0; i < d.length; i++) if (${test}) { ${note}found++${stop}; }`,
    `  ${fail(`found < ${min ?? 1}`, min === undefined ? keyword : 'minContains')}`,
    ...(max === undefined ? [] : [`  ${fail(`found > ${max}`, 'maxContains')}`]),
    '}',
  );
}
