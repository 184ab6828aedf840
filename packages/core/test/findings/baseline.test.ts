import { describe, expect, it } from 'vitest';
import { applyBaseline, parseBaseline, pruneBaseline } from '../../src/findings/baseline.ts';
import { createFinding } from './sample-finding.ts';

const toText = (findings: readonly unknown[]): string => JSON.stringify({ schemaVersion: 1, findings });

const always = (): boolean => true;

describe('baseline', () => {
  it('marks what it knows and counts what is gone', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1' }, { fingerprint: 'gone' }]));
    const { findings, diagnostics } = applyBaseline(
      [createFinding(), createFinding({ fingerprint: 'f2' })],
      baseline,
      always,
    );
    expect(findings[0]?.suppressed).toEqual({ reason: 'known from the baseline', where: 'b.json' });
    expect(findings[1]?.suppressed).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'baseline-outdated', message: expect.stringMatching(/^1 of the findings/) as string },
    ]);
  });

  it('leaves what is silenced elsewhere to its own reason', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1', suppressed: { reason: 'x', where: 'y' } }]));
    expect(applyBaseline([createFinding()], baseline, always).findings[0]?.suppressed).toBeUndefined();
  });

  it('may be written again while it is in use', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1' }]));
    const { findings } = applyBaseline([createFinding()], baseline, always);
    expect([...parseBaseline('b.json', toText(findings)).entries.keys()]).toEqual(['f1']);
  });

  it('calls nothing fixed that was not looked for', () => {
    const text = toText([
      { fingerprint: 'gone', rule: 'PERM001' },
      { fingerprint: 'other', rule: 'DEP001' },
    ]);
    const isJudged = ({ rule }: { readonly rule?: string }): boolean => rule === 'PERM001';
    expect(applyBaseline([], parseBaseline('b.json', text), isJudged).fixed).toEqual(['gone']);
  });

  it('loses what is fixed, and nothing else', () => {
    const document = {
      schemaVersion: 1,
      root: 'app',
      findings: [{ fingerprint: 'a' }, { fingerprint: 'b', rule: 'X' }],
    };
    const pruned = pruneBaseline(JSON.stringify(document), ['a']);
    expect(JSON.parse(pruned)).toEqual({ ...document, findings: [{ fingerprint: 'b', rule: 'X' }] });
    expect(pruneBaseline(pruned, ['a'])).toBe(pruned);
  });

  it('does nothing when there is none', () => {
    expect(applyBaseline([createFinding()], undefined, always).diagnostics).toEqual([]);
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"schemaVersion":2,"findings":[]}',
    '{"schemaVersion":1}',
    '{"schemaVersion":1,"findings":[null]}',
    '{"schemaVersion":1,"findings":[{}]}',
  ])('refuses %j', (text) => {
    expect(() => parseBaseline('b.json', text)).toThrow(/^baseline `b.json[:`]/);
  });

  it.each([
    ['{\n  "findings": no', 'baseline `b.json:2:16` is not JSON: '],
    ['{\n  "findings": [', 'baseline `b.json:2:16` is not JSON: '],
    ['{"schemaVersion":1,"findings":[{"fingerprint":"a"},{}]}', 'baseline `b.json`: `findings[1]` is no finding'],
  ])('says where it is broken: %j', (text, message) => {
    expect(() => parseBaseline('b.json', text)).toThrow(message);
  });
});
