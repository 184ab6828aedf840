import type { KeyObject } from 'node:crypto';
import type * as Crypto from 'node:crypto';
import { CHECKPOINT_INTERVAL, FORMAT_VERSION, NO_HASH, toCheckpointAfter } from './format.ts';
import { MacSequence, toChainKey, toKeyId } from './format.ts';
import type { AuditContext, AuditFields } from './audit-fields.ts';
import type { SandboxNames } from './names-text.ts';
import type { AuditSecret } from './parse-secret.ts';
import type { RecordEncoder } from './record-line.ts';
import type { LineWriter } from './write-line.ts';

/** What a chain is made with. */
export interface ChainParts {
  readonly write: LineWriter;
  /** Of a chain's records. */
  readonly createEncoder: (chain: string) => RecordEncoder;
  readonly secret: AuditSecret | undefined;
  readonly names: SandboxNames;
}

/** One chain of lines, from its start to its end. A line that cannot be written leaves the chain as it was. */
export class Chain {
  readonly #crypto: typeof Crypto;
  readonly #write: LineWriter;
  readonly #encode: RecordEncoder;
  readonly #id: string;
  readonly #signingKey: KeyObject;
  /** Where there is a secret. */
  readonly #macs: MacSequence | undefined;
  #seq = 0;
  #prev: string = NO_HASH;
  #records = 0;
  #nextCheckpoint: number = toCheckpointAfter(0);
  #checkpointAt: number;

  constructor(crypto: typeof Crypto, { write, createEncoder, secret, names }: ChainParts) {
    this.#crypto = crypto;
    this.#write = write;
    this.#id = crypto.randomBytes(16).toString('hex');
    this.#encode = createEncoder(this.#id);
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
    this.#signingKey = privateKey;
    this.#checkpointAt = Date.now();
    if (secret !== undefined) {
      this.#macs = new MacSequence(crypto, toChainKey(crypto, secret.bytes, this.#id));
    }
    const start = toStartLine(this.#id, this.#checkpointAt, names, publicKey, toSecretMembers(crypto, secret));
    this.#append(start, ',"prev":"');
  }

  /** Appends a record, and a checkpoint where one is due. */
  record(context: AuditContext, fields: AuditFields): void {
    const timestamp = Date.now();
    this.#append(this.#encode(context, fields, this.#seq, this.#prev, timestamp), ',"outcome":"');
    this.#records += 1;
    const isDue = this.#records >= this.#nextCheckpoint || timestamp - this.#checkpointAt >= CHECKPOINT_INTERVAL;
    if (isDue) this.sign('checkpoint');
  }

  /** Appends a signed line about all before it. */
  sign(kind: 'checkpoint' | 'end'): void {
    const timestamp = Date.now();
    const head =
      `{"audit":"${kind}","chain":"${this.#id}","prev":"${this.#prev}","records":${this.#records}` +
      `,"seq":${this.#seq}`;
    const tail = `,"timestamp":${timestamp},"v":${FORMAT_VERSION}}`;
    const bytes = Buffer.from(head + tail, 'latin1');
    const signature = this.#crypto.sign(null, bytes, this.#signingKey).toString('base64url');
    this.#append(`${head},"signature":"${signature}"${tail}`, ',"prev":"');
    this.#nextCheckpoint = toCheckpointAfter(this.#records);
    this.#checkpointAt = timestamp;
  }

  /** Appends a line; a MAC stands before its member `next`. */
  #append(line: string, next: ',"outcome":"' | ',"prev":"'): void {
    const digest = this.#crypto.hash('sha256', line, 'hex');
    this.#write(this.#macs === undefined ? line : line.replace(next, `,"mac":"${this.#macs.of(digest)}"${next}`));
    this.#macs?.step();
    this.#prev = digest;
    this.#seq += 1;
  }
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

/** The first line: its number is 0, and nothing is before it. */
function toStartLine(
  chain: string,
  timestamp: number,
  { functionName, functionVersion, logGroup, logStream }: SandboxNames,
  publicKey: KeyObject,
  { keyId, wrapped }: SecretMembers,
): string {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return (
    `{"audit":"start","chain":"${chain}","function_name":"${functionName}"` +
    `,"function_version":"${functionVersion}"${keyId},"log_group":"${logGroup}"` +
    `,"log_stream":"${logStream}","prev":"${NO_HASH}","public_key":"${x}"` +
    `,"seq":0,"timestamp":${timestamp},"v":${FORMAT_VERSION}${wrapped}}`
  );
}
