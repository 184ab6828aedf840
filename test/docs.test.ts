import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatePages } from '../scripts/docs/generate.ts';
import { listRepositoryFiles, readRepositoryFile, ROOT } from './repository.ts';

const files = listRepositoryFiles();
const pages = files.filter((file) => file.endsWith('.md') && !/\/(?:fixtures|bad-[^/]+|ok-[^/]+)\//.test(file));

/** The fenced blocks of `language` in a page, in order. */
function findBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

describe('generated pages', () => {
  it('are what their sources say: `npm run docs` writes them', async () => {
    const generated = await generatePages();
    const stale = [...generated].filter(([path, text]) => !files.includes(path) || readRepositoryFile(path) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('have a source', async () => {
    const generated = await generatePages();
    expect(files.filter((file) => /^docs\/(?:rules|events)\//.test(file) && !generated.has(file))).toEqual([]);
  });
});

describe('README', () => {
  const readme = readRepositoryFile('README.md');
  const quickStart = /\n## Quick start\n([\s\S]*?)(?=\n## )/.exec(readme)?.[1] ?? '';
  const { scripts } = JSON.parse(readRepositoryFile('package.json')) as { readonly scripts: Record<string, string> };

  it('starts with the main job, then the tests', () => {
    const [main, tests] = findBlocks(quickStart, 'sh');
    expect(main).toContain('packages/cli/dist/bin.js permissions examples/');
    expect(tests?.trim()).toMatch(/npm test$/);
  });

  it('names scripts and files that exist', () => {
    const commands = findBlocks(readme, 'sh').join('\n');
    const named = [...commands.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, script = '']) => script);
    const builtIn = ['ci', 'install', 'i', 'run'];
    expect(named.filter((script) => !builtIn.includes(script) && scripts[script] === undefined)).toEqual([]);
    const paths = [...commands.matchAll(/\b(?:examples|packages)\/[\w./-]+/g)].map(([path]) => path);
    expect(paths.filter((path) => !path.includes('/dist/') && !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('pages', () => {
  it('link to files that exist', () => {
    const broken = pages.flatMap((page) => {
      const text = readRepositoryFile(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
      return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .filter(([, target = '']) => !existsSync(join(ROOT, dirname(page), target)))
        .map(([, target]) => `${page}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});

describe('files', () => {
  it('name no path of the machine they were made on', () => {
    // Spelled in parts, or this file would be the first to fail.
    const homes = new RegExp(
      `(?:^|[\\s"'\`(=:])/(?:${['work', 'root', 'home/[a-z]+', 'Users/[a-z]+'].join('|')})/`,
      'm',
    );
    const text = files.filter((file) => /\.(?:ts|mjs|json|md|ya?ml|toml|py|sh)$|^\.ci\//.test(file));
    expect(text.filter((file) => homes.test(readRepositoryFile(file)))).toEqual([]);
  });
});
