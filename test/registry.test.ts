import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRuleFolders, readRules } from '../scripts/docs/read-rules.ts';
import { findImports } from './import-graph.ts';
import { listRepositoryFiles, listSources, readRepositoryFile, ROOT } from './repository.ts';

const sources = new Set(listSources());

/** Folders with an explicit list in their `index.ts`: what no list leads to is not part of the product. */
const REGISTRIES = [
  'packages/core/src/rules',
  'packages/core/src/iac',
  'packages/core/src/deps/installed',
  'packages/core/src/deps/lockfiles',
  'packages/core/src/deps/manifests',
  'packages/cli/src/formats/scan',
  'packages/runtime/src/events',
].filter((folder) => sources.has(`${folder}/index.ts`));

/** The letters of a rule's id say its area. */
const AREA_OF_ID: Readonly<Record<string, string>> = {
  PERM: 'permissions',
  DEP: 'dependencies',
  EVT: 'events',
  DEF: 'defence',
  LOG: 'logging',
};

function findReached(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const file of reached) {
    for (const { target } of findImports(file)) if (target !== null && sources.has(target)) reached.add(target);
  }
  return reached;
}

describe.each(REGISTRIES)('%s', (folder) => {
  it('leads to everything in its folder', () => {
    const reached = findReached(`${folder}/index.ts`);
    const inFolder = [...sources].filter((file) => file.startsWith(`${folder}/`));
    expect(inFolder.filter((file) => !reached.has(file) && !file.endsWith('.generated.ts'))).toEqual([]);
  });
});

describe('commands', () => {
  it('are all in the list', () => {
    const index = readRepositoryFile('packages/cli/src/commands/index.ts');
    const commands = [...sources].filter(
      (file) => file.startsWith('packages/cli/src/commands/') && /: Command = \{/.test(readRepositoryFile(file)),
    );
    const unlisted = commands.filter((file) => !index.includes(`import('./${file.split('/').at(-1)}')`));
    expect(unlisted).toEqual([]);
  });
});

describe('rules', async () => {
  const folders = listRuleFolders(ROOT);
  const rules = await readRules(ROOT);

  it('are the folders, each once, by id', () => {
    const listed = rules.map(({ id, slug }) => `${AREA_OF_ID[id.replace(/\d+$/, '')]}/${slug}`);
    expect(listed.toSorted()).toEqual(folders);
    expect(rules.map(({ id }) => id)).toEqual([...new Set(rules.map(({ id }) => id))].toSorted());
  });

  it.each(folders)('%s has its page and its fixtures', (folder) => {
    const path = `packages/core/src/rules/${folder}`;
    expect(existsSync(join(ROOT, path, `${folder.split('/')[1]}.md`))).toBe(true);
    const beside = listRepositoryFiles().filter((file) => file.startsWith(`${path}/`));
    const fixtures = (prefix: string): number =>
      new Set(beside.flatMap((file) => new RegExp(`/(${prefix}-[^/]+)/`).exec(file)?.[1] ?? [])).size;
    expect(fixtures('bad')).toBeGreaterThanOrEqual(3);
    expect(fixtures('ok')).toBeGreaterThanOrEqual(3);
  });

  const published = join(process.env['SALLYPORT_SHARED'] ?? join(ROOT, '../shared'), 'data/rules-v1.json');
  if (!existsSync(published)) console.log('SKIPPED conformance: shared/data/rules-v1.json is not here');

  it.skipIf(!existsSync(published))('carry the ids, slugs, severities and levels of version 1', () => {
    const known = JSON.parse(readFileSync(published, 'utf8')) as readonly PublishedRule[];
    const expected = new Set(known.map((rule) => `${rule.id} ${rule.slug} ${rule.severity} ${rule.default}`));
    const own = rules.map((rule) => `${rule.id} ${rule.slug} ${rule.severity} ${rule.suggestion ? 'suggest' : 'on'}`);
    expect(own.filter((rule) => !expected.has(rule))).toEqual([]);
  });
});

interface PublishedRule {
  readonly id: string;
  readonly slug: string;
  readonly severity: string;
  readonly default: string;
}
