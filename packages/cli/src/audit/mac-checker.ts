import * as crypto from 'node:crypto';
import { MacSequence, toChainKey, toKeyId } from '@sallyport/runtime/audit-log/format';
import type { AuditLine } from './audit-line.ts';

const SNAPSHOT_EVERY = 1024;
/** Steps to keys of later lines: so many at once and for each line, so that numbers out of the blue cost no time. */
const FREE_STEPS = 100_000;
const STEPS_PER_LINE = 64;

/** Secrets by the id that they have in the start of a chain. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

export const toSecrets = (secrets: readonly Uint8Array[]): Secrets =>
  new Map(secrets.map((secret) => [toKeyId(crypto, secret), secret]));

/** Checks the MACs of one chain, in any order of its lines, quickly in their own. */
export class MacChecker {
  readonly #snapshots: Buffer[] = [];
  #seq = 0;
  #key: Buffer;
  #macs: MacSequence;
  #budget = FREE_STEPS;

  constructor(secret: Uint8Array, chain: string) {
    this.#key = toChainKey(crypto, secret, chain);
    this.#snapshots.push(Buffer.from(this.#key));
    this.#macs = new MacSequence(crypto, this.#key);
  }

  /** Whether `line`, with this digest, has the MAC of its number. */
  isGenuine(line: AuditLine, digest: string): boolean {
    this.#budget += STEPS_PER_LINE;
    return this.#seek(line.seq) && line.mac === this.#macs.of(digest);
  }

  #seek(seq: number): boolean {
    if (seq < this.#seq) this.#return(Math.floor(seq / SNAPSHOT_EVERY));
    const steps = seq - this.#seq;
    if (steps > this.#budget) return false;
    this.#budget -= steps;
    while (this.#seq < seq) {
      this.#macs.step();
      this.#seq += 1;
      if (this.#seq === this.#snapshots.length * SNAPSHOT_EVERY) this.#snapshots.push(Buffer.from(this.#key));
    }
    return true;
  }

  #return(snapshot: number): void {
    const kept = this.#snapshots[snapshot];
    if (kept === undefined) return;
    this.#key = Buffer.alloc(32, kept);
    this.#macs = new MacSequence(crypto, this.#key);
    this.#seq = snapshot * SNAPSHOT_EVERY;
  }
}
