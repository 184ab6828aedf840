import type { Grant } from '../grant.ts';

/** AWS's policies that give a whole service, several, or the account. */
export const isBroadName = (name: string): boolean =>
  /^(?:AdministratorAccess|PowerUserAccess|SystemAdministrator|DatabaseAdministrator|NetworkAdministrator)|FullAccess/i.test(
    name.slice(name.lastIndexOf('/') + 1),
  );

/** All that a broad managed policy of AWS allows. */
export const claimBroadManaged = ({ origin }: Grant, left: readonly string[]): readonly string[] =>
  origin.kind === 'managed-aws' && isBroadName(origin.name) ? left : [];
