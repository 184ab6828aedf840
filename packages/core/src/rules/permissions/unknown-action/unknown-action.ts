import { toTexts } from '../../../app/to-texts.ts';
import type { Fix } from '../../../findings/finding.ts';
import { compareActions } from '../../../iam/match.ts';
import type { NeededPermission } from '../../../permissions/function-permissions.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { toSubject } from '../grant-report.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';
import { toCalls } from '../to-trace.ts';
import { isUnknown } from './claim-unknown.ts';
import { findExplained } from './find-explained.ts';
import { findSuggestions } from './find-suggestion.ts';

export const unknownAction: Rule = defineRule({
  id: 'PERM017',
  slug: 'unknown-action',
  severity: 'low',
  title: 'a statement allows an action that does not exist, or on nothing that it works on',
  references: ['OWASP-S6', 'CSA-SAS-4', 'CWE-1284'],
  needsCode: false,
  check: (context) => findClaims('PERM017', context).flatMap((claim) => toReports(claim, context)),
});

/** The two ways of giving nothing are mended differently. */
function toReports(claim: Claim, context: RuleContext): readonly Report[] {
  const unknown = claim.actions.filter(isUnknown);
  const unmatched = claim.actions.filter((action) => !isUnknown(action));
  return [
    ...(unknown.length === 0 ? [] : [toUnknownReport(claim, unknown, context)]),
    ...(unmatched.length === 0 ? [] : [toUnmatchedReport(claim, unmatched)]),
  ];
}

/** A message has no room for more, and each one costs a search. */
const suggestionsSought = 8;

function toUnknownReport({ grant }: Claim, actions: readonly string[], { application }: RuleContext): Report {
  const meant = [...new Set(actions.slice(0, suggestionsSought).flatMap(findSuggestions))];
  const text = application.templates.find((template) => template.file === grant.origin.at.file)?.text ?? '';
  const fix = actions.length === 1 ? toSpelling(text, grant, actions[0] ?? '', meant) : undefined;
  const denied = findExplained(grant.members, [...actions, ...meant]);
  return {
    ...toSubject(grant, `allows ${listActions(actions)}`, actions),
    message: `IAM has no action ${listActions(actions)}${meant.length === 0 ? '' : `: did you mean ${listActions(meant)}?`}`,
    why: `IAM takes any name, and it gives nothing.${toDenied(denied)}`,
    confidence: meant.length > 0 ? 'certain' : 'likely',
    ...(denied.length === 0 ? {} : { severity: 'medium' as const }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function toUnmatchedReport({ grant }: Claim, actions: readonly string[]): Report {
  const resources = grant.statements.flatMap((s) => s.resources.flatMap(toTexts).map(nameResource));
  const denied = findExplained(grant.members, actions);
  const subject = toSubject(grant, `allows ${listActions(actions)} on ${listWords(resources)}`, []);
  return {
    ...subject,
    message: `${listActions(actions, 2)} ${actions.length === 1 ? 'does' : 'do'} not work on ${listWords(resources, 1)}`,
    why: `The ${resources.length === 1 ? 'resource is' : 'resources are'} of another kind than the action works on, so nothing is allowed to ${listFunctions(grant.members, 2)}.${toDenied(denied)}`,
    confidence: 'likely',
    trace: [...(subject.trace ?? []), ...toCalls(denied.flatMap((need) => need.calls))],
    identity: [...subject.identity, 'unmatched', ...[...actions].sort()],
    ...(denied.length === 0 ? {} : { severity: 'medium' as const }),
  };
}

function toDenied(denied: readonly NeededPermission[]): string {
  const [call] = denied.flatMap((need) => need.calls);
  return call === undefined ? '' : ` The call at ${call.at.file}:${call.at.line} is denied.`;
}

/** Puts the right name in the place of the wrong one where that stands there once. */
function toSpelling(
  text: string,
  { origin: { at } }: Claim['grant'],
  action: string,
  meant: readonly string[],
): Fix | undefined {
  const [right] = meant;
  const inside = text.slice(at.start, at.end);
  const first = inside.indexOf(action);
  const isWord = !/[\w*?]/.test(inside.charAt(first + action.length));
  if (right === undefined || meant.length !== 1 || first === -1 || !isWord) return undefined;
  if (inside.includes(action, first + 1) || compareActions(action, right) === 'covers') return undefined;
  const start = at.start + first;
  return { title: `say ${right}`, edits: [{ file: at.file, start, end: start + action.length, text: right }] };
}
