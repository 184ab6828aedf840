import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../../src/app/application.ts';
import { toExpression, toText } from '../../src/app/expression.ts';
import { evaluateCondition, resolveValue } from '../../src/app/resolve-value.ts';
import type { Value } from '../../src/app/value.ts';
import { findEntry, join, literal, ref } from '../../src/app/value.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

function readTemplate(text: string): Template {
  const template = readApplication(createMemoryHost({ 'template.yaml': text })).templates[0];
  if (template === undefined) throw new Error('no template was found');
  return template;
}

/** Reads the value under `v` of a resource's properties, written as YAML. */
function readProperty(yaml: string, sections = ''): Value {
  const template = readTemplate(
    `${sections}\nResources:\n  R:\n    Type: AWS::SQS::Queue\n    Properties:\n      v: ${yaml}\n`,
  );
  return findEntry(template.resources.get('R')?.properties, 'v') ?? { kind: 'no-value' };
}

const name = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}$/);
const text = fc.stringMatching(/^[ -~]{1,12}$/);
const reference = fc.oneof(
  name.map((id) => ref(id)),
  fc.tuple(name, name).map(([id, attribute]) => ref(id, attribute)),
  fc.constantFrom('AWS::Region', 'AWS::AccountId', 'AWS::Partition').map((id) => ref(id)),
);
const { value } = fc.letrec<{ value: Value; part: Value }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    text.map(literal),
    reference,
    name.map((n): Value => ({ kind: 'import', name: literal(n) })),
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(text, fc.integer(), fc.boolean()).map(literal),
    reference,
    fc.array(tie('part'), { minLength: 2, maxLength: 5 }).map(join),
    fc.record({ kind: fc.constant('cond' as const), condition: name, then: tie('value'), else: tie('value') }),
    tie('part').map((inner): Value => ({ kind: 'import', name: inner })),
    fc.array(tie('value'), { maxLength: 3 }).map((items): Value => ({ kind: 'list', items })),
    fc
      .uniqueArray(fc.tuple(name, tie('value')), { minLength: 2, maxLength: 3, selector: ([key]) => key })
      .map((entries): Value => ({ kind: 'map', entries: new Map(entries) })),
    fc.constant<Value>({ kind: 'no-value' }),
  ),
}));

/** A value without places, for comparison. */
function toBare(from: Value): unknown {
  switch (from.kind) {
    case 'literal':
      return { kind: 'literal', value: from.value };
    case 'ref':
      return { kind: 'ref', id: from.id, attribute: from.attribute };
    case 'join':
      return { kind: 'join', parts: from.parts.map(toBare) };
    case 'cond':
      return { kind: 'cond', condition: from.condition, branches: [toBare(from.then), toBare(from.else)] };
    case 'import':
      return { kind: 'import', name: toBare(from.name) };
    case 'list':
      return { kind: 'list', items: from.items.map(toBare) };
    case 'map':
      return { kind: 'map', entries: [...from.entries].map(([key, entry]) => [key, toBare(entry)]) };
    default:
      return { kind: from.kind };
  }
}

describe('values of a template', () => {
  it('are read back as they are printed', () => {
    fc.assert(
      fc.property(value, (original) => {
        const wrapped: Value = { kind: 'list', items: [original] };
        expect(toBare(readProperty(JSON.stringify(toExpression(wrapped))))).toEqual(toBare(wrapped));
      }),
    );
  });

  it.each([
    ['!Ref Orders', '${Orders}'],
    ['{ Ref: Orders }', '${Orders}'],
    ['!GetAtt Orders.Arn', '${Orders.Arn}'],
    ['!GetAtt [Stack, Outputs.Arn]', '${Stack.Outputs.Arn}'],
    ['{ "Fn::GetAtt": [Orders, Arn] }', '${Orders.Arn}'],
    ["!Sub '${Orders.Arn}/index/*'", '${Orders.Arn}/index/*'],
    ["!Sub ['${T}/x', { T: !GetAtt Orders.Arn }]", '${Orders.Arn}/x'],
    ["!Sub '${!aws:username}'", '${aws:username}'],
    ["!Join ['/', [!GetAtt Orders.Arn, index, '*']]", '${Orders.Arn}/index/*'],
    ["!Join ['', [a, !Ref 'AWS::NoValue', b]]", 'ab'],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select [1, !Split ['-', 'a-b-c']]", 'b'],
    ['!ImportValue table-arn', '${Import:table-arn}'],
    ["{ 'Fn::ImportValue': !Sub '${Stack}-arn' }", '${Import:${Stack}-arn}'],
    ['!If [IsProd, a, b]', '${If:IsProd:a:b}'],
  ])('read %s', (yaml, expected) => {
    expect(toText(readProperty(yaml))).toBe(expected);
  });

  it.each([
    ["!Select [0, !GetAZs '']", { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ["!FindInMap [M, !Ref 'AWS::Region', Name]", { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'Name'] }],
    ["!Split [',', !Ref Names]", { 'Fn::Split': [',', { Ref: 'Names' }] }],
    ['!Base64 abc', { 'Fn::Base64': 'abc' }],
    ["!Join [',', !Ref Names]", { 'Fn::Join': [',', { Ref: 'Names' }] }],
    ['!Sub 12', 12],
    ['!NoSuchFunction x', { 'Fn::NoSuchFunction': 'x' }],
    ['{ Ref: { a: 1 } }', { Ref: { a: 1 } }],
  ])('keep %s to be written back', (yaml, expression) => {
    const read = readProperty(yaml);
    expect(toExpression(read)).toEqual(read.kind === 'literal' ? JSON.stringify(expression) : expression);
  });
});

describe('resolution', () => {
  const template = readTemplate(`
Parameters:
  Stage: { Type: String, Default: prod }
  Names: { Type: CommaDelimitedList, Default: 'a, b' }
  Open: { Type: String }
Mappings:
  Tables: { prod: { Name: orders-prod }, dev: { Name: orders-dev } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsDev]
  Either: !Or [{ Condition: IsProd }, !Equals [!Ref Open, x]]
  Unsure: !Equals [!Ref Open, x]
  Loop: !Not [!Condition Loop]
Resources:
  R:
    Type: AWS::SQS::Queue
    Properties:
      a: !FindInMap [Tables, !Ref Stage, Name]
      b: !Sub 'x-\${Stage}-\${Open}'
      c: !Select [1, !Ref Names]
      d: !If [IsProd, yes-prod, no-prod]
      e: !If [Unsure, one, two]
      f: !Join ['+', !Ref Names]
      g: !FindInMap [Tables, prod, Name]
`);
  const resolve = (key: string): string => {
    const found = findEntry(template.resources.get('R')?.properties, key) ?? literal('');
    return toText(resolveValue(found, template));
  };

  it('takes parameters, mappings and decided conditions', () => {
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(resolve)).toEqual([
      'orders-prod',
      'x-prod-${Open}',
      'b',
      'yes-prod',
      '${If:Unsure:one:two}',
      'a+b',
      'orders-prod',
    ]);
  });

  it('evaluates conditions and says when it cannot', () => {
    const names = ['IsProd', 'IsDev', 'Both', 'Either', 'Unsure', 'Loop', 'Missing'];
    const results = [true, false, false, true, undefined, undefined, undefined];
    expect(names.map((condition) => evaluateCondition(condition, template))).toEqual(results);
  });
});
