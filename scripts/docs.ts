/** Writes the generated pages under docs/ and the table of rule pages that the package carries. Run: `npm run docs`; with `--check` it compares and writes nothing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatePages } from './docs/generate.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['docs/rules', 'docs/events'];

const pages = await generatePages();
const read = (path: string): string | undefined =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;
const stale = [...pages].filter(([path, text]) => read(path) !== text).map(([path]) => path);
const extra = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`))
  .filter((path) => !pages.has(path));

if (process.argv.includes('--check')) {
  for (const path of stale) console.log(`${path} is not what its source says: run \`npm run docs\``);
  for (const path of extra) console.log(`${path} has no source: run \`npm run docs\``);
  process.exitCode = stale.length + extra.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), pages.get(path) ?? '');
    console.log(`wrote ${path}`);
  }
  for (const path of extra) {
    rmSync(join(ROOT, path));
    console.log(`removed ${path}`);
  }
}
