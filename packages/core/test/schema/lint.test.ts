import { describe, expect, it } from 'vitest';
import { compileSchema, SchemaError } from '../../src/schema/index.ts';
import { judgePattern } from '../../src/schema/lint/pattern/judge-pattern.ts';

const exponential = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(a|aa)+$',
  '(a*)*$',
  '^([a-zA-Z]+)*$',
  '^(.*a){12}$',
  '^(\\w+\\s?)*$',
  '(x+x+)+y',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '^\\w+([.-]?\\w+)*@\\w+([.-]?\\w+)*(\\.\\w{2,3})+$',
  '(a?){30}a{30}',
  '^(a|b|ab)*c',
  '^(?:a|a){30}$',
  '^(?=(a+)+$)b',
  '^((ab)*)+$',
  '^(0|1|01)*2$',
  '^(?:.|\\s)*$',
  '^(a{1,30}){1,30}$',
  '^(\\d|\\w)+!$',
  '^(?!(?:a|ab|b)*$)',
  '^(\\p{L}+[a-z]?)*$',
  '^(?:\\ud83d\\ude00|😀)+$',
  '^(?:[\\uD83D\\uDE00]|😀)+$',
  // Backwards, `b` comes last.
  '(?<=b(a+)+)c',
  '^.(?<!b(?:a|a)*)',
];
const polynomial = [
  '\\s+$',
  '[a-z]+x',
  'foo.*bar',
  '^\\s*\\s*$',
  '^[^@]+@[^@]+\\.[^@]+$',
  '^.*foo.*$',
  '^(.*),(.*),(.*)$',
  'a*a*a*b',
  '^(?:(?=.*x)a)*$',
  '^\\d+\\d+$',
  '\\d+\\.\\d+$',
  '(?:\\/[^/]*)*x',
  '^[\\s\\u200c]+|[\\s\\u200c]+$',
  '^.*[0-9]+.*$',
  '^a*[ab]*c',
  'x*$',
  // What is looked for is found at each place, and what follows is not.
  '(?=a+)b',
  '(?<=a+)b',
  '^(?:(?=[ab]*)a)+$',
];
const linear = [
  '^[a-z]+$',
  '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
  '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^[A-Z]{3}-\\d{1,6}$',
  '^[a-z]+(-[a-z]+)*$',
  '^/[a-zA-Z0-9/_-]+$',
  '^\\S+$',
  '^.*$',
  '^(?:foo|bar|baz)$',
  'foo',
  '[a-z]',
  '^a*',
  'a+',
  '\\d{3}-\\d{4}',
  '^(["\'])[^"\']*\\1$',
  '^\\+?[1-9]\\d{1,14}$',
  '^#?([a-f0-9]{6}|[a-f0-9]{3})$',
  '^[^:]+:[^:]+$',
  '^(?!.*\\.\\.)[\\w.]+$',
  '^(?=.*[A-Z])(?=.*\\d).{8,64}$',
  '^arn:aws:s3:::[a-z0-9.-]{3,63}$',
  '^(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$',
  '^https?://[^\\s/]+(/[^\\s]*)?$',
  '^\\p{Lu}\\p{L}*$',
  '^x-',
  '\\.csv$',
  '^(\\d+)(\\.\\d+)?$',
  '^<(.|\\n)*>$',
  '(.*)*',
  '^$',
  '',
  '[a-z]{1,10}x',
  '^v?\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$',
  '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^(?:a|b)*$',
  '^(?:[^"\\\\]|\\\\.)*$',
  '^[\\w-]+$',
  '^\\w+(?:\\s\\w+)*$',
  '^[\\w.%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*$',
  '^[\\w-.]+$',
  '^(?:\\ud83d\\ude00)+$',
  '(?<=\\$)\\d',
  '(?<!\\w)foo(?!\\w)',
  '^(?!a*b)c',
  '^(?:(?!--)[a-z-])+$',
];

const growthOf = (pattern: string): number | string => {
  const verdict = judgePattern(pattern);
  return verdict.kind === 'known' ? verdict.growth : verdict.why;
};

const problemsOf = (schema: unknown): readonly string[] => {
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ place, keyword }) => `${place} ${keyword}`);
  }
};

