import { hash } from 'node:crypto';
import { NO_HASH } from '@sallyport/runtime/audit-log/format';
import type { AuditLine } from './audit-line.ts';
import { MacChecker, type Secrets } from './mac-checker.ts';
import type { Place, Problem, ProblemKind } from './problem.ts';
import { Segment, type Seen } from './segment.ts';
import { SignatureChecker } from './signature-checker.ts';
import { toCount } from '../terminal/wrap.ts';

/** A chain in more pieces than this is not looked at further. */
const MAX_SEGMENTS = 1000;

/** Takes the lines of one chain as they are read, and says what is wrong with them. */
export class ChainVerifier {
  readonly #chain: string;
  readonly #secrets: Secrets;
  readonly #report: (problem: Problem) => void;
  readonly #segments: Segment[] = [];
  readonly #signatures = new SignatureChecker();
  #macs: MacChecker | undefined;
  /** The start names a secret that was not given: no MAC of the chain can be judged. */
  #isOfOtherSecret = false;
  #current: Segment | undefined;
  /** Where the chain was seen furthest in the file that is being read. */
  #furthest: Seen | undefined;
  #lost = 0;
  records = 0;
  checkpoints = 0;

  constructor(chain: string, secrets: Secrets, report: (problem: Problem) => void) {
    this.#chain = chain;
    this.#secrets = secrets;
    this.#report = report;
  }

  add(line: AuditLine, place: Place): void {
    const digest = hash('sha256', line.hashed, 'hex');
    const seen: Seen = { seq: line.seq, digest, place, isBad: !this.#checkMac(line, digest, place) };
    const known = this.#findKnown(line.seq);
    if (known !== undefined) return this.#tellCopy(known, seen);
    if (!this.#place(line, seen)) return;
    if (line.kind === 'record') this.records += 1;
    if (line.kind === 'start' && line.publicKey !== undefined) this.#signatures.setKey(line.publicKey);
    if (line.signature === undefined) return;
    this.checkpoints += 1;
    this.#signatures.add(line, place);
  }

  /** Joins the pieces, once all files are read. */
  finish(): void {
    const segments = this.#segments.toSorted((a, b) => a.first.seq - b.first.seq);
    const [first] = segments;
    if (first === undefined) return;
    if (first.first.seq > 0) {
      const message = `${toCount(first.first.seq, 'line is', 'lines are')} missing at the beginning of the chain`;
      this.#tell('orphan', first.first, message);
    } else if (first.prev !== NO_HASH) {
      this.#tell('changed', first.first, 'the start of the chain follows another line');
    }
    for (const [at, segment] of segments.entries()) {
      const before = segments[at - 1];
      if (before !== undefined) this.#join(before, segment);
    }
    const wrong = this.#signatures.findWrong();
    if (wrong !== undefined) this.#tell('signature', wrong, 'the signature is not that of the chain up to this line');
  }

  #checkMac(line: AuditLine, digest: string, place: Place): boolean {
    if (this.#secrets.size === 0) return true;
    const message = this.#findMacProblem(line, digest);
    if (message !== undefined) this.#tell(line.mac === undefined ? 'no-key' : 'mac', { seq: line.seq, place }, message);
    return message === undefined;
  }

  #findMacProblem(line: AuditLine, digest: string): string | undefined {
    if (line.mac === undefined) return 'the line has no MAC, and a key was given';
    if (this.#isOfOtherSecret) return undefined;
    if (line.keyId !== undefined && this.#macs === undefined && !this.#secrets.has(line.keyId)) {
      this.#isOfOtherSecret = true;
      return `the chain says that its secret has the id ${line.keyId}, and the key file holds none with it; its MACs are not checked`;
    }
    this.#macs ??= this.#createMacs(line, digest);
    return this.#macs.isGenuine(line, digest) ? undefined : 'the line was changed or made up: its MAC is wrong';
  }

  /** The start names its secret. Where a later line is read first, the secret that fits it is taken, or the first. */
  #createMacs(line: AuditLine, digest: string): MacChecker {
    const named = line.keyId === undefined ? undefined : this.#secrets.get(line.keyId);
    const [first = new Uint8Array(), ...others] = named === undefined ? this.#secrets.values() : [named];
    const fitting = others.find((secret) => new MacChecker(secret, this.#chain).isGenuine(line, digest));
    return new MacChecker(fitting ?? first, this.#chain);
  }

  #findKnown(seq: number): Segment | undefined {
    if (this.#current?.next === seq && this.#segments.length === 1) return undefined;
    return this.#segments.find((segment) => segment.has(seq));
  }

  #tellCopy(known: Segment, seen: Seen): void {
    if (seen.isBad) return;
    if (known.hasDigest(seen.seq, seen.digest)) this.#tell('replay', seen, 'the same line was there before');
    else this.#tell('fork', seen, 'another line with this number was there before');
  }

  /** Puts the line behind what it follows; false when the chain is in too many pieces. */
  #place(line: AuditLine, seen: Seen): boolean {
    const before =
      this.#current?.next === seen.seq ? this.#current : this.#segments.find((one) => one.next === seen.seq);
    this.#checkOrder(seen);
    if (before !== undefined) {
      this.#checkLink(before, line.prev, seen);
      before.append(seen);
      this.#current = before;
      return true;
    }
    if (this.#segments.length >= MAX_SEGMENTS) {
      this.#lost += 1;
      if (this.#lost === 1) this.#tell('gap', seen, 'the chain is in too many pieces to go on');
      return false;
    }
    this.#current = new Segment(line, seen);
    this.#segments.push(this.#current);
    return true;
  }

  #checkOrder(seen: Seen): void {
    const furthest = this.#furthest;
    if (furthest === undefined || furthest.place.file !== seen.place.file || seen.seq > furthest.seq) {
      this.#furthest = seen;
    } else {
      this.#tell('order', seen, `the line stands behind line ${furthest.seq} of its chain`);
    }
  }

  /** What follows a line names its digest: where it does not, the line is another than it was. */
  #checkLink({ last }: Segment, prev: string, seen: Seen): void {
    if (prev === last.digest || last.isBad || seen.isBad) return;
    this.#tell('changed', last, `the line is not the one that line ${seen.seq} of its chain follows`);
  }

  #join(before: Segment, segment: Segment): void {
    const missing = segment.first.seq - before.next;
    if (missing === 0) return this.#checkLink(before, segment.prev, segment.first);
    const lines = missing === 1 ? `line ${before.next} is` : `lines ${before.next} to ${segment.first.seq - 1} are`;
    this.#tell('gap', segment.first, `${lines} missing before it`);
  }

  #tell(kind: ProblemKind, { seq, place }: Pick<Seen, 'seq' | 'place'>, message: string): void {
    this.#report({ kind, place, chain: this.#chain, seq, message });
  }
}
