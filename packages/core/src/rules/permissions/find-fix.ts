import type { Location } from '../../app/location.ts';
import type { Edit, Fix } from '../../findings/finding.ts';
import { planPlace } from '../../permissions/write/plan-write.ts';
import type { RuleContext } from '../rule.ts';
import type { Grant } from './grant.ts';

/** The edit that narrows a place to what the functions need; `undefined` where nothing may be taken away there. */
export function findFix({ origin: { at } }: Grant, { application, permissions }: RuleContext): Fix | undefined {
  const edits = planPlace(application, permissions, at);
  if (edits.length === 0) return undefined;
  return { title: isRemoval(edits, at) ? 'remove it' : 'allow what the code needs, and no more', edits };
}

/** True when the whole place goes. */
const isRemoval = (edits: readonly Edit[], at: Location): boolean =>
  edits.every((edit) => edit.text.trim() === '') &&
  edits.some((edit) => edit.start <= at.start && edit.end >= at.start + (at.end - at.start) / 2);
