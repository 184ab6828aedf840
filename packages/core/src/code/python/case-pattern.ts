import type { Expression } from '../ir.ts';
import { LoweringFailure, textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { bindName } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** What a `case` pattern asks of its subject, and the names that it binds when the answer is yes. */
export interface CaseTest {
  readonly tests: readonly Expression[];
  readonly captures: readonly Expression[];
}

type Lower = (lowering: Lowering, node: SyntaxNode, subject: Expression) => CaseTest;

const ANYTHING: CaseTest = { tests: [], captures: [] };
/** Built-in classes whose single positional sub-pattern is the subject itself: `case str(name)`. */
const SELF_MATCHING = new Set('bool bytearray bytes dict float frozenset int list set str tuple'.split(' '));

export function lowerCasePattern(lowering: Lowering, node: SyntaxNode, subject: Expression): CaseTest {
  const lower = LOWERERS[node.type];
  if (lower === undefined) throw new LoweringFailure(`unknown pattern ${node.type}`, node.start);
  return lower(lowering, node, subject);
}

function all(tests: readonly CaseTest[]): CaseTest {
  return { tests: tests.flatMap((test) => test.tests), captures: tests.flatMap((test) => test.captures) };
}

function unknown(at: number, why: string): Expression {
  return { kind: 'opaque', at, why, children: [] };
}

function element(subject: Expression, key: string | number, computed: boolean, at: number): Expression {
  return { kind: 'member', at, object: subject, property: { kind: 'const', at, value: key }, computed };
}

function capture(lowering: Lowering, name: SyntaxNode, value: Expression): CaseTest {
  const target = bindName(lowering, toIdentifier(lowering, name), name.start);
  return { tests: [], captures: [{ kind: 'assign', at: name.start, target, value }] };
}

/** A literal may stand behind a `-` of its own. */
const lowerWrapped: Lower = (lowering, node, subject) => {
  const inner = node.children.at(-1);
  if (inner === undefined) throw new LoweringFailure('incomplete pattern', node.start);
  if (node.children[0]?.type !== '-') return lowerCasePattern(lowering, inner, subject);
  return equal(subject, { kind: 'unary', at: node.start, operator: '-', value: lowering.expression(inner) });
};

function equal(subject: Expression, right: Expression): CaseTest {
  return { tests: [{ kind: 'binary', at: right.at, operator: '==', left: subject, right }], captures: [] };
}

const lowerLiteral: Lower = (lowering, node, subject) => equal(subject, lowering.expression(node));

const lowerUnknown: Lower = (_lowering, node) => ({ tests: [unknown(node.start, 'pattern')], captures: [] });

/** A bare name captures, a dotted one is a value to compare with. */
const lowerDotted: Lower = (lowering, node, subject) => {
  const [first, ...rest] = node.children;
  if (first === undefined) return ANYTHING;
  if (rest.length > 0) return equal(subject, toDotted(lowering, node));
  return textOf(lowering, first) === '_' ? ANYTHING : capture(lowering, first, subject);
};

function toDotted(lowering: Lowering, node: SyntaxNode): Expression {
  const [first, ...rest] = node.children as [SyntaxNode, ...SyntaxNode[]];
  let value = lowering.expression(first);
  for (const part of rest) {
    const property: Expression = { kind: 'const', at: part.start, value: textOf(lowering, part) };
    value = { kind: 'member', at: node.start, object: value, property, computed: false };
  }
  return value;
}

const lowerAs: Lower = (lowering, node, subject) => {
  const [pattern, name] = node.children as [SyntaxNode, SyntaxNode];
  return all([lowerCasePattern(lowering, pattern, subject), capture(lowering, name, subject)]);
};

const lowerUnion: Lower = (lowering, node, subject) => {
  const children = node.children.filter((child) => child.type !== '|' && child.type !== '-');
  const options = children.map((child) => lowerCasePattern(lowering, child, subject));
  const captures = options.flatMap((option) => option.captures);
  if (options.some((option) => option.tests.length === 0)) return { tests: [], captures };
  const isNegative = node.children.some((child) => child.type === '-');
  if (isNegative) return { tests: [unknown(node.start, 'pattern')], captures };
  const alternatives = options.map(({ tests }) => join(tests, '&&'));
  return { tests: [join(alternatives, '||')], captures };
};

function join(tests: readonly Expression[], operator: '&&' | '||'): Expression {
  return tests.reduce((left, right) => ({ kind: 'logical', at: left.at, operator, left, right }));
}

const lowerSequence: Lower = (lowering, node, subject) => {
  const at = node.start;
  const length = node.children.length;
  const star = node.children.findIndex(isSplat);
  // `(p)` is only `p`.
  if (
    node.type === 'tuple_pattern' &&
    length === 1 &&
    star === -1 &&
    textOf(lowering, node).startsWith('(') &&
    !/,\s*\)$/.test(textOf(lowering, node))
  ) {
    return lowerCasePattern(lowering, node.children[0] as SyntaxNode, subject);
  }
  const parts = node.children.map((child, index): CaseTest => {
    if (index === star)
      return lowerRest(lowering, child, {
        kind: 'slice',
        at,
        object: subject,
        bounds: [
          { kind: 'const', at, value: star },
          { kind: 'const', at, value: star + 1 === length ? null : star + 1 - length },
        ],
      });
    const key = star !== -1 && index > star ? index - length : index;
    return lowerCasePattern(lowering, child, element(subject, key, true, child.start));
  });
  return all([{ tests: [unknown(at, 'sequence pattern')], captures: [] }, ...parts]);
};