describe('judgePattern', () => {
  it.each(exponential)('calls %s exponential', (pattern) => expect(growthOf(pattern)).toBe(Infinity));
  it.each(polynomial)('calls %s polynomial', (pattern) => {
    const growth = growthOf(pattern);
    expect(growth).toBeGreaterThan(1);
    expect(growth).toBeLessThan(10);
  });
  it.each(linear)('calls %s linear', (pattern) => expect(growthOf(pattern)).toBe(1));

  it('admits what it cannot prove, in bounded time', () => {
    for (const pattern of [
      '^(a+)\\1$',
      'a?'.repeat(4000),
      `^${'(a|b?c)*'.repeat(200)}$`,
      '('.repeat(500) + ')'.repeat(500),
      '(?:[a-z]{1,64}){1,64}x'.repeat(20),
    ]) {
      expect(growthOf(pattern)).not.toBe(1);
    }
  });
});

describe('lint', () => {
  it('refuses slow patterns, with place and reason', () => {
    const schema = {
      properties: { a: { pattern: '^(a+)+$' } },
      patternProperties: { 'x+y+$': true, '^x-': { pattern: 'a+b' } },
    };
    expect(new Set(problemsOf(schema))).toEqual(
      new Set([
        '#/properties/a pattern',
        '#/patternProperties/x+y+$ patternProperties',
        '#/patternProperties/^x- pattern',
      ]),
    );
    expect(() => compileSchema({ pattern: '^(a+)+$' })).toThrow(/^#: `pattern` can take exponential time: /);
    expect(() => compileSchema({ pattern: '^(a+)+$' }, { lint: false })).not.toThrow();
  });

  it('lets a limit on the length stand for a polynomial, never for an exponential', () => {
    const pattern = '^[^@]+@[^@]+\\.[^@]+$';
    expect(problemsOf({ pattern })).toEqual(['# pattern']);
    expect(problemsOf({ pattern, maxLength: 254 })).toEqual([]);
    expect(problemsOf({ pattern, maxLength: 100_000 })).toEqual(['# pattern']);
    expect(problemsOf({ pattern: '^(a+)+$', maxLength: 30 })).toEqual(['# pattern']);
    expect(problemsOf({ patternProperties: { 'a.*b': true }, propertyNames: { maxLength: 64 } })).toEqual([]);
  });

  it('refuses to compare items without end', () => {
    expect(problemsOf({ properties: { a: { uniqueItems: true } } })).toEqual(['#/properties/a uniqueItems']);
    expect(problemsOf({ uniqueItems: true, items: { type: 'object' } })).toEqual(['# uniqueItems']);
    for (const more of [
      { maxItems: 10 },
      { items: { type: 'string' } },
      { items: { enum: [1, 'a'] } },
      { items: { const: 1 } },
      { prefixItems: [{}], items: false },
      { type: 'string' },
      { items: { $ref: '#/$defs/id' }, $defs: { id: { $ref: '#/$defs/text' }, text: { type: 'string' } } },
    ]) {
      expect(problemsOf({ uniqueItems: true, ...more })).toEqual([]);
    }
    for (const more of [
      { items: { $ref: '#/$defs/any' }, $defs: { any: { type: ['string', 'array'] } } },
      // What stands beside a reference counts for nothing in draft-07.
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        items: { $ref: '#/definitions/any', type: 'string' },
        definitions: { any: {} },
      },
      { $schema: 'http://json-schema.org/draft-04/schema#', items: { const: 1 } },
    ]) {
      expect(problemsOf({ uniqueItems: true, ...more })).toEqual(['# uniqueItems']);
    }
  });

  it('refuses references that lead nowhere but back', () => {
    expect(problemsOf({ $ref: '#' })).toEqual(['# $ref']);
    expect(
      problemsOf({
        $ref: '#/$defs/a',
        $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }] }, b: { not: { $ref: '#/$defs/a' } } },
      }),
    ).toEqual(['#/$defs/a $ref']);
    expect(problemsOf({ properties: { child: { $ref: '#' } } })).toEqual([]);
  });

  it('looks into schemas that are referred to, and not into those that are not', () => {
    const schemas = { 'https://example.com/a': { pattern: '(a*)*$' }, 'https://example.com/b': { pattern: '(a*)*$' } };
    expect(() => compileSchema({ $ref: 'https://example.com/a' }, { schemas })).toThrow(
      /^https:\/\/example\.com\/a#: `pattern`/,
    );
    expect(() => compileSchema(true, { schemas })).not.toThrow();
  });
});
