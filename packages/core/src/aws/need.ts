import type { CodeValue } from '../app/code-value.ts';
import type { SdkCall } from '../app/sdk-call.ts';

/** What {@link Need}s are found from. */
export type NeedCall = Pick<SdkCall, 'service' | 'operation' | 'args' | 'endpoint' | 'region'>;

/** One IAM action that a call needs, with what it is needed on. */
export interface Need {
  /** In the service authorization reference's spelling (`dynamodb:GetItem`). */
  readonly action: string;
  /** True when the call may need it, depending on what the template or the account holds (a customer key, tags). */
  readonly optional?: boolean;
  /**
   * Why the action itself is not certain: the catalogue does not hold it (yet), or the arguments do not tell which of several
   * actions the call makes. A policy should hold it; a report should say so.
   */
  readonly guess?: string;
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
  /** IAM prefix and resource type as the service authorization reference names them (`dynamodb`, `table`). */
  readonly prefix: string;
  readonly resourceType: string;
  /**
   * ARN template: `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`, possibly with a further suffix
   * (`/index/${IndexName}`, `:*`). `Partition`, `Region` and `Account` are the stack's own unless `names` holds them.
   */
  readonly arn: string;
  /** What the call says for each placeholder; absent or `undefined` when it says nothing (a visible wildcard). */
  readonly names: Readonly<Record<string, CodeValue | undefined>>;
  /** CloudFormation types of the resource that `whole` may name; empty when there is none. */
  readonly cfnTypes: readonly string[];
  /**
   * The argument that names the resource as a whole, never a constant: it may hold an ARN, a URL (SQS, API Gateway) or a bare
   * name, which only its final text can tell. `readWhole` turns such a text into `names`; the placeholders that it decides are
   * not in `names`. A suffix of `arn` after the placeholder `wholeName` follows whatever the text gives.
   */
  readonly whole?: CodeValue;
  /** The placeholder that a bare name in `whole` fills. */
  readonly wholeName?: string;
  /** What the API expects in `whole`. After `arn` and `url`, nothing but the text tells the region and the account. */
  readonly wholeForm?: 'arn' | 'url' | 'name';
  /** True when `whole` is an address of mail, which may be verified itself or through its domain. */
  readonly isMailAddress?: true;
  /** Set when the call names the resource only through another one of the template, whose properties hold it. */
  readonly through?: Through;
}

/** What a task definition is to its roles. */
export interface Through {
  /** What the call says of the resource between. */
  readonly code: CodeValue;
  readonly cfnTypes: readonly string[];
  readonly properties: readonly string[];
}

/** Needs of one operation that its name and arguments do not give by the general rule. */
export type NeedRule = (call: NeedCall) => readonly Need[];

/** The rules of one service by operation. */
export type ServiceRules = Readonly<Record<string, NeedRule>>;

export const anyTarget: AnyTarget = { kind: 'any' };
