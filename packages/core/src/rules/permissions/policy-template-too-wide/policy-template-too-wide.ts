import type { Fix } from '../../../findings/finding.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { findExcessAt } from '../excess-at.ts';
import { findFix } from '../find-fix.ts';
import { toCodeConfidence, toSubject } from '../grant-report.ts';
import { listActions, listFunctions } from '../list-words.ts';
import { isUnderstood, nameDoubt } from '../is-understood.ts';
import { findNarrower } from './find-narrower.ts';
import { findUsed } from './find-used.ts';

export const policyTemplateTooWide: Rule = defineRule({
  id: 'PERM006',
  slug: 'policy-template-too-wide',
  severity: 'medium',
  title: 'a ready-made policy allows more than the code calls',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-272'],
  needsCode: true,
  check: (context) => findClaims('PERM006', context).map((claim) => toReport(claim, context)),
});

function toReport({ grant }: Claim, context: RuleContext): Report {
  const { origin, members } = grant;
  const used = findUsed(grant);
  const narrower = findNarrower(grant);
  const fix = toFix(grant, narrower, context);
  const excess = findExcessAt(grant).map((e) => e.action);
  const beyond = excess.length === 0 ? '' : ` Whoever takes over the code ${describeAllowed(grant, excess)}.`;
  const fits = narrower.length === 0 ? 'a statement with these actions' : `\`${narrower.join('` with `')}\``;
  return {
    ...toSubject(grant, `has ${origin.name}`, used),
    message: `\`${origin.name}\` gives ${listFunctions(members, 2)} more than its ${isUnderstood(grant) ? '' : 'known '}calls need${toAnswer(narrower)}`,
    why: `The code needs ${listActions(used, 5)}, for which ${fits} is enough.${beyond}${nameDoubt(grant)}`,
    confidence: toCodeConfidence(grant),
    identity: [grant.role.id, origin.kind, origin.name],
    ...(fix === undefined ? {} : { fix }),
  };
}

const toAnswer = (narrower: readonly string[]): string =>
  narrower.length === 0 ? '' : `: ${narrower.join(' and ')} ${narrower.length === 1 ? 'fits' : 'fit'}`;

/** A policy template is changed by its name where one fits, everything else by statements. */
function toFix(grant: Claim['grant'], [narrower, ...more]: readonly string[], context: RuleContext): Fix | undefined {
  if (!isUnderstood(grant)) return undefined;
  if (narrower === undefined || more.length > 0) return findFix(grant.origin.at, context);
  const { name, at } = grant.origin;
  const text = context.application.templates.find((template) => template.file === at.file)?.text ?? '';
  const offset = text.slice(at.start, at.end).indexOf(name);
  if (offset === -1) return undefined;
  const start = at.start + offset;
  return { title: `use ${narrower}`, edits: [{ file: at.file, start, end: start + name.length, text: narrower }] };
}
