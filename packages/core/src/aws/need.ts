import type { CodeValue } from '../app/code-value.ts';

/** One IAM action that a call needs, with what it is needed on. */
export interface Need {
  /** In the service authorization reference's spelling (`dynamodb:GetItem`). */
  readonly action: string;
  /** True when the call may need it, depending on what the template or the account holds (a customer key, tags). */
  readonly optional?: boolean;
  /** Never empty. Several targets: the call needs the action on each. */
  readonly targets: readonly Target[];
}

/** `any`: the action knows no resource, so a policy must say `*`. */
export type Target = AnyTarget | ResourceTarget;

export interface AnyTarget {
  readonly kind: 'any';
}

export interface ResourceTarget {
  readonly kind: 'resource';
  /** The service authorization reference's name for it (`table`, `bucket`, `log-group`). */
  readonly resourceType: string;
  /**
   * ARN template: `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`, possibly with a further suffix
   * (`/index/${IndexName}`). `Partition`, `Region` and `Account` are the stack's own unless `names` holds them.
   */
  readonly arn: string;
  /** What the call says for each placeholder; absent or `undefined` when it says nothing (a visible wildcard). */
  readonly names: Readonly<Record<string, CodeValue | undefined>>;
  /** CloudFormation types that such a resource has; empty when there is none. */
  readonly cfnTypes: readonly string[];
  /**
   * The argument that names the resource as a whole: it may hold an ARN, a URL (SQS) or a bare name, which only its
   * final text can tell. `readWhole` turns such a text into `names`. The placeholders that it decides are not in `names`.
   */
  readonly whole?: CodeValue;
  /** The placeholder that a bare name in `whole` fills. */
  readonly wholeName?: string;
}
