import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { load } from 'js-yaml';
import { readConfig } from '../src/config/read-config.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { sampleApplication } from './sample-application.ts';
import { findProblems } from './schema.ts';
import { createTestIo } from './test-io.ts';

async function run(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = createTestIo({ cwd });
  return { code: await main(args, io), out: io.out(), err: io.err() };
}

const readText = (...path: string[]): string => readFileSync(join(...path), 'utf8');

/** The package that runs, linked into a folder as npm links one. */
function install(folder: string, ...place: string[]): void {
  mkdirSync(join(folder, ...place, '..'), { recursive: true });
  symlinkSync(fileURLToPath(new URL('..', import.meta.url)), join(folder, ...place), 'dir');
}

describe('init', () => {
  it('writes a config for what it finds, which the reader and the schema take', async () => {
    const template = `${sampleApplication['template.yaml']}Parameters:\n  Stage:\n    Type: String\n  Kept:\n    Type: String\n    Default: a\n`;
    const folder = createFolder({ ...sampleApplication, 'template.yaml': template });
    const { code, out, err } = await run(folder, 'init');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^wrote sallyport\.config\.yaml\nwrote sallyport\.baseline\.json \(.*1 high.*known/);
    const text = readText(folder, 'sallyport.config.yaml');
    // It does not lie in the project: no editor is sent to a file that is not there.
    expect(text).not.toMatch(/^# yaml-language-server:/m);
    expect(text).toMatch(/^# For an editor .* in place of PATH:\n/);
    expect(text).toContain('for template.yaml, with 1 function.');
    expect(text).toContain('\n#   Stage: # template.yaml:21\n');
    expect(text).not.toContain('Kept');
    expect(findProblems('config', load(text))).toEqual([]);
    expect(await readConfig(undefined, folder, '/')).toMatchObject({
      failOn: 'high',
      baseline: `${folder}/sallyport.baseline.json`,
    });
    expect(findProblems('scan', JSON.parse(readText(folder, 'sallyport.baseline.json')))).toEqual([]);
    expect((await run(folder, 'scan')).code).toBe(0);
  });

  it('writes what the schema takes when its comments are taken away, too', async () => {
    const folder = createFolder(sampleApplication);
    await run(folder, 'init');
    const bare = readText(folder, 'sallyport.config.yaml').replace(
      /^# ?((?: *- | *)(?:params|skip|ignore|Stage|rule|path|reason|until):.*)$/gm,
      '$1',
    );
    expect(findProblems('config', load(bare))).toEqual([]);
    expect(load(bare)).toMatchObject({ params: { Stage: 'prod' }, ignore: [{ rule: 'PERM003' }] });
  });

  it('leaves alone what is there', async () => {
    const files = { 'sallyport.config.json': '{"failOn":"low"}', '.pre-commit-config.yaml': 'repos: []\n' };
    const folder = createFolder({ ...sampleApplication, ...files });
    mkdirSync(join(folder, '.git'));
    const { code, out } = await run(folder, 'init');
    expect(code).toBe(0);
    expect(out).toContain('left sallyport.config.json: it is there already\n');
    expect(out).toMatch(/left \.pre-commit-config\.yaml: it is there already; an entry for it:\n {2}- repo: local\n/);
    for (const [name, text] of Object.entries(files)) expect(readText(folder, name)).toBe(text);
    const again = await run(folder, 'init');
    expect(again.out.match(/^wrote/gm)).toBeNull();
  });

  it.each([['node_modules/sallyport'], ['my app/node_modules/sallyport']])(
    'puts the workflow and the hook at the top of the checkout, which has it as %s',
    async (program) => {
      const files = Object.entries(sampleApplication).map(([name, text]) => [`my app/${name}`, text]);
      const folder = createFolder(Object.fromEntries(files));
      mkdirSync(join(folder, '.git'));
      install(folder, ...program.split('/'));
      await run(join(folder, 'my app'), 'init');
      const config = readText(folder, 'my app', 'sallyport.config.yaml');
      const [, schema = ''] = /^# yaml-language-server: \$schema="?(.*?)"?\n/.exec(config) ?? [];
      expect(readText(folder, 'my app', schema)).toContain('"$schema"');
      const workflow = load(readText(folder, '.github', 'workflows', 'sallyport.yml'));
      expect(workflow).toMatchObject({
        jobs: {
          scan: {
            steps: expect.arrayContaining([
              {
                run: 'node ../.sallyport/packages/cli/dist/bin.js scan --format sarif --output sallyport.sarif',
                'working-directory': 'my app',
              },
            ]) as unknown,
          },
        },
      });
      expect(load(readText(folder, '.pre-commit-config.yaml'))).toMatchObject({
        repos: [
          { hooks: [{ entry: 'node', args: [`${program}/dist/bin.js`, 'scan', 'my app'], pass_filenames: false }] },
        ],
      });
      rmSync(join(folder, 'my app', 'sallyport.config.yaml'));
      expect((await run(folder, 'init', 'my app')).out).toContain('wrote my app/sallyport.config.yaml');
    },
  );

  it.each([
    ['not in the checkout', () => {}],
    ['only by its name', (folder: string) => mkdirSync(join(folder, 'node_modules', 'sallyport'), { recursive: true })],
  ])('leaves the hook off where the program is %s', async (_, prepare) => {
    const folder = createFolder(sampleApplication);
    mkdirSync(join(folder, '.git'));
    prepare(folder);
    expect((await run(folder, 'init')).out).toMatch(/wrote \.pre-commit-config\.yaml \(the hook is off:/);
    const text = readText(folder, '.pre-commit-config.yaml');
    expect(load(text)).toEqual({ repos: [] });
    // What stands in the comment is what it says it is.
    const hook = text.slice(text.indexOf('# repos:')).replace('repos: []\n', '').replace(/^# /gm, '');
    expect(load(hook)).toMatchObject({
      repos: [{ hooks: [{ entry: 'node', args: ['PATH/packages/cli/dist/bin.js', 'scan', '.'] }] }],
    });
  });

  it('keeps names from breaking out of its comments', async () => {
    const folder = createFolder({
      ...sampleApplication,
      'odd\nfailOn: never.yaml': sampleApplication['template.yaml'] ?? '',
    });
    await run(folder, 'init');
    expect(load(readText(folder, 'sallyport.config.yaml'))).toMatchObject({ failOn: 'high' });
  });

  it('writes nothing where there is nothing to read', async () => {
    const folder = createFolder({ 'notes.md': 'x' });
    expect((await run(folder, 'init')).code).toBe(2);
    expect((await run(folder, 'init', 'notes.md')).err).toContain('`notes.md` is a file');
  });
});
