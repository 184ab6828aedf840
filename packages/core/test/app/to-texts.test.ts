import { describe, expect, it } from 'vitest';
import { toTexts } from '../../src/app/to-texts.ts';
import { join, literal, ref, type Value } from '../../src/app/value.ts';

const either = (condition: string, then: Value, other: Value): Value => ({
  kind: 'cond',
  condition,
  // oxlint-disable-next-line unicorn/no-thenable -- the model's name
  then,
  else: other,
});
const nothing: Value = { kind: 'no-value' };

describe('the texts of a value', () => {
  it.each<[string, Value, readonly string[]]>([
    ['a reference', ref('Orders', 'Arn'), ['${Orders.Arn}']],
    ['either branch', either('IsProd', ref('A'), ref('B')), ['${A}', '${B}']],
    ['a branch that is left out', either('IsProd', ref('A'), nothing), ['${A}']],
    [
      'a branch in a text',
      join([literal('a/'), either('C', literal('x'), ref('B')), literal('/*')]),
      ['a/x/*', 'a/${B}/*'],
    ],
    [
      'one condition twice',
      join([either('C', literal('a'), literal('b')), either('C', literal('1'), literal('2'))]),
      ['a1', 'b2'],
    ],
    ['two conditions', either('C', either('D', ref('A'), ref('B')), ref('B')), ['${A}', '${B}']],
    ['a list', { kind: 'list', items: [ref('A'), either('C', ref('B'), nothing)] }, ['${A}', '${B}']],
    ['nothing', nothing, []],
  ])('%s', (_, value, expected) => {
    expect(toTexts(value)).toEqual(expected);
  });

  it('is one where conditions are many', () => {
    const value = ['A', 'B', 'C', 'D'].reduce<Value>((inner, name) => either(name, literal(name), inner), literal('z'));
    expect(toTexts(value)).toEqual(['${If:D:D:${If:C:C:${If:B:B:${If:A:A:z}}}}']);
  });
});
