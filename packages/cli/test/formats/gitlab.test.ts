import { describe, expect, it } from 'vitest';
import type { ScanResult } from '@sallyport/core';
import { printGitlab } from '../../src/formats/scan/gitlab.ts';
import { createFinding, createResult, place } from '../sample-result.ts';

const parse = (result: ScanResult, prefix = ''): readonly Record<string, unknown>[] =>
  JSON.parse(printGitlab(result, prefix)) as readonly Record<string, unknown>[];

describe('printGitlab', () => {
  it('has what GitLab requires of each issue, with the path from the root of the repository', () => {
    expect(parse(createResult([createFinding()], { diagnostics: [] }), 'backend/')).toEqual([
      {
        description: expect.stringMatching(/^PERM002 service-wildcard: `dynamodb:\*` is granted/) as string,
        check_name: 'PERM002',
        fingerprint: '0123456789abcdef',
        severity: 'critical',
        location: { path: 'backend/template.yaml', lines: { begin: 12, end: 13 } },
      },
    ]);
  });

  it('ranks as GitLab does', () => {
    const findings = (['critical', 'high', 'medium', 'low', 'info'] as const).map((severity) =>
      createFinding({ severity }),
    );
    const issues = parse(createResult(findings, { diagnostics: [] }));
    expect(issues.map((issue) => issue['severity'])).toEqual(['blocker', 'critical', 'major', 'minor', 'info']);
  });

  it('leaves out what is accepted, and says what could not be read', () => {
    const issues = parse(createResult([createFinding({ suppressed: { reason: 'known', where: 'x' } })]), 'backend/');
    expect(issues).toMatchObject([
      {
        check_name: 'handler-not-found',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        location: { path: 'backend/template.yaml', lines: { begin: 31 } },
      },
    ]);
  });

  it('is an empty list when there is nothing', () => {
    expect(printGitlab(createResult([], { diagnostics: [] }), '')).toBe('[]\n');
  });

  it('lets no control character of a scanned file through', () => {
    const evil = createFinding({ message: 'a\u001B[2Jb\u202Ec', at: place(1) });
    expect(parse(createResult([evil]))[0]?.['description']).toContain('a\uFFFD[2Jb\uFFFDc');
  });
});
