import { describe, expect, it } from 'vitest';
import type { Template } from '../../src/app/application.ts';
import type { Resource } from '../../src/app/resource.ts';
import type { Report, Rule, RuleContext } from '../../src/rules/rule.ts';
import { runRules } from '../../src/run-rules.ts';
import { selectRules } from '../../src/select-rules.ts';
import { place } from '../findings/sample-finding.ts';

const context: RuleContext = {
  application: { templates: [], functions: [], roles: [], diagnostics: [] },
  permissions: [],
  dependencies: null,
};

const createRule = (id: string, reports: readonly Partial<Report>[], overrides: Partial<Rule> = {}): Rule => ({
  id,
  slug: `rule-${id.toLowerCase()}`,
  severity: 'medium',
  title: id,
  references: ['CWE-1'],
  needsCode: false,
  check: () => reports.map((report) => ({ at: place(1), message: 'm', why: 'w', identity: [], ...report })),
  ...overrides,
});

describe('runRules', () => {
  it('adds what the rule knows, and sorts worst first', () => {
    const rules = [
      createRule('A001', [{ at: place(9) }, { at: place(2) }]),
      createRule('A002', [{ severity: 'critical', confidence: 'likely' }]),
    ];
    const { findings } = runRules(rules, context);
    expect(findings.map((f) => [f.rule, f.severity, f.confidence, f.at.line])).toEqual([
      ['A002', 'critical', 'likely', 1],
      ['A001', 'medium', 'certain', 2],
      ['A001', 'medium', 'certain', 9],
    ]);
    expect(findings[0]).toMatchObject({ slug: 'rule-a002', references: ['CWE-1'] });
    expect(findings[0]).not.toHaveProperty('identity');
  });

  it('takes a rule that throws as a diagnostic, and runs the others', () => {
    const broken = createRule('A001', [], {
      check: () => {
        throw new TypeError('oops');
      },
    });
    const { findings, diagnostics } = runRules([broken, createRule('A002', [{}])], context);
    expect(findings).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: 'rule-failed', severity: 'error', message: 'rule `A001` failed and reports nothing: oops' },
    ]);
  });

  it('joins what a loop makes, and nothing else that stands at one place', () => {
    const resource = { type: 'AWS::SQS::Queue', at: place(4), provenance: 'template' } as unknown as Resource;
    const resources = new Map(['A', 'B'].map((id) => [id, { ...resource, id }]));
    const template = { file: place(4).file, resources, conditions: new Map() } as unknown as Template;
    const looped = { ...context, application: { ...context.application, templates: [template] } };
    const said = (id: string): Partial<Report> => ({ at: place(4), resource: id, message: `\`${id}\` is open` });
    const run = (reports: readonly Partial<Report>[]): readonly string[] =>
      runRules([createRule('A001', reports)], looped).findings.map(({ message }) => message);
    expect(run([said('A'), said('B')])).toEqual(['`A` is open (`B` too: a loop makes them)']);
    expect(run([said('A'), said('A')])).toEqual(['`A` is open', '`A` is open']);
    expect(run([{ at: place(4) }, { at: place(4) }])).toEqual(['m', 'm']);
  });

  it('sorts suggestions last', () => {
    const rules = [createRule('A001', [{}], { suggestion: true }), createRule('A002', [{ severity: 'info' }])];
    const { findings } = runRules(rules, context);
    expect(findings.map((f) => [f.rule, f.suggestion])).toEqual([
      ['A002', undefined],
      ['A001', true],
    ]);
  });

  it('keeps a finding its name when lines move', () => {
    const run = (line: number): string | undefined =>
      runRules([createRule('A001', [{ at: place(line), identity: ['x'] }])], context).findings[0]?.fingerprint;
    expect(run(1)).toBe(run(40));
  });
});

describe('selectRules', () => {
  const rules = [createRule('A001', []), createRule('A002', [], { needsCode: true }), createRule('A003', [])];
  const select = (options: Parameters<typeof selectRules>[1]): readonly string[] =>
    selectRules(rules, options).map((rule) => rule.id);

  it('takes ids and slugs in any letter case', () => {
    expect(select({})).toEqual(['A001', 'A002', 'A003']);
    expect(select({ only: ['a001', 'rule-a003'] })).toEqual(['A001', 'A003']);
    expect(select({ skip: ['A001'] })).toEqual(['A002', 'A003']);
    expect(select({ code: false })).toEqual(['A001', 'A003']);
  });

  it('takes suggestions where they are asked for, all or by name', () => {
    const suggestion = createRule('A004', [], { suggestion: true });
    const choose = (options: Parameters<typeof selectRules>[1]): readonly string[] =>
      selectRules([...rules, suggestion], options).map((rule) => rule.id);
    expect(choose({})).not.toContain('A004');
    expect(choose({ suggestions: true })).toEqual(['A001', 'A002', 'A003', 'A004']);
    expect(choose({ only: ['A004'] })).toEqual(['A004']);
    expect(choose({ only: ['A001'], suggestions: true })).toEqual(['A001']);
    expect(choose({ suggestions: true, skip: ['A004'] })).not.toContain('A004');
  });

  it('refuses a name that no rule has', () => {
    expect(() => select({ only: ['A009'] })).toThrow('unknown rule `A009`');
    expect(() => select({ skip: ['A009'] })).toThrow('unknown rule `A009`');
  });
});
