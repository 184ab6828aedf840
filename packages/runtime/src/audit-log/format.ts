import type * as Crypto from 'node:crypto';
import { asRawBuffer, createRawBuffer, type RawBuffer } from './raw-buffer.ts';

/*
 * The log, line by line. Each line is JSON in the canonical form of RFC 8785: ASCII, members in sorted order, no white space.
 *
 *   start       first line of a chain: _mac?, audit, chain, function_name, function_version, key_id?, log_group, log_stream, prev,
 *               public_key, seq (0), timestamp, v, wrapped_key?
 *   record      one invocation: _aws?, _mac?, audit, audit_records?, aws_request_id, chain, code?, cold_start?, duration_ms?, event_source,
 *               function_name, function_version, log_group, outcome, prev, remaining_time?, route?, seq, timestamp, v
 *   checkpoint  after 32, 64, 128, … 1,024 records and every 1,024 more, or 60 s, and on SIGTERM; end, on close: _mac?, audit, chain, prev,
 *               records, seq, signature, timestamp, v
 *
 * chain       128 random bits, one chain for each sandbox
 * seq         0, 1, 2, … over all lines of the chain
 * prev        digest of the line before: SHA-256 over the line from its member `audit` on, without its line feed; 64 zeros at the start
 * _aws        METRIC_HEAD and `timestamp`, where there is `audit_records`: nothing that the digest does not cover
 * _mac        HMAC-SHA-256 over the digest of the line (32 bytes), under K(seq): K(0) = HMAC-SHA-256(secret, CHAIN_LABEL + chain),
 *             K(i + 1) = SHA-256(K(i)). A key is forgotten as soon as its line is written.
 * signature   ed25519 over what the digest is of, without the member `signature`, base64url, under the key of the start line (raw, base64url)
 * key_id      the first 64 bits of HMAC-SHA-256(secret, KEY_LABEL): which secret it was
 */

/** The version of all this, in `v`. */
export const FORMAT_VERSION = 1;

/** A checkpoint comes with the first record after this many milliseconds, if not before. */
export const CHECKPOINT_INTERVAL = 60_000;
const FIRST_CHECKPOINT = 32;
const MAX_UNSIGNED = 1024;

/** The number of records that brings the next checkpoint, given those up to the last: so most of a chain is signed, a short one too. */
export const toCheckpointAfter = (records: number): number =>
  records + Math.min(Math.max(records, FIRST_CHECKPOINT), MAX_UNSIGNED);

/** `prev` of a chain's first line. */
export const NO_HASH: string = '0'.repeat(64);

const CHAIN_LABEL = 'sallyport audit chain 1:';
const KEY_LABEL = 'sallyport audit key 1';

/** The count that CloudWatch takes from each record (embedded metric format), up to the time. */
export const METRIC_HEAD =
  '"_aws":{"CloudWatchMetrics":[{"Dimensions":[["event_source","function_name","outcome"]],"Metrics":[{"Name":"audit_records","Unit":"Count"}],"Namespace":"Sallyport"}],"Timestamp":';

/** K(0) of a chain, 32 bytes. */
export function toChainKey(crypto: typeof Crypto, secret: Uint8Array, chain: string): Buffer {
  const mac = crypto.createHmac('sha256', secret).update(CHAIN_LABEL + chain);
  const key = createRawBuffer(32);
  key.hexWrite(mac.digest('hex'), 0);
  return key;
}

/** Tells secrets apart without telling them: 16 hexadecimal digits. */
export function toKeyId(crypto: typeof Crypto, secret: Uint8Array): string {
  return crypto.createHmac('sha256', secret).update(KEY_LABEL).digest('hex').slice(0, 16);
}

const BLOCK = 64;
const INNER_PAD = 0x36_36_36_36;
const OUTER_PAD = 0x5c_5c_5c_5c;

/**
 * The MACs of a chain, line after line: HMAC-SHA-256 (RFC 2104) over digests of 32 bytes, each under the next key. Two calls of the
 * one-shot hash take half the time of `createHmac`.
 *
 * INVARIANT: nothing here tells a key that was used: the pads are those of the key at hand.
 */
export class MacSequence {
  readonly #crypto: typeof Crypto;
  readonly #key: RawBuffer;
  readonly #inner: RawBuffer = createRawBuffer(BLOCK + 32, INNER_PAD & 0xff);
  readonly #outer: RawBuffer = createRawBuffer(BLOCK + 32, OUTER_PAD & 0xff);
  // The same memory, four bytes at a time.
  readonly #keyWords: Uint32Array;
  readonly #innerWords: Uint32Array;
  readonly #outerWords: Uint32Array;

  /** Takes K(i) over, 32 bytes and aligned, as `toChainKey` gives it. */
  constructor(crypto: typeof Crypto, key: Buffer) {
    this.#crypto = crypto;
    this.#key = asRawBuffer(key);
    const toWords = ({ buffer, byteOffset }: Buffer): Uint32Array => new Uint32Array(buffer, byteOffset, 8);
    [this.#keyWords, this.#innerWords, this.#outerWords] = [key, this.#inner, this.#outer].map(toWords) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    this.#pad();
  }

  /** The MAC of the line, given its digest, both hexadecimal. */
  of(digest: string): string {
    this.#inner.hexWrite(digest, BLOCK);
    // As text of one character a byte: to make a buffer of its own would take the time of three hashes.
    this.#outer.latin1Write(this.#crypto.hash('sha256', this.#inner, 'binary'), BLOCK);
    return this.#crypto.hash('sha256', this.#outer, 'hex');
  }

  /** Goes on to the key of the next line. */
  step(): void {
    this.#key.latin1Write(this.#crypto.hash('sha256', this.#key, 'binary'), 0);
    this.#pad();
  }

  #pad(): void {
    for (let at = 0; at < 8; at += 1) {
      const word = this.#keyWords[at] ?? 0;
      this.#innerWords[at] = word ^ INNER_PAD;
      this.#outerWords[at] = word ^ OUTER_PAD;
    }
  }
}
