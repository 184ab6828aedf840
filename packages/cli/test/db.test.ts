import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeZip } from '../../core/test/deps/database/make-zip.ts';
import { findDatabaseFolder } from '../src/database/database-folder.ts';
import { parseChanges } from '../src/database/find-changes.ts';
import { openInstalled } from '../src/database/index-file.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const NOW = new Date().toISOString();

const toRecord = (id: string, name: string, more: object = {}): string =>
  JSON.stringify({
    id,
    modified: NOW,
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
    ...more,
  });

const toArchive = (...ids: string[]): Buffer =>
  makeZip(Object.fromEntries(ids.map((id) => [`${id}.json`, toRecord(id, 'a')])));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(folder: string, ...args: string[]): Promise<Run> {
  const io = createTestIo({ cwd: folder, env: { SALLYPORT_DB: 'db' } });
  const code = await main(['db', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const findIds = (folder: string): readonly string[] | undefined =>
  openInstalled(join(folder, 'db'), 'npm')
    ?.find('a')
    ?.map(({ id }) => id);

/** A server of some files, which may answer otherwise; what it was asked for is kept. */
async function serve(
  files: Readonly<Record<string, string | Buffer>>,
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url}${request.headers.range === undefined ? '' : ` ${request.headers.range}`}`);
    if (answer?.(request, response) === true) return;
    const content = files[request.url ?? ''];
    response.statusCode = content === undefined ? 404 : 200;
    response.setHeader('etag', '"1"');
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('db update --from', () => {
  it('makes an index of a folder, and says so', async () => {
    const folder = createFolder({ 'osv/npm/all.zip': '' });
    writeFileSync(join(folder, 'osv/npm/all.zip'), toArchive('A', 'B'));
    expect(await run(folder, 'update', '--from', 'osv')).toMatchObject({
      code: 0,
      out: expect.stringContaining('npm: 2 records'),
    });
    expect(findIds(folder)).toEqual(['A', 'B']);
    expect(readdirSync(join(folder, 'db'))).toEqual(['npm.idx', 'npm.idx.sha256']);
    expect((await run(folder, 'info')).out).toMatch(/npm: 2 records of 1 packages, .* SHA-256 right/);
  });

  it('leaves the old database where it is when an archive is bad', async () => {
    const folder = createFolder({ 'npm.zip': '' });
    writeFileSync(join(folder, 'npm.zip'), toArchive('A'));
    await run(folder, 'update', '--from', 'npm.zip');
    const before = readFileSync(join(folder, 'db/npm.idx'));
    for (const bad of [
      Buffer.from('no zip'),
      toArchive('A', 'B').subarray(0, -5),
      makeZip({ 'X.json': 'oops' }),
      makeZip({}),
    ]) {
      writeFileSync(join(folder, 'npm.zip'), bad);
      const { code, err } = await run(folder, 'update', '--from', 'npm.zip');
      expect([code, err]).toEqual([2, expect.stringMatching(/archive `npm\.zip`/)]);
      expect(readFileSync(join(folder, 'db/npm.idx')).equals(before)).toBe(true);
    }
    expect(readdirSync(join(folder, 'db'))).toEqual(['npm.idx', 'npm.idx.sha256']);
  });

  it.each([
    [['update', '--from', 'nowhere'], /no file or folder `nowhere`/],
    [['update', '--from', '.'], /no archive in `.`/],
    [['update', '--from', 'some.zip'], /does not say of which ecosystem/],
    [['update', '--mirror', 'http://example.com'], /is no mirror/],
    [['upgrade'], /unknown verb `upgrade`/],
    [[], /needs a verb/],
  ])('%j is misuse', async (args, message) => {
    const folder = createFolder({ 'some.zip': '' });
    expect(await run(folder, ...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });
});

describe('db info', () => {
  it('says that a file is not what was installed', async () => {
    const folder = createFolder({ 'npm.zip': '' });
    writeFileSync(join(folder, 'npm.zip'), toArchive('A'));
    await run(folder, 'update', '--from', 'npm.zip');
    const path = join(folder, 'db/npm.idx');
    writeFileSync(`${path}.sha256`, `${'0'.repeat(64)}  npm.idx\n`);
    expect(await run(folder, 'info')).toMatchObject({ code: 2, out: expect.stringMatching(/SHA-256 WRONG/) });
    writeFileSync(path, readFileSync(path).subarray(0, -9));
    expect(await run(folder, 'info')).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be read: it has/) });
  });

  it('says that there is none', async () => {
    expect((await run(createFolder({}), 'info')).out).toMatch(/no database in .*: run `sallyport db update`/);
  });
});

describe('db update from the network', () => {
  const pypi = makeZip({
    'P.json': JSON.stringify({ id: 'P', affected: [{ package: { ecosystem: 'PyPI', name: 'p' } }] }),
  });

  it('downloads archives once, and then what changed', async () => {
    const folder = createFolder({});
    const first = await serve({ '/npm/all.zip': toArchive('A', 'B'), '/PyPI/all.zip': pypi });
    expect((await run(folder, 'update', '--mirror', first.url)).code).toBe(0);
    const second = await serve({
      '/npm/modified_id.csv': `${NOW},B\n${NOW},C\n2020-01-01T00:00:00Z,A\n`,
      '/npm/B.json': toRecord('B', 'a', { withdrawn: NOW }),
      '/npm/C.json': toRecord('C', 'a'),
      '/PyPI/all.zip': pypi,
    });
    expect((await run(folder, 'update', '--mirror', second.url)).out).toMatch(/npm: 2 records, brought up to date/);
    expect(findIds(folder)).toEqual(['A', 'C']);
  });

  it('goes on where a download broke off', async () => {
    const folder = createFolder({});
    const archive = toArchive('A', 'B', 'C');
    const { url, asked } = await serve({ '/PyPI/all.zip': pypi }, (request, response) => {
      if (request.url !== '/npm/all.zip') return false;
      const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
      response.writeHead(start > 0 ? 206 : 200, { etag: '"1"', 'content-length': archive.length - start });
      if (start > 0) response.end(archive.subarray(start));
      else response.write(archive.subarray(0, 100), () => setTimeout(() => response.destroy(), 50));
      return true;
    });
    expect((await run(folder, 'update', '--mirror', url)).code).toBe(0);
    expect(asked).toContain('/npm/all.zip bytes=100-');
    expect(findIds(folder)).toEqual(['A', 'B', 'C']);
  });

  it('does not take what fails its checksum, and leaves the database as it was', async () => {
    const folder = createFolder({});
    const { url } = await serve({}, (_, response) => {
      response.setHeader('x-goog-hash', 'crc32c=AAAAAA==,md5=AAAAAAAAAAAAAAAAAAAAAA==');
      response.end(toArchive('A'));
      return true;
    });
    const { code, err } = await run(folder, 'update', '--mirror', url);
    expect([code, err]).toEqual([2, expect.stringMatching(/does not have the checksum that the server gives/)]);
    expect(openInstalled(join(folder, 'db'), 'npm')).toBeUndefined();
  });
});

it('finds what changed after a time', () => {
  const list = '2026-11-20T10:00:00Z,GHSA-1\n2026-11-19T10:00:00Z,npm/MAL-2\n2026-11-18T00:00:00Z,OLD\nrubbish\n';
  expect(parseChanges(list, Date.parse('2026-11-19T00:00:00Z'))).toEqual(['GHSA-1', 'MAL-2']);
});

it.each([
  ['linux', { HOME: '/h' }, '/h/.cache/sallyport/advisories'],
  ['linux', { HOME: '/h', XDG_CACHE_HOME: '/c' }, '/c/sallyport/advisories'],
  ['darwin', { HOME: '/h' }, '/h/Library/Caches/sallyport/advisories'],
  ['linux', { SALLYPORT_DB: '/d' }, '/d'],
] as const)('keeps the database of %s with %j in %s', (platform, env, folder) => {
  expect(findDatabaseFolder(createTestIo({ env }), platform)).toBe(folder);
});
