import { matchesText } from '../policy/match-text.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import type { LintedStatement } from './lint-policy.ts';
import { toFinding } from './to-finding.ts';

const DANGERS = [
  { action: 'iam:PassRole', name: 'Pass role', severity: 'security-warning', what: 'hands every role to a service' },
  {
    action: 'iam:CreateServiceLinkedRole',
    name: 'Create SLR',
    severity: 'warning',
    what: 'makes roles for every service',
  },
] as const;

/** `iam:PassRole` and `iam:CreateServiceLinkedRole` on everything, by AWS's six names for the ways to write that. */
export function lintDangers({ statement, path }: LintedStatement): readonly PolicyFinding[] {
  const { effect, actions, resources, conditions } = statement;
  if (effect !== 'Allow' || resources === undefined) return [];
  const isWide =
    resources.not || resources.patterns.some((pattern) => pattern.length === 1 && pattern[0]?.kind === 'any');
  const scope = { valueOf: () => undefined, assume: false };
  return DANGERS.flatMap(({ action, name, severity, what }) => {
    const hits = actions.patterns.filter((pattern) => matchesText(pattern, action.toLowerCase(), scope));
    if (!isWide || hits.length > 0 === actions.not || conditions.some(({ key }) => key.startsWith('iam:'))) return [];
    const hasStar = hits.length > 0 && hits.every((pattern) => pattern.some(({ kind }) => kind !== 'literal'));
    const check = `${name} with ${nameWay(actions.not, hasStar, resources.not)}`;
    return [
      toFinding(severity, check, `\`${action}\` on ${resources.not ? 'all but a few resources' : '`*`'} ${what}`, path),
    ];
  });
}

function nameWay(notAction: boolean, hasStar: boolean, notResource: boolean): string {
  if (notAction) return notResource ? 'NotAction and NotResource' : 'star in resource and NotAction';
  if (hasStar) return notResource ? 'star in action and NotResource' : 'star in action and resource';
  return notResource ? 'NotResource' : 'star in resource';
}
