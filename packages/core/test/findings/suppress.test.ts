import { describe, expect, it } from 'vitest';
import type { Template } from '../../src/app/application.ts';
import { type Value, literal } from '../../src/app/value.ts';
import { readIgnoreComments } from '../../src/findings/ignore-comments.ts';
import { toSuppression } from '../../src/findings/ignore-entries.ts';
import { readIgnoreMetadata } from '../../src/findings/ignore-metadata.ts';
import { suppress } from '../../src/findings/suppress.ts';
import { createFinding, place } from './sample-finding.ts';

const ran = new Set(['PERM003', 'write-on-star', 'PERM001']);
const known = new Set([...ran, 'PERM015']);
const today = '2026-06-01';

/** The lines, from 1, on which a finding of PERM003 would be covered by the comments of `text`. */
function findCovered(text: string, file = 'template.yaml'): readonly number[] {
  const { suppressions } = readIgnoreComments(file, text);
  const lines = text.split('\n').map((_, i) => i + 1);
  return lines.filter((line) => suppressions.some((s) => s.covers(createFinding({ at: place(line, file) }))));
}

describe('readIgnoreComments', () => {
  it('covers the line that it stands on', () => {
    expect(findCovered('a: 1\nb: 2 # sallyport-ignore PERM003 -- known\nc: 3\n')).toEqual([2]);
  });

  it('covers the next line of code with what is indented below', () => {
    const text =
      '# sallyport-ignore PERM003 -- known\n# more words\n\n- Effect: Allow\n  Action: s3:*\n  Resource: "*"\n- Effect: Deny\n';
    expect(findCovered(text)).toEqual([4, 5, 6]);
  });

  it.each([
    '- Effect: Allow\n  # sallyport-ignore PERM003 -- known\n  Action: s3:*\n- Effect: Deny\n',
    '- Effect: Allow\n  Action: s3:* # sallyport-ignore PERM003 -- known\n  Resource: "*"\n- Effect: Deny\n',
  ])('covers a finding in whose text it stands: %j', (text) => {
    const { suppressions } = readIgnoreComments('template.yaml', text);
    const covers = (line: number, endLine: number): boolean =>
      suppressions.some((s) => s.covers(createFinding({ at: { ...place(line), endLine } })));
    expect([covers(1, 3), covers(1, 1), covers(4, 4)]).toEqual([true, false, false]);
  });

  it('covers a sequence that stands as deep as its key', () => {
    const text = '  # sallyport-ignore PERM003 -- known\n  Policies:\n  - A\n  - B\n  Other: 1\n';
    expect(findCovered(text)).toEqual([2, 3, 4]);
  });

  it.each([
    ['// sallyport-ignore PERM003 -- known\nawait send(\n  x,\n);\nother();', [2, 3]],
    ['/* sallyport-ignore PERM003 -- known */\nawait send(x);\nother();', [2]],
  ])('reads comments of JavaScript: %s', (text, expected) => {
    expect(findCovered(text, 'app.ts')).toEqual(expected);
  });

  it('reads several rules and the day on which it ends', () => {
    const { suppressions } = readIgnoreComments(
      'a.yaml',
      '# sallyport-ignore PERM003, admin-policy until 2027-01-31 -- moving away\nx: 1',
    );
    expect(suppressions).toMatchObject([
      { rules: ['PERM003', 'admin-policy'], until: '2027-01-31', reason: 'moving away', where: 'a.yaml:1' },
    ]);
  });

  it.each([
    '# sallyport-ignore PERM003',
    '# sallyport-ignore -- why',
    '# sallyport-ignore PERM003 until soon -- why',
    '# sallyport-ignore PERM003 --',
    '# sallyport:ignore PERM003 -- why',
    '# Sallyport-Ignore PERM003 -- why',
    '// sallyport-disable PERM003',
  ])('asks for rule and reason: %s', (text) => {
    const { suppressions, diagnostics } = readIgnoreComments('a.yaml', text);
    expect(suppressions).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'suppression-invalid', file: 'a.yaml', line: 1 }]);
  });
});

const toMap = (entries: Record<string, Value>): Value & { kind: 'map' } => ({
  kind: 'map',
  entries: new Map(Object.entries(entries)),
});

function createTemplate(ignore: Value): Template {
  const own = {
    id: 'GetOrder',
    template: 'template.yaml',
    type: 'AWS::Serverless::Function',
    properties: toMap({}),
    at: place(3),
    provenance: 'template',
  } as const;
  const other = { ...own, id: 'Shared', type: 'AWS::IAM::Role', metadata: toMap({}) };
  return {
    file: 'template.yaml',
    kind: 'sam',
    syntax: 'yaml',
    text: '',
    parameters: new Map(),
    resources: new Map([
      ['GetOrder', { ...own, metadata: toMap({ sallyport: toMap({ ignore }) }) }],
      ['Shared', other],
    ]),
    conditions: new Map(),
    exports: [],
  };
}

