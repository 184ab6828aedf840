import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { listRuleFolders, RULES } from './rule-folders.ts';
import { listNeighbours, scanFiles } from './scan-files.ts';

// Each test scans an application: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Where the code blocks of a page go. */
const FILES: Readonly<Record<string, string>> = {
  yaml: 'template.yaml',
  js: 'app.mjs',
  ts: 'app.ts',
  python: 'app.py',
  requirements: 'requirements.txt',
  json: 'package.json',
};

describe.each(listRuleFolders())('the page of %s', (folder) => {
  const slug = folder.split('/')[1] ?? '';
  const rule = rules.find((candidate) => candidate.slug === slug);
  const page = readFileSync(join(RULES, folder, `${slug}.md`), 'utf8');
  const bad = readBlocks(page, 'Bad');
  const neighbours = listNeighbours(folder);

  it('says what, why, bad, good and how to suppress', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(page.split('\n')[0]).toBe(`# ${rule?.id} ${slug}`);
    expect(headings).toEqual(expect.arrayContaining(['Why', 'Bad', 'Good', 'Suppress']));
  });

  it('shows something bad that fires', async () => {
    const { findings } = await scanFiles(bad, neighbours);
    expect(findings.map((finding) => finding.rule)).toContain(rule?.id);
  });

  it('shows something good that is silent', async () => {
    const { findings } = await scanFiles({ ...bad, ...readBlocks(page, 'Good') }, neighbours);
    expect(findings.map((finding) => `${finding.rule} ${finding.message}`)).toEqual([]);
  });

  it('shows a comment that suppresses it', async () => {
    const comment = readBlocks(page, 'Suppress')['template.yaml']?.trim() ?? '';
    const { findings } = await scanFiles(bad, neighbours);
    const first = findings.find((finding) => finding.rule === rule?.id);
    const lines = (bad[first?.at.file ?? ''] ?? '').split('\n');
    const line = (first?.at.line ?? 1) - 1;
    const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
    lines.splice(line, 0, `${indent}${comment}`);
    const after = await scanFiles({ ...bad, [first?.at.file ?? '']: lines.join('\n') }, neighbours);
    const suppressed = after.findings.filter((finding) => finding.suppressed !== undefined);
    expect(suppressed.map((finding) => finding.rule)).toContain(rule?.id);
    expect(after.diagnostics.filter((diagnostic) => diagnostic.code.startsWith('suppression'))).toEqual([]);
  });
});

/** The code blocks under a heading, by the file that each stands for. */
function readBlocks(page: string, heading: string): Record<string, string> {
  const section = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
  const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  return Object.fromEntries(blocks.map(([, language = '', text = '']) => [FILES[language] ?? language, text]));
}
