import type * as Crypto from 'node:crypto';

/*
 * The log, line by line. Each line is JSON in the canonical form of RFC 8785: ASCII, members in sorted order, no white space.
 *
 *   start       first line of a chain: audit, chain, function_name, function_version, key_id?, log_group, log_stream, mac?, prev,
 *               public_key, seq (0), timestamp, v, wrapped_key?
 *   record      one invocation: _aws?, audit, audit_records?, aws_request_id, chain, code?, cold_start?, duration_ms?, event_source,
 *               function_name, function_version, log_group, mac?, outcome, prev, remaining_time?, route?, seq, timestamp, v
 *   checkpoint  every 32 records or 60 s, and on SIGTERM; end, on close: audit, chain, mac?, prev, records, seq, signature, timestamp, v
 *
 * chain       128 random bits, one chain for each sandbox
 * seq         0, 1, 2, … over all lines of the chain
 * prev        SHA-256 of the line before, as written and without its line feed; 64 zeros at the start
 * mac         HMAC-SHA-256 over the line without its member `mac`, under K(seq): K(0) = HMAC-SHA-256(secret, `chainLabel` + chain),
 *             K(i + 1) = SHA-256(K(i)). A key is forgotten as soon as its line is written.
 * signature   ed25519 over the line without its members `mac` and `signature`, base64url, under the key of the start line (raw, base64url)
 * key_id      the first 64 bits of HMAC-SHA-256(secret, `keyLabel`): which secret it was
 */

/** The version of all this, in `v`. */
export const FORMAT_VERSION = 1;

/** A checkpoint follows this many records, or comes with the first record after this many milliseconds. */
export const CHECKPOINT_RECORDS = 32;
export const CHECKPOINT_INTERVAL = 60_000;

/** `prev` of a chain's first line. */
export const NO_HASH: string = '0'.repeat(64);

const CHAIN_LABEL = 'sallyport audit chain 1:';
const KEY_LABEL = 'sallyport audit key 1';

/** The count that CloudWatch takes from each record (embedded metric format), up to the time. */
export const METRIC_HEAD =
  '"_aws":{"CloudWatchMetrics":[{"Dimensions":[["event_source","function_name","outcome"]],"Metrics":[{"Name":"audit_records","Unit":"Count"}],"Namespace":"Sallyport"}],"Timestamp":';

/** K(0) of a chain, 32 bytes. */
export function toChainKey(crypto: typeof Crypto, secret: Uint8Array, chain: string): Buffer {
  return crypto
    .createHmac('sha256', secret)
    .update(CHAIN_LABEL + chain)
    .digest();
}

/** Tells secrets apart without telling them: 16 hexadecimal digits. */
export function toKeyId(crypto: typeof Crypto, secret: Uint8Array): string {
  return crypto.createHmac('sha256', secret).update(KEY_LABEL).digest('hex').slice(0, 16);
}

/** Turns K(i) into K(i + 1), in place. */
export function stepKey(crypto: typeof Crypto, key: Buffer): void {
  key.write(crypto.hash('sha256', key, 'hex'), 'hex');
}

const BLOCK = 64;

/**
 * HMAC-SHA-256 for keys of 32 bytes that are used once: two calls of the one-shot hash take half the time of `createHmac`
 * (RFC 2104).
 */
export class OneTimeMac {
  readonly #crypto: typeof Crypto;
  #inner: Buffer = Buffer.alloc(4096, 0x36);
  readonly #outer: Buffer = Buffer.alloc(BLOCK + 32, 0x5c);

  constructor(crypto: typeof Crypto) {
    this.#crypto = crypto;
  }

  /** The MAC of ASCII text, in hexadecimal. */
  of(text: string, key: Buffer): string {
    if (this.#inner.length < BLOCK + text.length) this.#inner = Buffer.alloc(2 * (BLOCK + text.length), 0x36);
    for (let at = 0; at < 32; at += 1) {
      const byte = key[at] ?? 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
    const end = BLOCK + this.#inner.write(text, BLOCK, 'latin1');
    this.#outer.write(this.#crypto.hash('sha256', this.#inner.subarray(0, end), 'hex'), BLOCK, 'hex');
    const mac = this.#crypto.hash('sha256', this.#outer, 'hex');
    this.#inner.fill(0x36, 0, 32);
    this.#outer.fill(0x5c, 0, 32);
    return mac;
  }
}
