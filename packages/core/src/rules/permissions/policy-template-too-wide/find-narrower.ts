import { matchActions } from '../../../aws/actions.ts';
import { findPolicyTemplate, listPolicyTemplates, type SamPolicyTemplate } from '../../../aws/policy-templates.ts';
import { compareActions } from '../../../iam/match.ts';
import type { Grant } from '../grant.ts';
import { findUsed } from './find-used.ts';

interface Choice {
  readonly names: readonly string[];
  readonly statements: SamPolicyTemplate['statements'];
  readonly actions: ReadonlySet<string>;
}

/**
 * The policy template, or the two, with the fewest actions that hold all that is used of a wider one, with the same parameters;
 * nothing where none is narrower.
 */
export function findNarrower(grant: Grant): readonly string[] {
  const own = findPolicyTemplate(grant.origin.name);
  if (own === undefined) return [];
  const used = findUsed(grant);
  const allowed = findAllowed(own.statements);
  const isFitting = ({ statements, actions }: Choice): boolean =>
    actions.size < allowed.size && used.every((action) => holds(statements, action));
  const single = listPolicyTemplates()
    .map((name) => findPolicyTemplate(name))
    .filter((template) => template !== undefined)
    .filter((template) => template.parameters.join() === own.parameters.join())
    .map((template) => toChoice([template]))
    .filter(({ actions }) => actions.size < allowed.size && [...actions].every((action) => allowed.has(action)));
  const pairs = (): Choice[] => single.flatMap((a, i) => single.slice(i + 1).map((b) => toChoice([a, b])));
  return findSmallest(single.filter(isFitting)) ?? findSmallest(pairs().filter(isFitting)) ?? [];
}

const findSmallest = (choices: readonly Choice[]): readonly string[] | undefined =>
  [...choices].sort((a, b) => a.actions.size - b.actions.size)[0]?.names;

function toChoice(templates: readonly (SamPolicyTemplate | Choice)[]): Choice {
  const statements = templates.flatMap((template) => template.statements);
  const names = templates.flatMap((template) => ('names' in template ? template.names : [template.name]));
  return { names, statements, actions: findAllowed(statements) };
}

const findAllowed = (statements: SamPolicyTemplate['statements']): ReadonlySet<string> =>
  new Set(statements.flatMap((s) => s.actions.flatMap((a) => (/[*?]/.test(a) ? matchActions(a) : [a]))));

const holds = (statements: SamPolicyTemplate['statements'], action: string): boolean =>
  statements.some((s) => s.actions.some((granted) => compareActions(granted, action) === 'covers'));
