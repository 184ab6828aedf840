import { findAction, isKnownService, matchActions, type IamAction } from '../../../aws/actions.ts';
import type { Value } from '../../../app/value.ts';
import { compareGlobs, parseGlob, type GlobToken } from '../../../iam/glob.ts';
import { toResourceGlobs } from '../../../iam/resource-globs.ts';
import { isWrittenOut, type Grant } from '../grant.ts';
import { findSuggestions } from './find-suggestion.ts';

/** The actions that give nothing: they do not exist, or none of the resources is one that they work on. */
export function claimUnknown(grant: Grant, left: readonly string[]): readonly string[] {
  if (!isWrittenOut(grant)) return [];
  return left.filter((action) => isUnknown(action) || isUnmatched(grant, action));
}

/** A service that the catalogue does not hold may be a new one; that it is misspelt has to be plain. */
export function isUnknown(action: string): boolean {
  const [prefix = '', name = ''] = action.split(':');
  if (name === '' || /[*?]/.test(prefix) || /^\*+$/.test(name)) return false;
  if (!isKnownService(prefix)) return !/[*?]/.test(name) && findSuggestions(action).length > 0;
  return /[*?]/.test(name) ? matchActions(action).length === 0 : findAction(action) === undefined;
}

/** No policy that IAM would take holds more. */
const MAX_COMPARISONS = 20_000;

/** True when no resource of the statement can be one that the action works on. */
function isUnmatched({ statements, scope }: Grant, action: string): boolean {
  const [prefix = ''] = action.split(':');
  const [statement] = statements;
  if (statement === undefined || statement.notResource || statement.resources.length === 0) return false;
  if (/[*?]/.test(prefix)) return false;
  const actions = matchActions(action).flatMap((name) => findAction(name) ?? []);
  const readings = statement.resources.map((value: Value) => toResourceGlobs(value, scope).map((glob) => glob.tokens));
  if (actions.length * readings.length > MAX_COMPARISONS) return false;
  if (actions.length === 0 || readings.some((reading) => reading.length === 0)) return false;
  return actions.every((one) => readings.flat().every((tokens) => !canMatch(one, tokens)));
}

function canMatch({ name, resourceTypes }: IamAction, tokens: readonly GlobToken[]): boolean {
  if (compareGlobs(tokens, STAR) !== 'no') return true;
  const arns = resourceTypes.flatMap((type) => type.arns);
  // The catalogue names no resources for some actions that know them: there only another service's ARN is plainly wrong.
  const known = arns.length > 0 ? arns : [`arn:*:${name.slice(0, name.indexOf(':'))}:*:*:*`];
  return known.some((arn) => compareGlobs(tokens, toTokens(arn)) !== 'no');
}

/** What an action without a resource is asked for on. */
const STAR: readonly GlobToken[] = [{ kind: 'char', char: '*' }];

/** Parts of an ARN without a slash: what follows the one after a bucket's name is an object's key. */
const SEGMENTS = new Set(['${Partition}', '${Region}', '${Account}', '${BucketName}']);

/** The ARN template as a glob. */
function toTokens(arn: string): readonly GlobToken[] {
  return arn
    .split(/(\$\{\w+\})/)
    .flatMap((part): readonly GlobToken[] =>
      SEGMENTS.has(part)
        ? [{ kind: 'symbol', id: part, sort: 'segment' }]
        : parseGlob(part.startsWith('${') ? '*' : part),
    );
}
