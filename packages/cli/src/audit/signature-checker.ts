import * as crypto from 'node:crypto';
import { without, type AuditLine } from './audit-line.ts';
import type { Place } from './problem.ts';

/** A line that is signed. Bytes of its own: a part of a text would keep all of the text in memory. */
interface Signed {
  readonly seq: number;
  readonly place: Place;
  readonly bytes: Buffer;
  readonly signature: Buffer;
}

/** Unchecked signatures that are kept at a time. */
const MAX_PENDING = 4096;

/**
 * Checks the signatures of one chain. A signature stands for all before it, the earlier signatures with them, so one that is right
 * spares those before: only where one is wrong each is looked at, to name the first.
 */
export class SignatureChecker {
  #hasKey = false;
  #key: crypto.KeyObject | undefined;
  #pending: Signed[] = [];
  #wrong: Signed | undefined;

  /** The key, from the start of the chain. */
  setKey(raw: string): void {
    this.#hasKey = true;
    try {
      this.#key ??= crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
    } catch {
      // What is no key signs nothing.
    }
  }

  add({ seq, hashed, signature = '' }: AuditLine, place: Place): void {
    const bytes = Buffer.from(without(hashed, `,"signature":"${signature}"`), 'latin1');
    this.#pending.push({ seq, place, bytes, signature: Buffer.from(signature, 'base64url') });
    if (this.#pending.length > MAX_PENDING) this.#flush();
  }

  /** The first wrong signature, once all lines are read. Without a start nothing can be said. */
  findWrong(): Pick<Signed, 'seq' | 'place'> | undefined {
    this.#flush();
    return this.#wrong;
  }

  #flush(): void {
    const pending = this.#pending.toSorted((a, b) => a.seq - b.seq);
    const last = pending.at(-1);
    this.#pending = [];
    if (last === undefined || !this.#hasKey || this.#wrong !== undefined || this.#isRight(last)) return;
    this.#wrong = pending.find((signed) => !this.#isRight(signed));
  }

  #isRight({ bytes, signature }: Signed): boolean {
    return this.#key !== undefined && crypto.verify(null, bytes, this.#key, signature);
  }
}
