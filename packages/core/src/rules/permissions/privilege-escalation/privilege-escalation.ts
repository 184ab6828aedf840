import { defineRule, type Report, type Rule } from '../../rule.ts';
import { toSubject } from '../grant-report.ts';
import { listActions, listFunctions } from '../list-words.ts';
import { findEscalations, type Escalations } from './find-escalations.ts';

export const privilegeEscalation: Rule = defineRule({
  id: 'PERM008',
  slug: 'privilege-escalation',
  severity: 'high',
  title: 'a function can give itself more permissions',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269'],
  needsCode: false,
  check: (context) => findEscalations(context).flatMap(toReport),
});

/** One report for a role: the ways share what has to go. */
function toReport({ role, members, paths }: Escalations): Report[] {
  const [first] = paths.toSorted((a, b) => a.path.actions.length - b.path.actions.length);
  if (first === undefined) return [];
  const { path, grants } = first;
  const [grant] = grants;
  if (grant === undefined) return [];
  const ids = paths.map((one) => one.path.id);
  const more = paths.length === 1 ? '' : ` (and ${paths.length - 1} more ways)`;
  const [step] = path.steps;
  const example =
    step === undefined ? '' : ` The prover found \`${step.action}\` on \`${step.witness.resource}\` to be allowed.`;
  return [
    {
      ...toSubject(grant, `allows ${listActions(path.actions, 4)}`, path.actions),
      message: `${listFunctions(members, 2)} can gain permissions by ${listActions(path.actions, 2)}${more}`,
      why: `Whoever takes over the code takes path ${path.id} to what other roles may do.${example}`,
      confidence: role.boundary === null ? 'likely' : 'possible',
      identity: [role.id, ...ids],
    },
  ];
}
