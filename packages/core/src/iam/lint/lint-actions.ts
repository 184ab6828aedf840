import { findAction, isKnownService, listPrefixes, matchActions } from '../../aws/actions.ts';
import { quote, type Path } from '../policy/parse-context.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { createLookups, expandAction, mayHint, type Lookups } from './expand-action.ts';
import { findNearest, toHint } from '../../app/find-nearest.ts';
import type { LintedStatement } from './lint-policy.ts';
import { listTexts, toFinding } from './to-finding.ts';

/** Services and actions that do not exist. */
export function lintActions({ document, path, lookups }: LintedStatement): readonly PolicyFinding[] {
  return listTexts(document, ['Action', 'NotAction'], path).flatMap((item) =>
    lintAction(item.text, item.path, lookups),
  );
}

function lintAction(action: string, path: Path, lookups: Lookups): readonly PolicyFinding[] {
  if (/^\*+$/.test(action) || action.includes('${')) return [];
  const prefix = action.split(':', 1)[0] ?? '';
  const problem = findActionProblem(action, lookups);
  const own = problem === undefined ? [] : [toFinding('error', problem.check, problem.message, path)];
  if (!/[*?]/.test(prefix) || !action.includes(':') || own.length > 0) return own;
  const message = `${quote(action)} holds a wildcard in the name of the service`;
  return [toFinding('suggestion', 'Wildcard in service name', message, path)];
}

/** Why an action, or a pattern of actions, names nothing that the catalogue holds. */
export interface ActionProblem {
  /** A service that the catalogue does not hold may be a new one; an action that a known service does not have is misspelt. */
  readonly check: 'Invalid action' | 'Invalid service in action';
  /** A sentence, with what was probably meant. */
  readonly message: string;
}

/** What is wrong with `s3:GetObjct` or `s3:Nope*`; `undefined` for what stands for at least one action. */
export function findActionProblem(action: string, lookups: Lookups = createLookups()): ActionProblem | undefined {
  if (/^\*+$/.test(action)) return undefined;
  const [prefix = '', name] = action.split(/:(.*)/s);
  const toInvalid = (message: string): ActionProblem => ({ check: 'Invalid action', message });
  if (name === undefined) return toInvalid(`${quote(action)} is no action: \`service:Name\` is expected`);
  if (/[*?]/.test(prefix)) {
    return expandAction(action, lookups)?.length === 0 ? toInvalid(`${quote(action)} matches no action`) : undefined;
  }
  if (!isKnownService(prefix)) {
    const hint = mayHint(lookups) ? toHint(findNearest(prefix, listPrefixes())) : '';
    return { check: 'Invalid service in action', message: `there is no service ${quote(prefix)}${hint}` };
  }
  const isPattern = /[*?]/.test(name);
  if (isPattern ? expandAction(action, lookups)?.length !== 0 : findAction(action) !== undefined) return undefined;
  const what = isPattern ? `${quote(action)} matches no action` : `there is no action ${quote(action)}`;
  return toInvalid(`${what}${mayHint(lookups) ? toHint(findNearestActions(prefix, name)) : ''}`);
}

/** A pattern that ends in `*` is held against the names without it. */
function findNearestActions(prefix: string, name: string): readonly string[] {
  const [, stem = name, star = ''] = /^([^*?]+)(\*+)$/.exec(name) ?? [];
  const names = matchActions(`${prefix}:*`).map((one) => one.slice(one.indexOf(':') + 1));
  return findNearest(stem, names).map((one) => `${prefix.toLowerCase()}:${one}${star}`);
}
