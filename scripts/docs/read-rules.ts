import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../packages/core/src/rules/rule.ts';

/** The folders that hold a rule, as `<area>/<slug>` under `packages/core/src/rules`, sorted. */
export function listRuleFolders(root: string): readonly string[] {
  const rules = join(root, 'packages/core/src/rules');
  if (!existsSync(rules)) return [];
  const foldersIn = (path: string): readonly string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  return foldersIn(rules)
    .flatMap((area) => foldersIn(join(rules, area)).map((slug) => `${area}/${slug}`))
    .filter((folder) => existsSync(join(rules, folder, `${folder.split('/')[1]}.ts`)))
    .toSorted();
}

/** The rules of the registry. */
export async function readRules(root: string): Promise<readonly Rule[]> {
  const index = join(root, 'packages/core/src/rules/index.ts');
  if (!existsSync(index)) return [];
  const { rules } = (await import(index)) as { readonly rules: readonly Rule[] };
  return rules;
}
