import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const toEvent = (key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-west-1',
        eventTime: '2026-11-21T10:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: 'orders-in', arn: 'arn:aws:s3:::orders-in' }, object: { key } },
      },
    ],
  });

const files = {
  'good.json': toEvent('in/orders.csv'),
  'bad.json': toEvent('..%2F4111111111111111'),
  'other.json': '{"hello":"world"}',
  'broken.json': '{',
  'lines.json': '{"a":4111}\n{"a":4111}\n',
  'empty.json': ' \n',
  'marked.json': `\uFEFF${toEvent('in/orders.csv')}`,
  'policy.json': '{"keyPattern":"^out/","allowedExtensions":[".csv"]}',
  'wrong.json': '{"alowedExtensions":[".csv"]}',
  'pattern.json': '{"keyPattern":"("}',
};

async function run(line: string): Promise<{ code: number; out: string; err: string }> {
  const io = createTestIo({ cwd: createFolder(files) });
  const code = await main(['event', ...line.split(' ')], io);
  return { code, out: io.out(), err: io.err() };
}

describe('sallyport event', () => {
  it.each([
    ['good.json', 0, { source: 's3', verdict: 'accepted' }],
    [
      'bad.json',
      1,
      { source: 's3', verdict: 'rejected', code: 'ERR_EVENT_TRAVERSAL', path: 'Records[0].s3.object.key' },
    ],
    ['marked.json', 0, { source: 's3', verdict: 'accepted' }],
    ['other.json --source direct', 0, { source: 'direct', verdict: 'accepted' }],
    ['good.json --policy policy.json', 1, { source: 's3', verdict: 'rejected', code: 'ERR_EVENT_NOT_ALLOWED' }],
    ['good.json --source sqs', 1, { source: 'sqs', verdict: 'rejected' }],
    ['other.json', 1, { source: null, verdict: 'rejected', code: 'ERR_EVENT_UNKNOWN_SOURCE' }],
  ])('%s', async (line, code, verdict) => {
    const result = await run(line);
    expect(result).toMatchObject({ code, err: '' });
    expect(JSON.parse(result.out)).toMatchObject(verdict);
    expect(result.out).not.toContain('4111');
  });

  it.each([
    ['none.json', 'cannot read `none.json`\nthere is no such file or folder'],
    ['.', 'cannot read `.`\nit is a folder'],
    ['broken.json', '`broken.json` is not JSON\nbroken.json:1:2: '],
    ['lines.json', '`lines.json` is not JSON\nlines.json:2:1: '],
    ['empty.json', '`empty.json` is empty'],
    ['good.json --source s4', 'unknown source `s4`\ndid you mean `s3`?'],
    ['good.json --policy wrong.json', '`policy.alowedExtensions` is none of maxBodyBytes, '],
    ['good.json --policy pattern.json', 'a pattern that is none'],
  ])('refuses %s', async (line, message) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('reads the standard input, and what is marked as UTF-16', () => {
    const command = [
      '--conditions=@sallyport/source',
      '--import',
      'tsx',
      join(import.meta.dirname, '../src/bin.ts'),
      'event',
      '-',
    ];
    const text = toEvent('in/orders.csv');
    for (const input of [
      text,
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ]) {
      const { status, stdout } = spawnSync(process.execPath, command, { input, encoding: 'utf8' });
      expect({ status, verdict: JSON.parse(stdout) }).toEqual({
        status: 0,
        verdict: { source: 's3', verdict: 'accepted' },
      });
    }
  });
});
