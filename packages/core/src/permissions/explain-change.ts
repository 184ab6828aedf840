import { findDeciding, type Difference } from '../iam/relate/find-deciding.ts';
import type { Statement } from '../iam/policy/policy.ts';
import { isLeftOutBy, toRequest } from '../iam/relate/certify.ts';
import type { Relation } from '../iam/relate/witness.ts';
import type { DeployedPolicy, StatementOrigin } from './deployed-policy.ts';

/** A statement of one of two versions that makes the difference: what allows now, or a denial of the old version that is gone. */
export interface ChangedStatement extends StatementOrigin {
  readonly version: 'new' | 'old';
  readonly effect: 'Allow' | 'Deny';
}

/** What became of a function's access. */
export interface AccessRelation extends Relation {
  /** With `new-access`: the statements that give it. */
  readonly statements?: readonly ChangedStatement[];
}

/** The policies of one version: of the role, and of its boundary as far as it can be read. */
export interface Version {
  readonly policy: DeployedPolicy;
  readonly limit: DeployedPolicy | 'none' | undefined;
}

/** Names the statements behind a request that is newly allowed. */
export function explainChange(relation: Relation, before: Version, after: Version): AccessRelation {
  const { witness } = relation;
  if (witness === undefined) return relation;
  if (isLeftOutBy(before.policy, toRequest(witness))) {
    const difference = findDeciding(witness, after.policy, before.policy);
    return { ...relation, statements: listChanged(difference, before.policy, after.policy) };
  }
  // The role had the permission, and its boundary did not let it through.
  const [limit, old] = [after.limit, before.limit];
  if (typeof limit !== 'object' || typeof old !== 'object') {
    const why = limit === 'none' ? 'its role has no permissions boundary any more' : BOUNDARY;
    return { ...relation, why, statements: [] };
  }
  return { ...relation, why: BOUNDARY, statements: listChanged(findDeciding(witness, limit, old), old, limit) };
}

const BOUNDARY = 'the permissions boundary of its role lets more through';

/** Where the statements of a difference stand. */
export function listChanged(
  { allows, denials }: Difference,
  before: DeployedPolicy,
  after: DeployedPolicy,
): readonly ChangedStatement[] {
  const place = (policy: DeployedPolicy, version: 'new' | 'old', { index, effect }: Statement): ChangedStatement[] => {
    const source = policy.sources[index];
    return source === undefined ? [] : [{ ...source, version, effect }];
  };
  const all = [
    ...allows.flatMap((one) => place(after, 'new', one)),
    ...denials.flatMap((one) => place(before, 'old', one)),
  ];
  return [...new Map(all.map((one) => [JSON.stringify([one.version, one.name, one.at]), one])).values()];
}
