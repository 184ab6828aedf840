import type { Resource } from '../../app/resource.ts';
import type { Value } from '../../app/value.ts';
import type { ResourceTarget } from '../../aws/need.ts';
import type { Known } from './open-unknowns.ts';
import type { Form } from './resource-form.ts';

/** What one candidate puts into an ARN template. */
export interface Piece {
  /** An ARN: it takes the place of everything up to the slot's placeholder. */
  readonly arn?: Value;
  /** Otherwise the values of placeholders. */
  readonly names: Names;
  /** Where the text for people differs from the values, because text cannot spell those. */
  readonly textNames?: Names;
  readonly resource?: Resource;
  readonly known: Known;
  /** True when `names` avoids a reference that `textNames` makes: the two mean the same resource. */
  readonly circular?: true;
}

export type Names = Readonly<Record<string, Value>>;

/** The placeholder that a piece is for. */
export interface Slot {
  readonly placeholder: string;
  /** Whose placeholder it is, when the value names the resource as a whole. */
  readonly target?: ResourceTarget;
  /** The form of a value that tells none itself. */
  readonly expected: Form;
  /** True when the code makes the client for a region or account of its own: the stack's resources may be elsewhere. */
  readonly elsewhere: boolean;
  /** True when the value was taken out of a text before: it is the name itself, and its ARN has what a name lacks. */
  readonly isRead?: boolean;
  /** True for what stands behind an alias: an alias of an alias leads nowhere. */
  readonly isFollowed?: boolean;
}
