import type { KeyObject } from 'node:crypto';
import type * as Crypto from 'node:crypto';
import { CHECKPOINT_INTERVAL, FORMAT_VERSION, NO_HASH, toCheckpointAfter } from './format.ts';
import { MacSequence, toChainKey, toKeyId } from './format.ts';
import type { AuditContext, AuditFields } from './audit-fields.ts';
import type { SandboxNames } from './names-text.ts';
import type { AuditSecret } from './parse-secret.ts';
import { toLine, type Line } from './line.ts';
import { createRecordWriter, type RecordOptions } from './record-writer.ts';
import type { LineWriter } from './write-line.ts';

/** What a chain is made with. */
export interface ChainParts {
  readonly write: LineWriter;
  readonly records: RecordOptions;
  readonly secret: AuditSecret | undefined;
  readonly names: SandboxNames;
}

/** One chain of lines, from its start to its end. A line that cannot be written leaves the chain as it was. */
export interface Chain {
  /** Appends a record, and a checkpoint where one is due. */
  readonly record: (context: AuditContext, fields: AuditFields) => void;
  /** Appends a signed line about all before it. */
  readonly sign: (kind: 'checkpoint' | 'end') => void;
}

/** Starts a chain. */
export function createChain(crypto: typeof Crypto, { write, records: options, secret, names }: ChainParts): Chain {
  const end = { id: crypto.randomBytes(16).toString('hex'), hasMacs: secret !== undefined, seq: 0, prev: NO_HASH };
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
  const macs = secret === undefined ? undefined : new MacSequence(crypto, toChainKey(crypto, secret.bytes, end.id));
  let records = 0;
  let nextCheckpoint = toCheckpointAfter(0);
  let checkpointAt = Date.now();

  const append = ({ bytes, hashed, macAt }: Line): void => {
    const digest = crypto.hash('sha256', hashed, 'hex');
    if (macs !== undefined) bytes.latin1Write(macs.of(digest), macAt);
    write(bytes);
    macs?.step();
    end.prev = digest;
    end.seq += 1;
  };
  const sign = (kind: 'checkpoint' | 'end'): void => {
    const timestamp = Date.now();
    const head = `"audit":"${kind}","chain":"${end.id}","prev":"${end.prev}","records":${records},"seq":${end.seq}`;
    const tail = `,"timestamp":${timestamp},"v":${FORMAT_VERSION}`;
    const signature = crypto.sign(null, Buffer.from(`${head}${tail}}`, 'latin1'), privateKey).toString('base64url');
    append(toLine(`${head},"signature":"${signature}"${tail}`, end.hasMacs));
    nextCheckpoint = toCheckpointAfter(records);
    checkpointAt = timestamp;
  };
  const start = toStartMembers(end.id, checkpointAt, names, publicKey, toSecretMembers(crypto, secret));
  append(toLine(start, end.hasMacs));
  const writeRecord = createRecordWriter(end, options, append);
  return {
    record: (context, fields) => {
      const timestamp = Date.now();
      writeRecord(context, fields, timestamp);
      records += 1;
      if (records >= nextCheckpoint || timestamp - checkpointAt >= CHECKPOINT_INTERVAL) sign('checkpoint');
    },
    sign,
  };
}

interface SecretMembers {
  readonly keyId: string;
  readonly wrapped: string;
}

function toSecretMembers(crypto: typeof Crypto, secret: AuditSecret | undefined): SecretMembers {
  if (secret === undefined) return { keyId: '', wrapped: '' };
  return {
    keyId: `,"key_id":"${toKeyId(crypto, secret.bytes)}"`,
    wrapped: secret.wrapped === undefined ? '' : `,"wrapped_key":"${secret.wrapped}"`,
  };
}

/** The members of the first line: its number is 0, and nothing is before it. */
function toStartMembers(
  chain: string,
  timestamp: number,
  { functionName, functionVersion, logGroup, logStream }: SandboxNames,
  publicKey: KeyObject,
  { keyId, wrapped }: SecretMembers,
): string {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return (
    `"audit":"start","chain":"${chain}","function_name":"${functionName}"` +
    `,"function_version":"${functionVersion}"${keyId},"log_group":"${logGroup}"` +
    `,"log_stream":"${logStream}","prev":"${NO_HASH}","public_key":"${x}"` +
    `,"seq":0,"timestamp":${timestamp},"v":${FORMAT_VERSION}${wrapped}`
  );
}
