import { compareActions } from '../../../iam/match.ts';
import type { RuleContext } from '../../rule.ts';
import type { Grant } from '../grant.ts';
import { findEscalations } from './find-escalations.ts';

/** The actions of a place that a way to more permissions takes. */
export function claimEscalation(grant: Grant, left: readonly string[], context: RuleContext): readonly string[] {
  const steps = findEscalations(context)
    .flatMap(({ paths }) => paths)
    .filter(({ grants }) => grants.includes(grant))
    .flatMap(({ path }) => path.actions);
  return left.filter((action) => steps.some((step) => compareActions(action, step) === 'covers'));
}
