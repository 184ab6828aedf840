import type { UnresolvedCode } from '../../app/sdk-call.ts';
import type { GrantedStatement } from '../function-permissions.ts';

/** Everything that a role allows and denies, and the policies that could not be read. */
export interface Granted {
  readonly granted: readonly GrantedStatement[];
  readonly unresolved: readonly UnresolvedCode[];
  /** What could not be read and may deny, as wide as it can be. */
  readonly denials: readonly GrantedStatement[];
  /** What the role's permissions boundary allows and denies, where it has one that can be read. */
  readonly limits?: readonly GrantedStatement[];
}
