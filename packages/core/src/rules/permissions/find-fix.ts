import type { Application } from '../../app/application.ts';
import type { Edit, Fix } from '../../findings/finding.ts';
import { planWrite } from '../../permissions/write/plan-write.ts';
import type { RuleContext } from '../rule.ts';
import type { Grant } from './grant.ts';

const plans = new WeakMap<RuleContext, readonly Edit[]>();

/** The edit that narrows a place to what the functions need; `undefined` where it cannot be done there alone. */
export function findFix(grant: Grant, context: RuleContext): Fix | undefined {
  const { at } = grant.origin;
  const [from, to] = findLines(context.application, grant);
  const inFile = findPlan(context).filter((edit) => edit.file === at.file);
  const touching = inFile.filter((edit) => edit.start <= at.end && edit.end >= at.start);
  // An edit that reaches further belongs to other places as well.
  if (touching.length === 0 || touching.some((edit) => edit.start < from || edit.end > to)) return undefined;
  const isRemoval =
    touching.every((edit) => edit.text.trim() === '') && touching.some((edit) => edit.start <= at.start);
  return { title: isRemoval ? 'remove it' : 'allow what the code needs, and no more', edits: touching };
}

function findPlan(context: RuleContext): readonly Edit[] {
  let plan = plans.get(context);
  if (plan === undefined) {
    plan = planWrite(context.application, context.permissions).edits;
    plans.set(context, plan);
  }
  return plan;
}

/** The whole lines of a place, with the break before the first. */
function findLines({ templates }: Application, { origin: { at } }: Grant): readonly [number, number] {
  const text = templates.find((template) => template.file === at.file)?.text ?? '';
  const from = text.lastIndexOf('\n', at.start - 1);
  const to = text.indexOf('\n', at.end);
  return [Math.max(0, from), to === -1 ? text.length : to + 1];
}
