import { describe, expect, it } from 'vitest';
import { applyIntrinsic } from '../../src/app/intrinsic.ts';
import { parseSubText } from '../../src/app/sub-text.ts';
import { literal, ref, unknown } from '../../src/app/value.ts';
import { listSymbolNames, listUsedNames, MAPPINGS } from '../../src/permissions/list-used-names.ts';

const list = (written: unknown): readonly string[] => [...listUsedNames(written)].toSorted();

describe('the names that something refers to', () => {
  it.each([
    ['a reference', ref('Orders', 'Arn'), ['Orders']],
    ['parts of a text', parseSubText('${A}-${B.C}-${!D}'), ['A', 'B']],
    ['a branch', { kind: 'cond', condition: 'IsProd', then: ref('A'), else: literal('B') }, ['A', 'IsProd']],
    ['a branch of a statement', { effect: 'Allow', onlyIf: [{ condition: 'C', holds: true }] }, ['C']],
    ['a policy that cannot be read', { kind: 'unknown', why: 'x', value: ref('P') }, ['P']],
    ['an import', { kind: 'import', name: parseSubText('${Stack}-arn') }, ['Stack']],
    ['a map', new Map([['key', { kind: 'list', items: [ref('A')] }]]), ['A']],
    ['what nobody reads', unknown('x', { 'Fn::Split': [',', { Ref: 'L' }] }), ['L']],
    [
      'functions of what nobody reads',
      unknown('x', {
        'Fn::Transform': {
          Name: 'Own',
          Parameters: {
            a: { 'Fn::GetAtt': 'A.Arn' },
            b: { 'Fn::GetAtt': ['B', 'Arn'] },
            c: { 'Fn::If': ['C', { Condition: 'D' }, ''] },
            e: { 'Fn::Sub': ['${E.Arn}${F}', { F: { Ref: 'G' } }] },
          },
        },
      }),
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
    ],
    ['a text that is a name by chance', { actions: ['Orders'], name: literal('Orders'), condition: null }, []],
    ['where it stands', { at: ref('A'), origin: { condition: 'C' }, template: 'T' }, []],
  ])('of %s', (_, written, names) => {
    expect(list(written)).toEqual(names);
  });

  it('tells that a mapping is used', () => {
    const found = applyIntrinsic('Fn::FindInMap', { kind: 'list', items: [literal('M'), ref('R'), literal('k')] }, {});
    expect(list(found)).toEqual([MAPPINGS, 'R'].toSorted());
  });

  it.each([
    ['template.yaml#Orders.Arn', ['Orders']],
    ['child.yaml#Orders@id', ['Orders']],
    ['t.yaml#{"Fn::Select":[0,{"Ref":"L"}]}', ['L']],
    ['import:t.yaml#{"Fn::Sub":"${A.B}-x"}', ['A']],
  ])('in the symbol %s', (id, names) => {
    expect(listSymbolNames(id)).toEqual(expect.arrayContaining(names));
  });
});
