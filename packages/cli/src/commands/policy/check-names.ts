import { findActionProblem } from '@sallyport/core/iam';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import { toPrintable } from '../../terminal/wrap.ts';

/**
 * Refuses an action of the command line that names nothing: what is said of it would be said for ever. A service that the catalogue
 * does not hold may be a new one, and is told on stderr alone.
 * @throws SallyportError `ERR_BAD_OPTION` with what was probably meant
 */
export function checkAction(action: string, io: Io): void {
  const problem = findActionProblem(action);
  if (problem?.check === 'Invalid action') throw toMisuse(problem.message);
  if (problem !== undefined) warn(problem.message, io);
}

/** A batch may be long, and each name that is nothing costs a search for what was meant. */
const MOST_CHECKED = 1000;
const MOST_TOLD = 20;

/**
 * Names of the entries of a batch, each once, on stderr: services that the catalogue does not hold, and, where a batch may be of a log with
 * names that are no actions, these too.
 */
export function warnOfActions(actions: Iterable<unknown>, io: Io, isOfLog = true): void {
  let told = 0;
  for (const action of [...new Set(actions)].slice(0, MOST_CHECKED)) {
    const problem = typeof action === 'string' ? findActionProblem(action) : undefined;
    if (problem === undefined || (!isOfLog && problem.check === 'Invalid action')) continue;
    warn(problem.message, io);
    told += 1;
    if (told === MOST_TOLD) return;
  }
}

/** Refuses a resource of the command line that can match no ARN. Throws `ERR_BAD_OPTION`. */
export function checkResource(resource: string): void {
  const [start = ''] = resource.split(/[*?]/, 1);
  const isArn = start.startsWith('arn:') || (start !== resource && 'arn:'.startsWith(start));
  if (!isArn) throw toMisuse(`\`${resource}\` is no resource`, 'an ARN such as `arn:aws:s3:::bucket/*`, or `*`');
}

const warn = (message: string, io: Io): unknown => io.stderr.write(`warning: ${toPrintable(message)}\n`);
