import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const RULES: string = join(import.meta.dirname, '../../src/rules');

/** A rule's folder: `permissions/admin-policy`. */
export function listRuleFolders(): readonly string[] {
  return listFolders(RULES).flatMap((area) => listFolders(join(RULES, area)).map((slug) => `${area}/${slug}`));
}

/** The fixtures of a rule: `bad-…` and `ok-…`. */
export function listFixtures(folder: string): readonly string[] {
  return listFolders(join(RULES, folder)).filter((name) => /^(?:bad|ok)-/.test(name));
}

const listFolders = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => statSync(join(path, name)).isDirectory())
    .toSorted();

/** Every file of a fixture by its path in there. */
export function readFiles(path: string, below = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(join(path, below))) {
    const inner = below === '' ? name : `${below}/${name}`;
    if (statSync(join(path, inner)).isDirectory()) Object.assign(files, readFiles(path, inner));
    else files[inner] = readFileSync(join(path, inner), 'utf8');
  }
  return files;
}

/**
 * What a fixture says it expects, as `PERM003 template.yaml:12`: a comment `# expect PERM003` at the end of the line of
 * the finding, once for each finding. A JSON template has no comments: `expected.txt` beside it holds the list.
 */
export function readExpected(files: Readonly<Record<string, string>>): readonly string[] {
  const expected = Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const rules = /(?:#|\/\/) expect ([A-Z0-9, ]+)$/.exec(line)?.[1];
      return (rules?.split(',') ?? []).map((rule) => `${rule.trim()} ${file}:${index + 1}`);
    }),
  );
  const listed = (files['expected.txt'] ?? '').split('\n').filter((line) => line !== '');
  return [...expected, ...listed].toSorted();
}
