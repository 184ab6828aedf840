import { describe, expect, it } from 'vitest';
import type { Finding, Rule } from '@sallyport/core';
import { printSarif } from '../../src/formats/scan/sarif.ts';
import { toSarifRule } from '../../src/formats/scan/sarif-rule.ts';
import { plainContext } from '../plain-context.ts';
import { createFinding, createResult, place } from '../sample-result.ts';
import { findProblems } from '../schema.ts';

const rules: readonly Rule[] = [
  {
    id: 'PERM001',
    slug: 'admin-policy',
    severity: 'critical',
    title: 'A role may do everything',
    references: ['CWE-250', 'OWASP-S5'],
    needsCode: false,
    check: () => [],
  },
  {
    id: 'PERM002',
    slug: 'service-wildcard',
    severity: 'high',
    title: 'A role may do everything in one service',
    references: ['CWE-269'],
    needsCode: false,
    check: () => [],
  },
];

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly results: readonly Record<string, unknown>[];
      readonly [key: string]: unknown;
    },
  ];
}

const print = (findings: readonly Finding[], prefix = ''): Sarif['runs'][0] => {
  const context = {
    ...plainContext,
    rules,
    pages: { PERM001: '# PERM001\n\nA role may do all.\n' },
    prefix,
  };
  const sarif = JSON.parse(printSarif(createResult(findings), context)) as Sarif;
  expect(findProblems(new URL('sarif.reduced.schema.json', import.meta.url), sarif)).toEqual([]);
  return sarif.runs[0];
};

describe('printSarif', () => {
  it('describes every rule with its page and its score', () => {
    const { tool } = print([]);
    expect(tool.driver.rules).toMatchObject([
      {
        id: 'PERM001',
        name: 'AdminPolicy',
        fullDescription: { text: 'A role may do all.' },
        help: { markdown: '# PERM001\n\nA role may do all.\n' },
        properties: {
          'security-severity': '9.5',
          tags: ['security', 'serverless', 'external/cwe/cwe-250', 'OWASP-S5'],
        },
      },
      { id: 'PERM002', help: { markdown: 'A role may do everything in one service' } },
    ]);
  });

  it('places a result below the root, with a fingerprint, a flow and a fix', () => {
    const finding = createFinding({
      at: place(12, 7, 'my app/template.yaml'),
      trace: [{ file: 'src/app.ts', line: 3, column: 1, message: 'calls GetItem' }],
      fix: { title: 'name the action', edits: [{ file: 'template.yaml', start: 3, end: 9, text: 'x' }] },
    });
    const [result] = print([finding], 'backend/').results;
    expect(result).toMatchObject({
      ruleId: 'PERM002',
      ruleIndex: 1,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'backend/my%20app/template.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12, startColumn: 7, endLine: 13, endColumn: 20 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: '0123456789abcdef' },
      codeFlows: [{ threadFlows: [{ locations: [{ location: { message: { text: 'calls GetItem' } } }] }] }],
      fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { charOffset: 3, charLength: 6 } }] }] }],
    });
  });

  it('has a suggestion as a note, by a rule that is off', () => {
    const suggestion = createFinding({ suggestion: true });
    expect(print([suggestion]).results).toMatchObject([{ level: 'note' }]);
    const described = rules.map((rule) => toSarifRule({ ...rule, suggestion: true }, undefined));
    expect(described[0]).toMatchObject({ defaultConfiguration: { level: 'note', enabled: false } });
  });

  it('leaves out what is suppressed: code scanning would open an alert for it', () => {
    const accepted = createFinding({ suppressed: { reason: 'known', where: 'baseline.json' }, fingerprint: 'other' });
    expect(print([accepted, createFinding()]).results).toMatchObject([
      { partialFingerprints: { primaryLocationLineHash: '0123456789abcdef' } },
    ]);
  });

  it('does not say where the machine keeps the checkout', () => {
    expect(JSON.stringify(print([createFinding()]))).not.toContain('file:');
  });

  it('tells what was not covered', () => {
    expect(print([])).toMatchObject({
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: [
            { descriptor: { id: 'handler-not-found' }, level: 'error' },
            { level: 'warning' },
          ],
        },
      ],
    });
  });
});
