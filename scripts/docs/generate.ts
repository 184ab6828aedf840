import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listRuleFolders, readRules } from './read-rules.ts';
import { toEventIndex, toEventPage } from './event-page.ts';
import { readSources } from './read-sources.ts';
import { findReadme } from './picture.ts';
import { parseErrorCodes, toErrorPage } from './error-page.ts';
import { toPagesModule } from './pages-module.ts';
import { toPageTable, toRuleFile, toRuleIndex, toRulePage, type DocumentedRule } from './rule-page.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Every generated file: its path from the root, and its text. */
export async function generatePages(): Promise<ReadonlyMap<string, string>> {
  const errors = parseErrorCodes(readFileSync(join(ROOT, 'packages/core/src/errors.ts'), 'utf8'));
  const refusals = parseErrorCodes(readFileSync(join(ROOT, 'packages/runtime/src/errors.ts'), 'utf8'));
  const sources = readSources(ROOT);
  const rules = await findDocumentedRules();
  const readme = findReadme(ROOT, readFileSync(join(ROOT, 'README.md'), 'utf8'));
  return new Map([
    ...(readme === undefined ? [] : [['README.md', readme] as const]),
    ['docs/errors.md', toErrorPage(errors, refusals)],
    ['packages/core/src/rules/pages.generated.ts', toPageTable(rules)],
    ['docs/events/README.md', toEventIndex(sources)],
    ...sources.map((source) => [`docs/events/${source.source.name}.md`, toEventPage(source)] as const),
    ['docs/rules/README.md', toRuleIndex(rules)],
    ['packages/core/src/rules/pages.generated.ts', toPagesModule(rules)],
    ...rules.map((rule) => [`docs/rules/${toRuleFile(rule.rule)}`, toRulePage(rule)] as const),
  ]);
}

async function findDocumentedRules(): Promise<readonly DocumentedRule[]> {
  const folders = new Map(listRuleFolders(ROOT).map((folder) => [folder.split('/')[1], folder]));
  const rules = (await readRules(ROOT)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return rules.flatMap((rule) => {
    const folder = folders.get(rule.slug);
    const file = join(ROOT, 'packages/core/src/rules', folder ?? '', `${rule.slug}.md`);
    return folder !== undefined && existsSync(file) ? [{ rule, folder, page: readFileSync(file, 'utf8') }] : [];
  });
}
