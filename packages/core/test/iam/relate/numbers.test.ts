import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareExactly, parseNumber, type ExactNumber } from '../../../src/iam/conditions/parse-number.ts';
import { compare } from '../../../src/iam/relate/compare.ts';
import { listNumbers } from '../../../src/iam/relate/typed/list-numbers.ts';

const when = (operators: Readonly<Record<string, string>>): object => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: Object.fromEntries(Object.entries(operators).map(([operator, value]) => [operator, { 'x:n': value }])),
  },
});
const parse = (text: string): ExactNumber => parseNumber(text) as ExactNumber;

describe('numbers', () => {
  it.each([
    ['beyond 2^53', { NumericEquals: '9007199254740992' }, { NumericEquals: '9007199254740993' }],
    ['beyond all doubles', { NumericLessThan: '1e309' }, { NumericLessThan: '1e310' }],
    ['above the largest', { NumericLessThan: '1e300' }, { NumericGreaterThan: '1e300' }],
    ['close to zero', { NumericLessThan: '0' }, { NumericGreaterThan: '0', NumericLessThan: '1e-30' }],
    [
      'of many digits, with zeros behind them',
      { NumericLessThanEquals: `1${'0'.repeat(394)}e20` },
      { NumericGreaterThan: `1${'0'.repeat(394)}e20`, NumericLessThan: `1${'0'.repeat(393)}1e20` },
    ],
    ['next to the least exponent', { NumericLessThan: '1e-9998' }, { NumericLessThan: '2e-9998' }],
    [
      'between the least exponents',
      { NumericLessThan: '0' },
      { NumericGreaterThan: '1e-9998', NumericLessThan: '2e-9998' },
    ],
    [
      'between neighbours',
      { NumericLessThan: '0' },
      { NumericGreaterThan: '9007199254740992', NumericLessThan: '9007199254740993' },
    ],
  ])('are found %s', (_, before, after) => {
    expect(compare(when(before), when(after))).toMatchObject({ result: 'new-access' });
  });

  it('are none beyond the least exponent, however they are spelled', () => {
    const between = when({ NumericGreaterThan: '1e-9999', NumericLessThan: '2e-9999' });
    expect(compare(when({ NumericLessThan: '0' }), between)).toEqual({ result: 'no-new-access' });
    for (const text of ['15e-10000', '1.5e-9999']) expect(parseNumber(text), text).toBeUndefined();
    expect(parse('1.5e-9998')).toEqual(parse('15e-9999'));
  });

  it('beyond 2^53 are held against each other exactly', () => {
    const after = when({ NumericGreaterThanEquals: '9007199254740993' });
    expect(compare(when({ NumericGreaterThan: '9007199254740992' }), after)).toEqual({ result: 'no-new-access' });
  });

  const number = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(25), fc.integer({ min: -30, max: 30 }))
    .map(([digits, places, exponent]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
      const point = text.length - places;
      return `${digits < 0n ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}e${exponent}`;
    });

  it('are compared as their fractions are', () => {
    const toWhole = (text: string): bigint => {
      const { digits, exponent } = parse(text);
      return digits * 10n ** BigInt(exponent + 100);
    };
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [left, right] = [toWhole(a), toWhole(b)];
        expect(Math.sign(compareExactly(parse(a), parse(b)))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it('have one in each interval between them', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 5 }), (texts) => {
        const all = listNumbers(texts).map(parse);
        const sorted = texts.map(parse).sort(compareExactly);
        const isBetween = (low: ExactNumber | undefined, high: ExactNumber | undefined): boolean =>
          all.some(
            (one) =>
              (low === undefined || compareExactly(low, one) < 0) &&
              (high === undefined || compareExactly(one, high) < 0),
          );
        const ends = [undefined, ...sorted, undefined];
        ends.slice(1).forEach((high, index) => {
          const low = ends[index];
          const isOne = low !== undefined && high !== undefined && compareExactly(low, high) === 0;
          expect(isOne || isBetween(low, high)).toBe(true);
        });
        for (const one of sorted) expect(all.some((other) => compareExactly(one, other) === 0)).toBe(true);
      }),
    );
  });
});
