import { matchActions } from '../../../aws/actions.ts';
import { findPolicyTemplate, listPolicyTemplates, type SamPolicyTemplate } from '../../../aws/policy-templates.ts';
import { compareActions } from '../../../iam/match.ts';
import type { Grant } from '../grant.ts';
import { findUsed } from './find-used.ts';

/** The policy template with the fewest actions that holds all that is used of a wider one, with the same parameters. */
export function findNarrower(grant: Grant): SamPolicyTemplate | undefined {
  const own = findPolicyTemplate(grant.origin.name);
  if (own === undefined) return undefined;
  const used = findUsed(grant);
  const allowed = new Set(findAllowed(own));
  return listPolicyTemplates()
    .map((name) => findPolicyTemplate(name))
    .filter((template) => template !== undefined)
    .filter((template) => template.parameters.join() === own.parameters.join())
    .map((template) => ({ template, actions: findAllowed(template) }))
    .filter(({ actions }) => actions.length < allowed.size && actions.every((action) => allowed.has(action)))
    .filter(({ template }) => used.every((action) => holds(template, action)))
    .sort((a, b) => a.actions.length - b.actions.length)[0]?.template;
}

const findAllowed = ({ statements }: SamPolicyTemplate): readonly string[] => [
  ...new Set(statements.flatMap((s) => s.actions.flatMap((a) => (/[*?]/.test(a) ? matchActions(a) : [a])))),
];

const holds = ({ statements }: SamPolicyTemplate, action: string): boolean =>
  statements.some((s) => s.actions.some((granted) => compareActions(granted, action) === 'covers'));
