import { isEveryAction } from '../admin-policy/claim-admin.ts';
import { isWrittenOut, type Grant } from '../grant.ts';

/** The patterns for all of a service (`dynamodb:*`), and `*` on resources that are not everything. */
export function claimServiceWildcards(grant: Grant, left: readonly string[]): readonly string[] {
  if (!isWrittenOut(grant)) return [];
  const isNegative = grant.statements.some((statement) => statement.notResource);
  return left.filter((action) => /^[\w-]+:\*+$/.test(action) || (isEveryAction(action) && !isNegative));
}
