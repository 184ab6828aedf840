import type { Caller } from '../evaluate/caller.ts';
import { matchPrincipals, type PrincipalMatch } from '../evaluate/match-principal.ts';
import type { NamedPolicy } from '../evaluate/policy-set.ts';
import type { Statement } from '../policy/policy.ts';
import type { EscalationPath } from './escalate.ts';
import { findGrant, type Grant, type Powers } from './find-grant.ts';
import type { KnownRole, World } from './read-world.ts';
import { isSelf, listOwnKeys, toStep } from './walk-path.ts';

const ASSUME = 'sts:AssumeRole';

/**
 * Roles of the caller's account whose trust policy names the caller: it grants by itself, without any policy of the caller. One that names a
 * role is within the boundary of that role.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export function findNamedTrust(world: World): EscalationPath | undefined {
  const { self } = world;
  if (self === undefined) return undefined;
  const grants = world.roles.flatMap((role, place) => {
    if (isSelf(role.arn, world)) return [];
    const grant = findGrantOfTrust(role, place, self, world);
    return grant !== undefined && !isAskedAlready(role, world) && role.isGain() ? [grant] : [];
  });
  if (grants.length === 0) return undefined;
  return {
    id: 'sallyport-sts-001',
    category: 'principal-access',
    actions: [ASSUME],
    targets: grants.map(({ resource }) => resource),
    steps: grants.slice(0, 1).map(toStep),
  };
}

/** What the caller's own policies allow is another path. */
const isAskedAlready = ({ arn }: KnownRole, { powers, self, budget }: World): boolean =>
  findGrant(powers, ASSUME, arn, new Map(listOwnKeys(self)), budget) !== undefined;

function findGrantOfTrust({ arn, trust }: KnownRole, place: number, self: Caller, world: World): Grant | undefined {
  if (!('account' in self) || arn.split(':')[4] !== self.account) return undefined;
  const { policies, boundary } = world.powers;
  const denials = [...policies, ...(boundary === undefined ? [] : [boundary])].map(toDenials);
  const grantBy = (closeness: PrincipalMatch, limit: NamedPolicy | undefined): Grant | undefined => {
    const statements = trust.statements.filter((one) => isAbout(one, self, closeness)).map(toOwn);
    if (statements.every(({ effect }) => effect === 'Deny')) return undefined;
    const own: NamedPolicy = { name: `roles[${place}].trust`, policy: { ...trust, statements } };
    const powers: Powers = { policies: [own, ...denials], ...(limit === undefined ? {} : { boundary: limit }) };
    return findGrant(powers, ASSUME, arn, new Map(listOwnKeys(self)), world.budget);
  };
  return grantBy('direct', undefined) ?? grantBy('role', boundary);
}

/** Every denial of the caller, and what allows it by a name as close as that. */
function isAbout(statement: Statement, self: Caller, closeness: PrincipalMatch): boolean {
  const isDenial = statement.effect === 'Deny';
  const match = matchPrincipals(statement, self, { valueOf: () => undefined, assume: isDenial });
  return isDenial ? match !== 'none' : match === closeness;
}

/** The statement as one of the caller's own. */
function toOwn(statement: Statement): Statement {
  const { principals: _, ...own } = statement;
  return own;
}

const toDenials = ({ name, policy }: NamedPolicy): NamedPolicy => ({
  name,
  policy: { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Deny') },
});
