import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuditError, createAuditLog } from '../../src/audit-log/index.ts';
import { context, fields, parse, readLog } from './sample-log.ts';

const KEY = 'ab'.repeat(32);
const sha256 = (data: string | Buffer): ReturnType<typeof Buffer.alloc> => createHash('sha256').update(data).digest();
/** The line from its member `audit` on. */
const toHashed = (line: string): string => line.slice(line.indexOf('"audit":"'));
const records = (count: number) => (log: { record: (c: typeof context, f: typeof fields) => void }) => {
  for (let at = 0; at < count; at += 1) log.record(context, fields);
};

afterEach(() => void vi.useRealTimers());

describe('the audit log', () => {
  it.each<readonly [unknown, string]>([
    [null, 'options must be an object'],
    ['text', 'options must be an object'],
    [{ kee: KEY }, '`kee` is none of key, emf, routes, fd'],
    [{ emf: 'no' }, '`emf` must be true or false'],
    [{ routes: 'GET /' }, '`routes` must be a list of texts'],
    [{ routes: [5] }, '`routes` must be a list of texts'],
    [{ fd: -1 }, '`fd` must be a file descriptor'],
  ])('refuses the options %j', (options, message) => {
    expect(() => createAuditLog(options as object)).toThrow(
      expect.objectContaining({ code: 'ERR_AUDIT_OPTION', message: expect.stringContaining(message) }),
    );
  });

  it('writes nothing and makes no key before the first record', () => {
    expect(readLog(() => {})).toEqual([]);
  });

  it('writes one line for a record, behind a start and before an end', () => {
    const lines = readLog(records(2)).map(parse);
    expect(lines.map(({ audit, seq }) => [audit, seq])).toEqual([
      ['start', 0],
      ['record', 1],
      ['record', 2],
      ['end', 3],
    ]);
  });

  it('says what is asked for, under the names of the design', () => {
    const [, line] = readLog((log) =>
      log.record(context, { ...fields, outcome: 'rejected', code: 'ERR_EVENT_SHAPE', coldStart: true }),
    );
    const { chain, prev, timestamp, _aws, ...rest } = parse(line);
    expect([chain, prev, timestamp]).toEqual([expect.any(String), expect.any(String), expect.any(Number)]);
    expect(_aws).toEqual({
      CloudWatchMetrics: [
        {
          Dimensions: [['event_source', 'function_name', 'outcome']],
          Metrics: [{ Name: 'audit_records', Unit: 'Count' }],
          Namespace: 'Sallyport',
        },
      ],
      Timestamp: timestamp,
    });
    expect(rest).toEqual({
      audit: 'record',
      audit_records: 1,
      aws_request_id: context.awsRequestId,
      code: 'ERR_EVENT_SHAPE',
      cold_start: true,
      duration_ms: 1.5,
      event_source: 's3',
      function_name: 'orders',
      function_version: '$LATEST',
      log_group: '/aws/lambda/orders',
      outcome: 'rejected',
      remaining_time: 2999,
      route: 'orders-bucket',
      seq: 1,
      v: 1,
    });
  });

  it('leaves the metric out when told to', () => {
    expect(parse(readLog(records(1), { emf: false })[1])).not.toHaveProperty('_aws');
  });

  it('chains each line to the one before', () => {
    const lines = readLog(records(100));
    for (const [at, line] of lines.entries()) {
      const before = lines[at - 1];
      expect(parse(line)['prev']).toBe(
        before === undefined ? '0'.repeat(64) : sha256(toHashed(before)).toString('hex'),
      );
    }
  });

  it('has MACs under keys of which each is the hash of the one before', () => {
    const lines = readLog(records(70), { key: KEY });
    const { chain } = parse(lines[0]);
    let key = createHmac('sha256', Buffer.from(KEY, 'hex'))
      .update(`sallyport audit chain 1:${String(chain)}`)
      .digest();
    for (const line of lines) {
      const { _mac } = parse(line);
      expect(
        createHmac('sha256', key)
          .update(sha256(toHashed(line)))
          .digest('hex'),
      ).toBe(_mac);
      key = sha256(key);
    }
  });

  it('takes a data key and writes what KMS wrapped', () => {
    const wrapped = Buffer.alloc(184, 5);
    const [start] = readLog(records(1), { key: { plaintext: Buffer.alloc(32, 1), wrapped } });
    expect(parse(start)['wrapped_key']).toBe(wrapped.toString('base64'));
  });

  it('signs a checkpoint after 32 records, and the end', () => {
    const lines = readLog(records(65));
    const { public_key: x } = parse(lines[0]);
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: String(x) }, format: 'jwk' });
    const signed = lines.filter((line) => 'signature' in parse(line));
    expect(signed.map((line) => [parse(line)['audit'], parse(line)['records']])).toEqual([
      ['checkpoint', 32],
      ['checkpoint', 64],
      ['end', 65],
    ]);
    for (const line of signed) {
      const signature = String(parse(line)['signature']);
      const bytes = Buffer.from(toHashed(line).replace(`,"signature":"${signature}"`, ''));
      expect(verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    }
  });

  it('signs less often as the chain grows, and never leaves more than 1,024 records unsigned', () => {
    const signed = readLog(records(3100)).map((line) => parse(line));
    const counts = signed.filter(({ audit }) => audit === 'checkpoint').map((line) => line['records']);
    expect(counts).toEqual([32, 64, 128, 256, 512, 1024, 2048, 3072]);
  });

  it('signs a checkpoint with the first record after a minute', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const lines = readLog((log) => {
      log.record(context, fields);
      vi.setSystemTime(Date.now() + 59_999);
      log.record(context, fields);
      vi.setSystemTime(Date.now() + 1);
      log.record(context, fields);
      log.record(context, fields);
    });
    expect(lines.map((line) => parse(line)['audit']).join(' ')).toBe(
      'start record record record checkpoint record end',
    );
  });

  it('keeps its chain where to ask for the remaining time writes a record', () => {
    const lines = readLog((log) => {
      log.record({ ...context, getRemainingTimeInMillis: () => (log.record(context, fields), 1) }, fields);
    });
    expect(lines.map((line) => parse(line)).map(({ seq, remaining_time }) => [seq, remaining_time])).toEqual([
      [0, undefined],
      [1, 2999],
      [2, 1],
      [3, undefined],
    ]);
    expect(parse(lines[2])['prev']).toBe(sha256(toHashed(lines[1] ?? '')).toString('hex'));
  });

  it('is canonical JSON', () => {
    const toCanonical = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(toCanonical);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(entries.map(([key, inner]) => [key, toCanonical(inner)]));
    };
    const lines = readLog(
      (log) => {
        log.record(context, { ...fields, code: 'ERR_X', coldStart: false, durationMs: 1e-9 });
        log.record(context, { ...fields, durationMs: 12_345.678_9 });
      },
      { key: { plaintext: Buffer.alloc(32), wrapped: Buffer.alloc(9) } },
    );
    for (const line of lines) expect(JSON.stringify(toCanonical(parse(line)))).toBe(line);
  });

  it('refuses records after it was closed, and bad options', () => {
    const log = createAuditLog();
    log.close();
    log.close();
    expect(() => log.record(context, fields)).toThrow(AuditError);
    for (const key of ['', 'xyz', 'ab', new Uint8Array(31), {}, null, 5]) {
      expect(() => createAuditLog({ key: key as string })).toThrow(AuditError);
    }
    expect(() => createAuditLog({ fd: -1 })).toThrow(AuditError);
  });

  it('says in a coded error that it cannot write, and goes on when it can', () => {
    const log = createAuditLog({ fd: 999 });
    expect(() => log.record(context, fields)).toThrow(
      expect.objectContaining({ code: 'ERR_AUDIT_WRITE', message: 'the audit log cannot be written: EBADF' }),
    );
  });

  it('leaves the key of its caller as it was, and keeps none that turns back', () => {
    const key = Buffer.alloc(32, 9);
    readLog(records(1), { key });
    expect(key).toEqual(Buffer.alloc(32, 9));
  });
});

describe('a process with an audit log', () => {
  const run = (script: string): { status: number | null; signal: string | null; stdout: string } =>
    spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '../../../..'),
      encoding: 'utf8',
    });
  const index = join(import.meta.dirname, '../../src/audit-log/index.ts');
  const head = `const { createAuditLog } = await import(${JSON.stringify(index)}); const log = createAuditLog();
    log.record({}, { source: 's3', outcome: 'accepted' });`;

  it('writes to the standard output, signs on SIGTERM and ends by it', () => {
    const { signal, stdout } = run(
      `${head} process.kill(process.pid, 'SIGTERM'); await new Promise(() => setTimeout(() => {}, 1e6));`,
    );
    expect(signal).toBe('SIGTERM');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => parse(line)['audit']),
    ).toEqual(['start', 'record', 'checkpoint']);
  });

  it('leaves the end to others who listen', () => {
    const { status, stdout } = run(`${head} process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50));
      process.kill(process.pid, 'SIGTERM'); await new Promise(() => setTimeout(() => {}, 1e6));`);
    expect([status, stdout.trim().split('\n').length]).toEqual([7, 3]);
  });

  it('ends by itself: nothing is kept alive', () => {
    expect(run(head).status).toBe(0);
  });
});
