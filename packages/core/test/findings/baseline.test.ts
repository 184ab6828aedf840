import { describe, expect, it } from 'vitest';
import { applyBaseline, parseBaseline } from '../../src/findings/baseline.ts';
import { createFinding } from './sample-finding.ts';

const toText = (findings: readonly unknown[]): string => JSON.stringify({ schemaVersion: 1, findings });

describe('baseline', () => {
  it('marks what it knows and counts what is gone', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1' }, { fingerprint: 'gone' }]));
    const { findings, diagnostics } = applyBaseline([createFinding(), createFinding({ fingerprint: 'f2' })], baseline);
    expect(findings[0]?.suppressed).toEqual({ reason: 'known from the baseline', where: 'b.json' });
    expect(findings[1]?.suppressed).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'baseline-outdated', message: expect.stringMatching(/^1 of the findings/) as string },
    ]);
  });

  it('leaves what is silenced elsewhere to its own reason', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1', suppressed: { reason: 'x', where: 'y' } }]));
    expect(applyBaseline([createFinding()], baseline).findings[0]?.suppressed).toBeUndefined();
  });

  it('may be written again while it is in use', () => {
    const baseline = parseBaseline('b.json', toText([{ fingerprint: 'f1' }]));
    const { findings } = applyBaseline([createFinding()], baseline);
    expect([...parseBaseline('b.json', toText(findings)).fingerprints]).toEqual(['f1']);
  });

  it('does nothing when there is none', () => {
    expect(applyBaseline([createFinding()], undefined).diagnostics).toEqual([]);
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
    expect(() => parseBaseline('b.json', text)).toThrow(/^baseline `b.json` /);
  });
});
