import type { Branch } from '../../app/branch.ts';
import type { UnresolvedCode } from '../../app/sdk-call.ts';
import type { GrantedStatement } from '../function-permissions.ts';

/** Everything that a role allows and denies, and the policies that could not be read. */
export interface Granted {
  readonly granted: readonly GrantedStatement[];
  readonly unresolved: readonly UnresolvedCode[];
  /** What could not be read and may deny, as wide as it can be. */
  readonly denials: readonly GrantedStatement[];
  /** The same that is unresolved as it is written, but for a role of which nothing is known. */
  readonly unread: readonly UnreadSource[];
  /** What the role's permissions boundary allows and denies, where it has one that can be read. */
  readonly limits?: readonly GrantedStatement[];
}

/** A policy or a statement that could not be read. */
export interface UnreadSource {
  /** What is written of it: where versions of a template say the same here, it does the same. */
  readonly words: string;
  readonly onlyIf?: readonly Branch[];
  readonly mayDeny: boolean;
}
