import { findAction, isKnownService, listPrefixes, matchActions } from '../../aws/actions.ts';
import { quote, type Path } from '../policy/parse-context.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { expandAction, type Lookups } from './expand-action.ts';
import { findNearest, toHint } from './find-nearest.ts';
import type { LintedStatement } from './lint-policy.ts';
import { listTexts, toFinding } from './to-finding.ts';

/** Services and actions that do not exist. */
export function lintActions({ document, path, lookups }: LintedStatement): readonly PolicyFinding[] {
  return listTexts(document, ['Action', 'NotAction'], path).flatMap((item) =>
    lintAction(item.text, item.path, lookups),
  );
}

function lintAction(action: string, path: Path, lookups: Lookups): PolicyFinding[] {
  if (/^\*+$/.test(action) || action.includes('${')) return [];
  const colon = action.indexOf(':');
  if (colon === -1) {
    return [toFinding('error', 'Invalid action', `${quote(action)} is no action: \`service:Name\` is expected`, path)];
  }
  const prefix = action.slice(0, colon);
  if (/[*?]/.test(prefix)) {
    const message = `${quote(action)} holds a wildcard in the name of the service`;
    const wide = [toFinding('suggestion', 'Wildcard in service name', message, path)];
    return expandAction(action, lookups)?.length !== 0
      ? wide
      : [toFinding('error', 'Invalid action', `${quote(action)} matches no action`, path)];
  }
  if (!isKnownService(prefix)) {
    const hint = toHint(findNearest(prefix, listPrefixes()));
    return [toFinding('error', 'Invalid service in action', `there is no service ${quote(prefix)}${hint}`, path)];
  }
  if (/[*?]/.test(action)) {
    if (matchActions(action).length > 0) return [];
    return [toFinding('error', 'Invalid action', `${quote(action)} matches no action`, path)];
  }
  if (findAction(action) !== undefined) return [];
  const names = matchActions(`${prefix}:*`).map((name) => name.slice(name.indexOf(':') + 1));
  const near = findNearest(action.slice(colon + 1), names).map((name) => `${prefix.toLowerCase()}:${name}`);
  return [toFinding('error', 'Invalid action', `there is no action ${quote(action)}${toHint(near)}`, path)];
}
