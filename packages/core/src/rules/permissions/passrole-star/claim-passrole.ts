import type { Value } from '../../../app/value.ts';
import { findEntry, toItems } from '../../../app/value.ts';
import type { GlobToken } from '../../../iam/glob.ts';
import { compareActions } from '../../../iam/match.ts';
import { toResourceGlobs, type Scope } from '../../../iam/resource-globs.ts';
import { isWrittenOut, type Grant } from '../grant.ts';
import { nameServiceOf } from '../name-service.ts';
import { findGrantReach } from '../reach.ts';

/** `iam:PassRole`, or a pattern that holds it, where it may hand on any role, or a role to any service. */
export function claimPassRole(grant: Grant, left: readonly string[]): readonly string[] {
  if (!isWrittenOut(grant)) return [];
  const passing = left.filter((action) => compareActions(action, 'iam:PassRole') === 'covers');
  return passing.length > 0 && (passesAnyRole(grant) || passesToAnyService(grant)) ? passing : [];
}

export const passesAnyRole = (grant: Grant): boolean => findGrantReach(grant) !== 'named';

/** True when no condition names the service, and the roles themselves do not either. */
function passesToAnyService({ statements, scope }: Grant): boolean {
  const [statement] = statements;
  if (statement === undefined || statement.notResource || namesService(statement.condition)) return false;
  return statement.resources.some((value) => isKnownText(value, scope) && !isForOneService(value, scope));
}

function namesService(condition: Value | null): boolean {
  if (condition === null) return false;
  // A condition that cannot be read may name it.
  if (condition.kind !== 'map') return true;
  return [...condition.entries.values()].some(
    (test) =>
      test.kind !== 'map' || [...test.entries.keys()].some((key) => key.toLowerCase() === 'iam:passedtoservice'),
  );
}

/** A role that only deployment tells may trust one service only. */
const isKnownText = (value: Value, scope: Scope): boolean =>
  toResourceGlobs(value, scope).some((glob) => glob.tokens.every((token) => !isOpen(token)));

const isOpen = (token: GlobToken): boolean => token.kind === 'symbol' && token.sort === 'free';

/** A role that trusts a single service cannot be handed to another: the condition would add nothing. */
function isForOneService(value: Value, { template }: Scope): boolean {
  const resource = value.kind === 'ref' && value.attribute === 'Arn' ? template.resources.get(value.id) : undefined;
  if (resource?.type !== 'AWS::IAM::Role') return false;
  const statements = toItems(findEntry(findEntry(resource.properties, 'AssumeRolePolicyDocument'), 'Statement'));
  const services = statements.flatMap(findServices);
  return services.length > 0 && services[0] !== undefined && services.every((service) => service === services[0]);
}

/** The services that a statement of a trust policy names; `undefined` for any other principal, which PassRole does not serve. */
function findServices(statement: Value): readonly (string | undefined)[] {
  const principal = findEntry(statement, 'Principal');
  if (principal?.kind !== 'map') return [undefined];
  return [...principal.entries].flatMap(([kind, who]) => (kind === 'Service' ? toItems(who).map(nameServiceOf) : []));
}
