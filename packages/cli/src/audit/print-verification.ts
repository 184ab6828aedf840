import { toCount } from '../terminal/wrap.ts';
import type { Problem } from './problem.ts';
import type { Verification, VerifyOptions } from './trail-verifier.ts';

const SHOWN = 20;

/** What was checked and what was found, for people. */
export function printVerification(found: Verification, options: VerifyOptions): string {
  const { problems, problemCount } = found;
  const head = `${toCount(found.chains, 'chain')}, ${toCount(found.records, 'record')}, ${toCount(found.checkpoints, 'signed line')}`;
  const lines = [head, ...listChecks(found, options)];
  if (problemCount === 0) return `${[...lines, 'The log holds.'].join('\n')}\n`;
  const more = problemCount > SHOWN ? [`  and ${problemCount - SHOWN} more`] : [];
  const told = problems.slice(0, SHOWN).map((problem) => `  ${printProblem(problem)}`);
  return `${[...lines, `The log does not hold: ${toCount(problemCount, 'problem')}, the first bad line first.`, ...told, ...more].join('\n')}\n`;
}

function listChecks({ keyed, chains }: Verification, { secrets, count: expected }: VerifyOptions): readonly string[] {
  const unchecked: string[] = [];
  if (secrets.length === 0) {
    const why = keyed === 0 ? 'there are none' : `no --key-file, for ${keyed} of ${toCount(chains, 'chain')}`;
    unchecked.push(`MACs (${why}): whoever may write to the store may have changed all of it`);
  }
  if (expected === undefined) unchecked.push('count (no --count): ends of chains and whole chains may be missing');
  return unchecked.map((what) => `not checked: ${what}`);
}

function printProblem({ kind, place, chain, seq, message }: Problem): string {
  const where = place === undefined ? '' : `${place.file}:${place.line}: `;
  const what = chain === undefined ? '' : `line ${seq} of chain ${chain}: `;
  return `${where}${what}${kind}: ${message}`;
}
