import type { Location } from '../../app/location.ts';
import type { Edit, Fix } from '../../findings/finding.ts';
import { planPlaces, toPlace } from '../../permissions/write/plan-write.ts';
import type { RuleContext } from '../rule.ts';

const plans = new WeakMap<RuleContext, ReadonlyMap<string, readonly Edit[]>>();

/** The edit that narrows a place to what the functions need; `undefined` where nothing may be taken away there. */
export function findFix(at: Location, context: RuleContext): Fix | undefined {
  let plan = plans.get(context);
  if (plan === undefined) {
    plan = planPlaces(context.application, context.permissions);
    plans.set(context, plan);
  }
  const edits = plan.get(toPlace(at));
  if (edits === undefined) return undefined;
  return { title: isRemoval(edits, at) ? 'remove it' : 'allow what the code needs, and no more', edits };
}

/** True when the whole place goes. */
const isRemoval = (edits: readonly Edit[], at: Location): boolean =>
  edits.every((edit) => edit.text.trim() === '') &&
  edits.some((edit) => edit.start <= at.start && edit.end >= at.start + (at.end - at.start) / 2);
