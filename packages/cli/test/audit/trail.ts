import * as crypto from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditLog } from '@sallyport/runtime/audit-log';
import { MacSequence, toChainKey } from '@sallyport/runtime/audit-log/format';
import { TrailVerifier, type Verification } from '../../src/audit/trail-verifier.ts';

export const SECRET: Buffer = Buffer.alloc(32, 0x5a);
export const KEY: string = SECRET.toString('hex');

const context = {
  functionName: 'orders',
  functionVersion: '$LATEST',
  awsRequestId: '8476a536-e9f4-41e8-9739-2dfe598c3fcd',
  logGroupName: '/aws/lambda/orders',
  logStreamName: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
  getRemainingTimeInMillis: () => 2999,
};

/** The lines of one chain: a start, records with checkpoints between them, an end. */
export function createTrail(records: number, key?: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-trail-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'w');
  try {
    const log = createAuditLog({ fd, key });
    for (let at = 0; at < records; at += 1) log.record(context, { source: 's3', outcome: 'accepted', durationMs: at });
    log.close();
    return readFileSync(file, 'latin1').trimEnd().split('\n');
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

export interface Checks {
  readonly key?: boolean;
  readonly count?: number;
}

/** Verifies lines as if they stood in one file. */
export function verify(lines: readonly string[], { key = false, count }: Checks = {}): Verification {
  return verifyFiles({ log: lines }, { key, ...(count === undefined ? {} : { count }) });
}

export function verifyFiles(
  files: Readonly<Record<string, readonly string[]>>,
  { key = false, count }: Checks = {},
): Verification {
  const verifier = new TrailVerifier({ secrets: key ? [SECRET] : [], count });
  for (const [file, lines] of Object.entries(files)) {
    for (const [at, line] of lines.entries()) verifier.add(line, { file, line: at + 1 });
  }
  return verifier.finish();
}

/** The kinds of the problems, with the numbers of the lines of the chain. */
export const toKinds = ({ problems }: Verification): readonly string[] =>
  problems.map(({ kind, seq }) => (seq === undefined ? kind : `${kind} ${seq}`));

export const field = (line: string | undefined, name: string): string =>
  String((JSON.parse(line ?? '{}') as Record<string, unknown>)[name]);

const toHashed = (line: string): string => line.slice(line.indexOf('"audit":"'));
const digestOf = (line: string): string => crypto.hash('sha256', toHashed(line), 'hex');

/** What whoever tampers may know besides the lines. */
export interface Knowledge {
  /** The key of the line at `from`, as the sandbox held it then, or no key. */
  readonly keyAt?: { readonly from: number; readonly key: Buffer };
}

/** K(seq), as a sandbox holds it before it writes that line. */
export function keyAt(lines: readonly string[], seq: number): Buffer {
  const key = toChainKey(crypto, SECRET, field(lines[0], 'chain'));
  const macs = new MacSequence(crypto, key);
  for (let at = 0; at < seq; at += 1) macs.step();
  return Buffer.from(key);
}

/**
 * Mends what a change has broken as far as it can be: numbers, hashes, and signatures under a key of its own that it puts into the start.
 * MACs are made where the key is known, and left as they were elsewhere.
 */
export function mend(lines: readonly string[], { keyAt: known }: Knowledge = {}): string[] {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
  const x = String(publicKey.export({ format: 'jwk' }).x);
  const mended: string[] = [];
  let prev = '0'.repeat(64);
  for (const [seq, line] of lines.entries()) {
    let text = line
      .replace(/"seq":\d+/, `"seq":${seq}`)
      .replace(/"prev":"[^"]*"/, `"prev":"${prev}"`)
      .replace(/"public_key":"[^"]*"/, `"public_key":"${x}"`);
    if (text.includes('"signature"')) {
      const bytes = Buffer.from(toHashed(text).replace(/,"signature":"[^"]*"/, ''));
      const signature = crypto.sign(null, bytes, privateKey).toString('base64url');
      text = text.replace(/"signature":"[^"]*"/, `"signature":"${signature}"`);
    }
    if (known !== undefined && seq >= known.from) {
      const macs = new MacSequence(crypto, Buffer.alloc(32, known.key));
      for (let at = known.from; at < seq; at += 1) macs.step();
      text = text.replace(/"_mac":"[^"]*"/, `"_mac":"${macs.of(digestOf(text))}"`);
    }
    prev = digestOf(text);
    mended.push(text);
  }
  return mended;
}
