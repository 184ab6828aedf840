import type { Confidence } from '../../findings/finding.ts';
import type { Report } from '../rule.ts';
import type { Grant } from './grant.ts';
import { isUnderstood } from './is-understood.ts';
import { isSurelyWide } from './reach.ts';
import { toTrace } from './to-trace.ts';

/** The fields that every report on a place of the template shares: where, whose, how it comes about, and its identity. */
export function toSubject(
  grant: Grant,
  step: string,
  actions: readonly string[],
): Pick<Report, 'at' | 'function' | 'resource' | 'trace' | 'identity'> {
  const { origin, members, role } = grant;
  const first = members[0]?.function.id;
  return {
    at: origin.at,
    ...(first === undefined ? {} : { function: first }),
    ...(role.implicit ? {} : { resource: role.id }),
    trace: toTrace(grant, step, actions),
    identity: [role.id, origin.kind, origin.name, ...[...actions].sort()],
  };
}

/** How sure a finding is that rests on the template alone: a condition, of IAM or of the template, or a boundary may hold it back. */
export const toTemplateConfidence = ({ statements, role }: Grant): Confidence =>
  role.boundary !== null ||
  statements.some((statement) => statement.condition !== null || statement.onlyIf !== undefined)
    ? 'likely'
    : 'certain';

/** The same where the finding rests on an open resource, which a parameter or a condition may close. */
export const toReachConfidence = (grant: Grant): Confidence =>
  isSurelyWide(grant) ? toTemplateConfidence(grant) : 'likely';

/** How sure one may be of what rests on the code of the functions: something that is not resolved may need more. */
export const toCodeConfidence = (grant: Grant): Confidence => (isUnderstood(grant) ? 'certain' : 'possible');