function isSplat(node: SyntaxNode): boolean {
  return node.type === 'splat_pattern' || node.children[0]?.type === 'splat_pattern';
}

function lowerRest(lowering: Lowering, node: SyntaxNode, value: Expression): CaseTest {
  const splat = node.type === 'splat_pattern' ? node : (node.children[0] ?? node);
  const name = splat.children.find((child) => child.type === 'identifier');
  return name === undefined || textOf(lowering, name) === '_' ? ANYTHING : capture(lowering, name, value);
}

const lowerMapping: Lower = (lowering, node, subject) => {
  const parts: CaseTest[] = [{ tests: [unknown(node.start, 'mapping pattern')], captures: [] }];
  let key: Expression | null = null;
  for (const child of node.children) {
    if (isSplat(child)) parts.push(lowerRest(lowering, child, subject));
    else if (child.type === '-') continue;
    else if (key === null) {
      key = child.type === 'dotted_name' ? toDotted(lowering, child) : lowering.expression(child);
      parts.push({
        tests: [{ kind: 'binary', at: child.start, operator: 'in', left: key, right: subject }],
        captures: [],
      });
    } else {
      const value: Expression = { kind: 'member', at: child.start, object: subject, property: key, computed: true };
      parts.push(lowerCasePattern(lowering, child, value));
      key = null;
    }
  }
  return all(parts);
};

/** One sub-pattern of `Class(p, key=q)`. The grammar takes `key=q as name` for `(key=q) as name`. */
function lowerArgument(lowering: Lowering, node: SyntaxNode, subject: Expression, isSelf: boolean): CaseTest {
  const [inner, alias] = node.children;
  if (inner !== undefined && node.type === 'case_pattern' && /^(?:keyword|as)_pattern$/.test(inner.type)) {
    return lowerArgument(lowering, inner, subject, isSelf);
  }
  if (inner !== undefined && alias !== undefined && node.type === 'keyword_pattern') {
    return lowerCasePattern(lowering, alias, element(subject, textOf(lowering, inner), false, inner.start));
  }
  const [keyword] = inner?.children ?? [];
  const [name] = keyword?.children ?? [];
  if (
    node.type !== 'as_pattern' ||
    inner === undefined ||
    alias === undefined ||
    keyword?.type !== 'keyword_pattern' ||
    name === undefined
  ) {
    return lowerCasePattern(lowering, node, isSelf ? subject : unknown(node.start, 'positional pattern'));
  }
  const value = element(subject, textOf(lowering, name), false, name.start);
  return all([lowerArgument(lowering, keyword, subject, isSelf), capture(lowering, alias, value)]);
}

const lowerInstance: Lower = (lowering, node, subject) => {
  const [cls, ...patterns] = node.children as [SyntaxNode, ...SyntaxNode[]];
  const right = toDotted(lowering, cls);
  const isSelf = right.kind === 'name' && SELF_MATCHING.has(right.name);
  const parts = patterns.map((child) => lowerArgument(lowering, child, subject, isSelf));
  return all([
    { tests: [{ kind: 'binary', at: node.start, operator: 'instanceof', left: subject, right }], captures: [] },
    ...parts,
  ]);
};

const LOWERERS: Readonly<Record<string, Lower>> = {
  case_pattern: lowerWrapped,
  _: () => ANYTHING,
  identifier: (lowering, node, subject) => capture(lowering, node, subject),
  dotted_name: lowerDotted,
  string: lowerLiteral,
  concatenated_string: lowerLiteral,
  integer: lowerLiteral,
  float: lowerLiteral,
  true: lowerLiteral,
  false: lowerLiteral,
  none: lowerLiteral,
  complex_pattern: lowerUnknown,
  as_pattern: lowerAs,
  union_pattern: lowerUnion,
  list_pattern: lowerSequence,
  tuple_pattern: lowerSequence,
  dict_pattern: lowerMapping,
  class_pattern: lowerInstance,
  splat_pattern: (lowering, node, subject) => lowerRest(lowering, node, subject),
};
