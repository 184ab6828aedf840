import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyse, scan, type Analysis, type ScanResult } from '@sallyport/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../packages/cli/src/main.ts';
import { createNodeHost } from '../packages/cli/src/node-host.ts';
import { createTestIo } from '../packages/cli/test/test-io.ts';
import { readRepositoryFile, ROOT } from './repository.ts';

const LANGUAGES = ['orders-typescript', 'orders-python'] as const;
type Language = (typeof LANGUAGES)[number];

const APPLICATIONS = ['guard', ...LANGUAGES.flatMap((language) => [`${language}/before`, `${language}/after`])];
const findFolder = (application: string): string => join(ROOT, 'examples', application);

const scanFolder = (folder: string): Promise<ScanResult> => scan(createNodeHost(folder), {});
const read = (language: Language, form: 'before' | 'after'): Promise<Analysis> =>
  analyse(createNodeHost(findFolder(`${language}/${form}`)), {});

/** A copy of an application, for as long as the test runs. */
function copy(application: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-example-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(findFolder(application), folder, { recursive: true });
  return folder;
}

/** As a user types it: the exit code. */
const run = (...args: readonly string[]): Promise<number> => main(args, createTestIo());

/** The files of a folder, with their texts. */
const readAll = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );

/** By function: how many there are of each. */
const countProblems = ({ permissions }: Analysis): Record<string, object> =>
  Object.fromEntries(
    permissions.map((p) => [
      p.function.id,
      {
        excess: p.excess.length,
        missing: p.missing.length,
        unscoped: p.unscoped.length,
        unresolved: p.unresolved.length,
      },
    ]),
  );

const listNeeds = ({ permissions }: Analysis): Record<string, readonly string[]> =>
  Object.fromEntries(
    permissions.map((p) => [
      p.function.id,
      p.needed.flatMap((need) => need.resources.map(({ arn }) => `${need.action} ${arn}`)).toSorted(),
    ]),
  );

const NONE = { excess: 0, missing: 0, unscoped: 0, unresolved: 0 };

describe.each(APPLICATIONS)('%s', (application) => {
  it('scans clean once it is fixed, and stays as it is then', async () => {
    const folder = copy(application);
    expect(await run('scan', folder, '--fix')).toBe(0);
    expect((await scanFolder(folder)).findings).toEqual([]);
    const fixed = readAll(folder);
    expect(await run('scan', folder, '--fix', '--fail-on', 'info')).toBe(0);
    expect(readAll(folder)).toEqual(fixed);
    expect(await run('permissions', folder, '--write')).toBe(0);
    const written = readAll(folder);
    expect((await scanFolder(folder)).findings).toEqual([]);
    expect(await run('scan', folder, '--fix', '--fail-on', 'info')).toBe(0);
    expect(await run('permissions', folder, '--write', '--fail-on', 'excess,missing,unscoped')).toBe(0);
    expect(readAll(folder)).toEqual(written);
  });
});

describe.each(LANGUAGES)('%s', (language) => {
  it('has before what a first version often has', async () => {
    const { findings } = await scanFolder(findFolder(`${language}/before`));
    expect(findings.map(({ rule, ...f }) => `${rule} ${f.function ?? f.resource}`).toSorted()).toEqual([
      'DEF004 ServerlessHttpApiApiGatewayDefaultStage',
      'DEF009 FulfilledTopic',
      'DEF012 ImportBucket',
      'DEF012 OrdersTable',
      'EVT008 ImportOrdersFunction',
      'EVT009 FulfilOrdersFunction',
      'EVT012 ImportOrdersFunction',
      'LOG003 ServerlessHttpApiApiGatewayDefaultStage',
      'PERM002 GetOrderFunction',
      'PERM006 FulfilOrdersFunction',
      'PERM006 FulfilOrdersFunction',
      'PERM006 ImportOrdersFunction',
      'PERM006 PlaceOrderFunction',
      'PERM008 FulfilOrdersFunction',
      'PERM009 FulfilOrdersFunction',
    ]);
  });

  it('names each of its rules in the README', async () => {
    const { findings } = await scanFolder(findFolder(`${language}/before`));
    const readme = readRepositoryFile('examples/README.md');
    for (const { rule } of findings) expect(readme).toContain(rule);
  });

  it('grants before more than it needs, and nothing too little', async () => {
    const { permissions } = await read(language, 'before');
    const excess = permissions.map((p) => {
      const names = p.excess.map(({ action, origin }) => (origin.kind === 'inline' ? action : origin.name));
      return [p.function.id, [...new Set(names)].toSorted()];
    });
    expect(Object.fromEntries(excess)).toEqual({
      GetOrderFunction: ['dynamodb:*'],
      PlaceOrderFunction: ['DynamoDBCrudPolicy'],
      FulfilOrdersFunction: ['AmazonSNSFullAccess', 'DynamoDBCrudPolicy', 'SecretsManagerReadWrite'],
      ImportOrdersFunction: ['DynamoDBWritePolicy', 'S3CrudPolicy'],
    });
    expect(permissions.flatMap((p) => [...p.missing, ...p.unresolved])).toEqual([]);
  });

  it('has after what the tool makes of before, and nothing else', async () => {
    const folder = copy(`${language}/before`);
    await run('scan', folder, '--fix');
    await run('permissions', folder, '--write');
    expect(readAll(folder)).toEqual(readAll(findFolder(`${language}/after`)));
  });

  it('has after nothing that is too much or too little', async () => {
    const analysis = await read(language, 'after');
    const ids = analysis.permissions.map((p) => p.function.id);
    expect(ids).toHaveLength(4);
    expect(countProblems(analysis)).toEqual(Object.fromEntries(ids.map((id) => [id, NONE])));
  });
});

describe.each(['before', 'after'] as const)('both languages, %s', (form) => {
  it('need the same', async () => {
    const [typescript, python] = await Promise.all(LANGUAGES.map((language) => read(language, form)));
    expect(typescript && listNeeds(typescript)).toEqual(python && listNeeds(python));
  });
});
