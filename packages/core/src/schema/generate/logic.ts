import { hasKeyword } from '../dialect.ts';
import type { SchemaNode } from '../registry.ts';
import { callPart, callWhole, fail, readSchema, readSchemas, type Body, type Emit } from './body.ts';

/** Keywords that combine schemas for the same value. */
export const logicKeywords: Readonly<Record<string, Emit>> = {
  allOf: (value, body, keyword) => {
    for (const node of readSchemas(value, body, keyword)) {
      const test = callWhole(node, body);
      if (test !== 'true') body.lines.late.push(`if (!${test}) return false;`);
    }
  },
  anyOf: emitAnyOf,
  oneOf: emitOneOf,
  not: (value, body, keyword) =>
    body.lines.late.push(fail(callPart(readSchema(value, body, keyword), body, 'd'), keyword)),
  if: emitIf,
};

function emitAnyOf(value: unknown, body: Body, keyword: string): void {
  const nodes = readSchemas(value, body, keyword);
  if (body.notes === undefined) {
    const tests = nodes.map((node) => callWhole(node, body));
    if (!tests.includes('true')) body.lines.late.push(fail(`!(${tests.join(' || ') || 'false'})`, keyword));
    return;
  }
  const branches = nodes.map((node) => `  ${inBranch(node, body, 'found = true;')}`);
  body.lines.late.push('{', '  let found = false;', ...branches, `  ${fail('!found', keyword)}`, '}');
}

function emitOneOf(value: unknown, body: Body, keyword: string): void {
  const nodes = readSchemas(value, body, keyword);
  const branches = nodes.map((node) => {
    if (body.notes !== undefined) return `  ${inBranch(node, body, 'found++;')}`;
    return `  if (found < 2 && ${callWhole(node, body)}) found++;`;
  });
  body.lines.late.push('{', '  let found = 0;', ...branches, `  ${fail('found !== 1', keyword)}`, '}');
}

/** What a branch evaluates counts only where it holds. */
function inBranch(node: SchemaNode, body: Body, then: string): string {
  const { unit, notes } = body;
  const test = callWhole(node, body, 'branch');
  if (test === 'true') return then;
  const merge = notes === undefined ? '' : ` ${unit.part('merge')}(${notes}, branch);`;
  return `{ const branch = ${unit.part('fresh')}(); if (${test}) { ${then}${merge} } }`;
}

function emitIf(value: unknown, body: Body, keyword: string): void {
  const { schema, notes, lines } = body;
  const [then, otherwise] = ['then', 'else'].map((name) =>
    schema[name] !== undefined && hasKeyword(body.dialect, name)
      ? callWhole(readSchema(schema[name], body, name), body)
      : 'true',
  );
  const condition = readSchema(value, body, keyword);
  if (notes === undefined) {
    if (then === 'true' && otherwise === 'true') return;
    lines.late.push(`if (!(${callPart(condition, body, 'd')} ? ${then} : ${otherwise})) return false;`);
    return;
  }
  const check = [
    `let holds = false;`,
    inBranch(condition, body, 'holds = true;'),
    `if (!(holds ? ${then} : ${otherwise})) return false;`,
  ];
  lines.late.push('{', ...check.map((line) => `  ${line}`), '}');
}
