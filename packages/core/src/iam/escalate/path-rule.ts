/**
 * How a path gains permissions: `self-escalation` changes what the caller may do, `principal-access` takes over another user or role,
 * `new-passrole` gives a role to something new, `existing-passrole` runs code where a role already is, `data-access` feeds what runs there.
 */
export type PathCategory =
  | 'self-escalation'
  | 'principal-access'
  | 'new-passrole'
  | 'existing-passrole'
  | 'credential-access'
  | 'data-access';

export interface PathRule {
  /** The id of pathfinding.cloud, or one of our own that begins with `sallyport-`. */
  readonly id: string;
  readonly category: PathCategory;
  /** All that is needed besides `iam:PassRole`, apart by spaces; alternatives by `|`. */
  readonly actions: string;
  /** Services that `iam:PassRole` hands the role to, apart by spaces: one of them is enough. */
  readonly passedTo?: string;
  /** What the actions are about is the caller's own. */
  readonly self?: 'user' | 'role' | 'policy' | 'group';
}
