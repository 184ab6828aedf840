import type { KeyObject } from 'node:crypto';
import type * as Crypto from 'node:crypto';
import { CHECKPOINT_INTERVAL, CHECKPOINT_RECORDS, FORMAT_VERSION, NO_HASH, OneTimeMac } from './format.ts';
import { stepKey, toChainKey, toKeyId } from './format.ts';
import type { ContextMembers } from './context-members.ts';
import type { LineParts, Place } from './line.ts';
import type { AuditSecret } from './parse-secret.ts';
import type { LineWriter } from './write-line.ts';

/** One chain of lines, from its start to its end. A line that cannot be written leaves the chain as it was. */
export class Chain {
  readonly #crypto: typeof Crypto;
  readonly #write: LineWriter;
  readonly #id: string;
  readonly #signingKey: KeyObject;
  readonly #mac: OneTimeMac | undefined;
  /** K(seq), where there is a secret. */
  readonly #key: Buffer | undefined;
  #seq = 0;
  #prev: string = NO_HASH;
  #records = 0;
  #sinceCheckpoint = 0;
  #checkpointAt: number;

  constructor(crypto: typeof Crypto, write: LineWriter, secret: AuditSecret | undefined, context: ContextMembers) {
    this.#crypto = crypto;
    this.#write = write;
    this.#id = crypto.randomBytes(16).toString('hex');
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
    this.#signingKey = privateKey;
    this.#checkpointAt = Date.now();
    if (secret !== undefined) {
      this.#mac = new OneTimeMac(crypto);
      this.#key = toChainKey(crypto, secret.bytes, this.#id);
    }
    this.#append(toStartLine(this.#place(), context, publicKey, toSecretMembers(crypto, secret)));
  }

  /** Appends a record, and a checkpoint where one is due. */
  record(toLine: (place: Place) => LineParts): void {
    const place = this.#place();
    this.#append(toLine(place));
    this.#records += 1;
    this.#sinceCheckpoint += 1;
    const isDue =
      this.#sinceCheckpoint >= CHECKPOINT_RECORDS || place.timestamp - this.#checkpointAt >= CHECKPOINT_INTERVAL;
    if (isDue) this.sign('checkpoint');
  }

  /** Appends a signed line about all before it. */
  sign(kind: 'checkpoint' | 'end'): void {
    const { chain, seq, prev, timestamp } = this.#place();
    const head = `{"audit":"${kind}","chain":"${chain}"`;
    const middle = `,"prev":"${prev}","records":${this.#records},"seq":${seq}`;
    const tail = `,"timestamp":${timestamp},"v":${FORMAT_VERSION}}`;
    const bytes = Buffer.from(head + middle + tail, 'latin1');
    const signature = this.#crypto.sign(null, bytes, this.#signingKey).toString('base64url');
    this.#append({ head, tail: `${middle},"signature":"${signature}"${tail}` });
    this.#sinceCheckpoint = 0;
    this.#checkpointAt = timestamp;
  }

  #place(): Place {
    return { chain: this.#id, seq: this.#seq, prev: this.#prev, timestamp: Date.now() };
  }

  #append({ head, tail }: LineParts): void {
    const line =
      this.#mac === undefined || this.#key === undefined
        ? head + tail
        : `${head},"mac":"${this.#mac.of(head + tail, this.#key)}"${tail}`;
    this.#write(line);
    this.#prev = this.#crypto.hash('sha256', line, 'hex');
    this.#seq += 1;
    if (this.#key !== undefined) stepKey(this.#crypto, this.#key);
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

function toStartLine(
  { chain, seq, prev, timestamp }: Place,
  context: ContextMembers,
  publicKey: KeyObject,
  { keyId, wrapped }: SecretMembers,
): LineParts {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    head:
      `{"audit":"start","chain":"${chain}","function_name":"${context.functionName}"` +
      `,"function_version":"${context.functionVersion}"${keyId},"log_group":"${context.logGroup}"` +
      `,"log_stream":"${context.logStream}"`,
    tail: `,"prev":"${prev}","public_key":"${x}","seq":${seq},"timestamp":${timestamp},"v":${FORMAT_VERSION}${wrapped}}`,
  };
}
