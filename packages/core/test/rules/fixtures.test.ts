import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../src/permissions/write/apply-edits.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { rules } from '../../src/rules/index.ts';
import { listFixtures, listRuleFolders, readExpected, readFiles, RULES } from './rule-folders.ts';
import { listNeighbours, scanFiles } from './scan-files.ts';

// Each test scans an application: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe.each(listRuleFolders())('%s', (folder) => {
  const rule = rules.find((candidate) => folder.endsWith(`/${candidate.slug}`));
  const fixtures = listFixtures(folder);
  const neighbours = listNeighbours(folder);

  it('is in the list, with a fixture that holds an unresolved value', () => {
    expect(rule).toBeDefined();
    expect(fixtures.filter((name) => name.startsWith('ok-unresolved')).length).toBeGreaterThan(0);
  });

  describe.each(fixtures)('%s', (name) => {
    const files = readFiles(join(RULES, folder, name));
    let scanned: ReturnType<typeof scanFiles> | undefined;
    const scanOnce = (): ReturnType<typeof scanFiles> => (scanned ??= scanFiles(files, neighbours));

    it('gives what it says, and nothing else', async () => {
      const expected = readExpected(files);
      const { findings } = await scanOnce();
      expect(findings.map((f) => `${f.rule} ${f.at.file}:${f.at.line}`).toSorted()).toEqual(expected);
      expect(expected.some((line) => line.startsWith(`${rule?.id} `))).toBe(name.startsWith('bad-'));
    });

    it('is reported in short words, with the way to it', async () => {
      const { findings } = await scanOnce();
      for (const finding of findings) {
        expect(finding.message.length, finding.message).toBeLessThanOrEqual(120);
        expect(finding.message).not.toMatch(/undefined|\[object|\.$/);
        expect(finding.why).toMatch(/\.$/);
        expect(finding.trace?.length, finding.rule).toBeGreaterThan(0);
      }
      expect(new Set(findings.map((f) => f.fingerprint)).size).toBe(findings.length);
    });

    it('is rid of a finding by its fix', async () => {
      const { findings } = await scanOnce();
      // A lock file is brought in step by its own tool, not by an edit.
      const isLocked = (f: Finding): boolean => f.package !== undefined && f.package.file !== f.at.file;
      for (const finding of findings.filter((f) => f.fix !== undefined && !isLocked(f))) {
        const { file } = finding.at;
        const edits = finding.fix?.edits ?? [];
        expect(new Set(edits.map((edit) => edit.file))).toEqual(new Set([file]));
        const after = await scanFiles({ ...files, [file]: applyEdits(files[file] ?? '', edits) }, neighbours);
        const gone = after.findings.every((f) => f.rule !== finding.rule || f.fingerprint !== finding.fingerprint);
        expect(gone, `${finding.rule} ${finding.message}`).toBe(true);
        expect(after.findings.length).toBeLessThan(findings.length);
      }
    });
  });
});
