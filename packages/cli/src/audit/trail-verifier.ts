import type { AuditLine } from './audit-line.ts';
import { parseAuditLine } from './audit-line.ts';
import { ChainVerifier } from './chain-verifier.ts';
import { findAuditTexts } from './find-audit-texts.ts';
import { toSecrets, type Secrets } from './mac-checker.ts';
import type { Place, Problem } from './problem.ts';
import { copyText } from './segment.ts';
import { toCount } from '../terminal/wrap.ts';

/** Problems that are kept; the others are counted. */
const MAX_PROBLEMS = 1000;

export interface VerifyOptions {
  /** Secrets of the MACs; none: MACs are not checked. */
  readonly secrets: readonly Uint8Array[];
  /** How many invocations there were, where it is known from elsewhere. */
  readonly count: number | undefined;
}

/** What was found in a log. */
export interface Verification {
  readonly chains: number;
  readonly records: number;
  /** Signed lines. */
  readonly checkpoints: number;
  /** Chains with MACs, by the first line that was read of them. */
  readonly keyed: number;
  /** The first ones, in the order of the files. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** Takes lines of files as they are read, and says whether the chains in them hold. */
export class TrailVerifier {
  readonly #secrets: Secrets;
  readonly #count: number | undefined;
  readonly #chains = new Map<string, ChainVerifier>();
  readonly #files = new Map<string, number>();
  readonly #problems: Problem[] = [];
  #problemCount = 0;
  #lines = 0;
  #keyed = 0;

  constructor({ secrets, count }: VerifyOptions) {
    this.#secrets = toSecrets(secrets);
    this.#count = count;
  }

  /** How many lines of an audit log were read, good or bad. */
  get lines(): number {
    return this.#lines;
  }

  add(text: string, place: Place): void {
    const line = parseAuditLine(text);
    if (line !== undefined) return this.#addLine(line, place);
    for (const found of findAuditTexts(text)) this.#addLine(parseAuditLine(found), place);
  }

  /** `undefined` is a line of the log that its writer would not have written so. */
  #addLine(line: AuditLine | undefined, place: Place): void {
    if (!this.#files.has(place.file)) this.#files.set(place.file, this.#files.size);
    this.#lines += 1;
    if (line === undefined) this.#report({ kind: 'malformed', place, message: 'the line was cut off or edited' });
    else this.#chainOf(line).add(line, place);
  }

  finish(): Verification {
    const chains = [...this.#chains.values()];
    for (const chain of chains) chain.finish();
    const records = chains.reduce((sum, chain) => sum + chain.records, 0);
    const checkpoints = chains.reduce((sum, chain) => sum + chain.checkpoints, 0);
    this.#checkCount(records);
    const problems = this.#problems.toSorted((a, b) => this.#compare(a, b));
    const keyed = this.#keyed;
    return { chains: chains.length, records, checkpoints, keyed, problems, problemCount: this.#problemCount };
  }

  #chainOf({ chain, mac }: AuditLine): ChainVerifier {
    const known = this.#chains.get(chain);
    if (known !== undefined) return known;
    if (mac !== undefined) this.#keyed += 1;
    const id = copyText(chain);
    const created = new ChainVerifier(id, this.#secrets, (problem) => this.#report(problem));
    this.#chains.set(id, created);
    return created;
  }

  #checkCount(records: number): void {
    if (this.#count === undefined || this.#count === records) return;
    const difference = `${toCount(this.#count, 'invocation')} counted, and ${toCount(records, 'record')} here`;
    const off = Math.abs(this.#count - records);
    const isMissing = records < this.#count;
    this.#report({
      kind: isMissing ? 'missing' : 'surplus',
      message: isMissing
        ? `${difference}: ${off} ${off === 1 ? 'is' : 'are'} missing. Where no gap is told, they are ends of chains or whole chains`
        : `${difference}: ${off} too many`,
    });
  }

  #report(problem: Problem): void {
    this.#problemCount += 1;
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
  }

  /** In the order of reading; what concerns the whole log comes last. */
  #compare(a: Problem, b: Problem): number {
    if (a.place === undefined || b.place === undefined)
      return Number(a.place === undefined) - Number(b.place === undefined);
    const byFile = (this.#files.get(a.place.file) ?? 0) - (this.#files.get(b.place.file) ?? 0);
    return byFile === 0 ? a.place.line - b.place.line : byFile;
  }
}
