import { findAction, isKnownService, matchActions } from '../../../aws/actions.ts';
import type { Value } from '../../../app/value.ts';
import { findApplicable } from '../../../iam/find-applicable.ts';
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

/** True when no resource of the statement can be one that the action works on. */
function isUnmatched({ statements, scope }: Grant, action: string): boolean {
  const [prefix = ''] = action.split(':');
  const [statement] = statements;
  if (statement === undefined || statement.notResource || statement.resources.length === 0) return false;
  if (/[*?]/.test(prefix)) return false;
  const actions = matchActions(action);
  const readings = statement.resources.map((value: Value) => toResourceGlobs(value, scope).map((glob) => glob.tokens));
  if (actions.length === 0 || readings.some((reading) => reading.length === 0)) return false;
  return findApplicable(actions, readings.flat()).length === 0;
}
