import { toTexts } from '../../app/to-texts.ts';
import { matchActions } from '../../aws/actions.ts';
import { findApplicable } from '../../iam/find-applicable.ts';
import type { GrantView } from './role-view.ts';

type GrantedResources = GrantView['resources'];

/**
 * The resources on which a statement with these actions (or patterns) has an effect: `s3:PutObject` on the ARN of a queue
 * allows nothing. What the catalogue does not hold may have one on all.
 */
export function findEffective(patterns: readonly string[], resources: GrantedResources): GrantedResources {
  if (patterns.includes('*')) return resources;
  const names = patterns.flatMap(matchActions);
  if (names.length === 0) return resources;
  return resources.filter(({ globs }) => globs.length === 0 || findApplicable(names, toTokens(globs)).length > 0);
}

export const toTokens = (
  globs: GrantedResources[number]['globs'],
): GrantedResources[number]['globs'][number]['tokens'][] => globs.map((glob) => glob.tokens);

/** The resources of an entry of the report, in one text. */
export const toResourceText = (resources: GrantedResources): string =>
  resources.flatMap(({ value }) => toTexts(value)).join(', ');
