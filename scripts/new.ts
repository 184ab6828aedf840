/** Makes the files of a new rule, front end or format, with its line in the registry. Run: `npm run new rule permissions/my-rule`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scaffolds } from './scaffold/index.ts';

const ROOT = join(import.meta.dirname, '..');

function createFiles(kind: string, name: string): void {
  const create = scaffolds[kind];
  if (create === undefined) throw new Error(`there is no scaffold for \`${kind}\``);
  const registries = new Set<string>();
  const files = create(name, (path) => {
    registries.add(path);
    return readFileSync(join(ROOT, path), 'utf8');
  });
  const there = [...files.keys()].find((path) => !registries.has(path) && existsSync(join(ROOT, path)));
  if (there !== undefined) throw new Error(`${there} is there already`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    console.log(path);
  }
  const sources = [...files.keys()].filter((path) => path.endsWith('.ts'));
  execFileSync(process.execPath, [join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), ...sources], { cwd: ROOT });
}

const [kind = '', name = ''] = process.argv.slice(2);
try {
  createFiles(kind, name);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(`usage: npm run new ${Object.keys(scaffolds).join('|')} <name>`);
  process.exitCode = 2;
}
