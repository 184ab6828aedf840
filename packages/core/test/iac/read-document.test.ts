import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { DocumentNode } from '../../src/iac/document/document-node.ts';
import { findChild, toTarget } from '../../src/iac/document/document-node.ts';
import { parseDocuments } from '../../src/iac/document/parse-document.ts';

function toPlain(node: DocumentNode): unknown {
  const target = toTarget(node);
  if (target.kind === 'scalar') return target.value;
  if (target.kind === 'sequence') return target.items.map(toPlain);
  return Object.fromEntries(target.entries.map((entry) => [entry.key.text, toPlain(entry.value)]));
}

/** Each node stands within its parent, behind its key, and a node parsed alone from its own text means the same. */
function checkPlaces(text: string, node: DocumentNode): void {
  expect(node.start).toBeLessThanOrEqual(node.end);
  if (node.kind === 'sequence') for (const item of node.items) checkInside(text, node, item);
  if (node.kind !== 'mapping') return;
  for (const { key, value } of node.entries) {
    checkInside(text, node, key);
    checkInside(text, node, value);
    expect(key.end).toBeLessThanOrEqual(value.start);
    expect(text.slice(key.end, value.start)).toMatch(/^\s*:\s*$/);
  }
}

function checkInside(text: string, parent: DocumentNode, child: DocumentNode): void {
  expect(child.start).toBeGreaterThanOrEqual(parent.start);
  expect(child.end).toBeLessThanOrEqual(parent.end);
  const own = text.slice(child.start, child.end);
  if (child.kind === 'scalar' && child.style !== 'block') expect(toPlain(parseRoot(own))).toEqual(toPlain(child));
  checkPlaces(text, child);
}

function parseRoot(text: string): DocumentNode {
  const { roots, problems } = parseDocuments(text);
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return (
    roots[0] ?? {
      kind: 'scalar',
      start: 0,
      end: 0,
      tag: null,
      size: 1,
      value: null,
      text: '',
      style: 'absent',
      contentStart: 0,
    }
  );
}

const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9:/.-]{0,12}[A-Za-z]$/).filter((name) => name !== '__proto__');
const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  // The printer of the YAML library leaves `:{` unquoted inside `[ ]`, which then reads as a key.
  fc.stringMatching(/^[ -~]{0,30}$/).filter((text) => !/:[,[\]{}]/.test(text)),
  fc.stringMatching(/^([ -~]{1,20}\n){1,3}$/).filter((text) => !/:[,[\]{}]/.test(text)),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  ),
}));

describe('parseDocuments', () => {
  it('finds each node of generated YAML where it stands', () => {
    const options = fc.record({
      flowLevel: fc.constantFrom(-1, 0, 1, 2),
      indent: fc.constantFrom(2, 4),
      noArrayIndent: fc.boolean(),
      lineBreak: fc.constantFrom('\n', '\r\n'),
    });
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1 }), options, (value, layout) => {
        const { lineBreak, ...style } = layout;
        const text = dump(value, { ...style, lineWidth: 60, noRefs: true }).replaceAll('\n', lineBreak);
        const root = parseRoot(text);
        expect(toPlain(root)).toEqual(value);
        checkPlaces(text, root);
      }),
    );
  });

  it('finds each node of JSON, tabs and all', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1 }), fc.constantFrom('\t', '  ', ''), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const root = parseRoot(text);
        expect(toPlain(root)).toEqual(value);
        checkPlaces(text, root);
      }),
    );
  });

  it('never throws on arbitrary text', () => {
    const pieces = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '!Sub',
      '&x',
      '*x',
      '|',
      '>',
      "'",
      '"',
      '?',
      '<<',
      '#',
      '\t',
      ',',
      '0',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(() => parseDocuments(parts.join(''))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the tag of a block scalar on a line of its own', () => {
    const text = 'a: !Sub\n  |\n    arn:${X}\n    more\nb: 1\n';
    const node = findChild(parseRoot(text), 'a');
    expect(node).toMatchObject({ kind: 'scalar', tag: '!Sub', style: 'block', value: 'arn:${X}\nmore\n' });
    expect(text.slice(node?.start, node?.end)).toBe('!Sub\n  |\n    arn:${X}\n    more');
  });

  it('reads scalars as YAML 1.2 and leaves account ids and dates as text', () => {
    const text =
      'a: yes\nb: 2012-10-17\nc: 012345678901\nd: 0x1F\ne: ~\nf: 123456789012345678901\ng: 1.5\nh: "true"\ni: True\n';
    expect(toPlain(parseRoot(text))).toEqual({
      a: 'yes',
      b: '2012-10-17',
      c: '012345678901',
      d: 31,
      e: null,
      f: '123456789012345678901',
      g: 1.5,
      h: 'true',
      i: true,
    });
  });

  it('follows anchors, aliases and merge keys', () => {
    const text = 'base: &base\n  a: 1\n  b: 2\nuse:\n  <<: *base\n  b: 3\nlist: [*base]\n';
    expect(toPlain(parseRoot(text))).toEqual({ base: { a: 1, b: 2 }, use: { b: 3, a: 1 }, list: [{ a: 1, b: 2 }] });
    const alias = toTarget(findChild(parseRoot(text), 'list') as DocumentNode);
    expect(alias.kind === 'sequence' && text.slice(alias.items[0]?.start, alias.items[0]?.end)).toBe('*base');
  });

  it('keeps the last of a duplicate key and says so', () => {
    const { roots, problems } = parseDocuments('a: 1\nb: 2\na: 3\n');
    expect(toPlain(roots[0] as DocumentNode)).toEqual({ a: 3, b: 2 });
    expect(problems).toMatchObject([{ code: 'duplicate-key', offset: 10, severity: 'warning' }]);
  });

  it('stops at aliases that multiply and at nesting that never ends', () => {
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i += 1)
      laughs.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const bomb = parseDocuments(laughs.join('\n'));
    expect(bomb.problems[0]?.code).toBe('alias-expansion');
    expect(bomb.roots[0]?.size).toBeLessThan(300_000);
    expect(parseDocuments('['.repeat(50_000)).problems[0]?.code).toBe('template-syntax');
    expect(parseDocuments('&a [*a]').problems[0]?.code).toBe('template-syntax');
  });

  it('counts positions from the start of the file in spite of a byte order mark', () => {
    const text = '\uFEFFa: b\n';
    const node = findChild(parseRoot(text), 'a');
    expect(text.slice(node?.start, node?.end)).toBe('b');
  });
});