describe('readIgnoreMetadata', () => {
  const read = (ignore: Value): ReturnType<typeof readIgnoreMetadata> => readIgnoreMetadata(createTemplate(ignore));
  const entry = toMap({ id: literal('PERM003'), reason: literal('known'), until: literal('2027-01-31') });

  it('covers findings on the resource and on the role that SAM makes for it', () => {
    const [suppression] = read({ kind: 'list', items: [entry] }).suppressions;
    const covers = (overrides: Parameters<typeof createFinding>[0]): boolean | undefined =>
      suppression?.covers(createFinding(overrides));
    expect(covers({ resource: 'GetOrder' })).toBe(true);
    expect(covers({ function: 'GetOrder' })).toBe(true);
    expect(covers({ function: 'GetOrder', resource: 'GetOrderRole' })).toBe(true);
    expect(covers({ function: 'GetOrder', resource: 'Shared' })).toBe(false);
    expect(covers({ function: 'Other' })).toBe(false);
    expect(covers({ resource: 'GetOrder', at: place(1, 'other.yaml') })).toBe(false);
  });

  it.each([
    toMap({ id: literal('PERM003') }),
    toMap({ id: literal('PERM003'), reason: literal('  ') }),
    toMap({ id: literal('PERM003'), reason: literal('x'), until: literal('31.1.2027') }),
    literal('PERM003'),
  ])('asks for id and reason', (item) => {
    const { suppressions, diagnostics } = read({ kind: 'list', items: [item] });
    expect(suppressions).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'suppression-invalid', file: 'template.yaml', line: 3 }]);
  });
});

describe('suppress', () => {
  const entry = { rules: ['PERM003'], path: 'template.yaml', reason: 'known', where: 'config' };

  it('marks by id and by slug, in any letter case', () => {
    for (const rule of ['PERM003', 'perm003', 'write-on-star']) {
      const { findings, diagnostics } = suppress([createFinding()], [toSuppression({ ...entry, rules: [rule] })], {
        today,
        ran,
        known,
      });
      expect(findings).toMatchObject([{ suppressed: { reason: 'known', where: 'config' } }]);
      expect(diagnostics).toEqual([]);
    }
  });

  it('narrows by path and resource', () => {
    const other = toSuppression({ ...entry, path: 'legacy/**', resource: 'GetOrder' });
    expect(other.covers(createFinding({ resource: 'GetOrder' }))).toBe(false);
    expect(other.covers(createFinding({ resource: 'GetOrder', at: place(1, 'legacy/a.yaml') }))).toBe(true);
    expect(other.covers(createFinding({ at: place(1, 'legacy/a.yaml') }))).toBe(false);
  });

  it('holds through its last day, and then reports the finding and itself', () => {
    const until = (day: string): ReturnType<typeof suppress> =>
      suppress([createFinding()], [toSuppression({ ...entry, until: day })], { today, ran, known });
    expect(until(today).findings[0]?.suppressed).toBeDefined();
    const ended = until('2026-05-31');
    expect(ended.findings[0]?.suppressed).toBeUndefined();
    expect(ended.diagnostics).toMatchObject([{ code: 'suppression-ended' }]);
  });

  it('reports what covers nothing, unless its rule did not run', () => {
    const idle = (rule: string): readonly unknown[] =>
      suppress([], [toSuppression({ ...entry, rules: [rule] })], { today, ran, known }).diagnostics;
    expect(idle('PERM001')).toMatchObject([{ code: 'suppression-unused', severity: 'warning' }]);
    expect(idle('PERM015')).toEqual([]);
  });

  it('reports a name that no rule has', () => {
    const { diagnostics } = suppress([createFinding()], [toSuppression({ ...entry, rules: ['PERM003', 'PERM3'] })], {
      today,
      ran,
      known,
    });
    expect(diagnostics).toMatchObject([
      { code: 'suppression-invalid', message: 'there is no rule `PERM3` to suppress (config)' },
    ]);
  });

  it('names the place of a comment once', () => {
    const comment = readIgnoreComments('a.yaml', '# sallyport-ignore PERM3 -- known').suppressions;
    expect(suppress([], comment, { today, ran, known }).diagnostics).toMatchObject([
      { message: 'there is no rule `PERM3` to suppress', file: 'a.yaml', line: 1 },
    ]);
  });
});
