import type { LambdaFunction } from '../app/function.ts';
import type { Location } from '../app/location.ts';
import type { CodeFacts } from '../app/code-facts.ts';
import type { Branch } from '../app/branch.ts';
import type { Role } from '../app/role.ts';
import type { UnresolvedCode } from '../app/sdk-call.ts';
import type { Value } from '../app/value.ts';

/** The three views of one function's permissions, reconciled. */
export interface FunctionPermissions {
  readonly function: LambdaFunction;
  readonly role: Role | null;
  readonly code: CodeFacts;
  readonly needed: readonly NeededPermission[];
  readonly granted: readonly GrantedStatement[];
  /** What the role's permissions boundary allows and denies, where it has one that can be read, in every deployment. */
  readonly limits?: readonly GrantedStatement[];
  /** What no function on the role needs, and has an effect. Empty when the code could not be read. */
  readonly excess: readonly ExcessPermission[];
  /** What this function does not need; more than `excess` where functions share the role. */
  readonly ownExcess?: readonly ExcessPermission[];
  /** Why what seems to be excess may be needed after all; absent where that is certain. */
  readonly doubt?: string;
  readonly missing: readonly NeededPermission[];
  readonly unscoped: readonly UnscopedPermission[];
  /** The smallest policy, as CloudFormation would hold it. */
  readonly policy: PolicyDocument;
  readonly unresolved: readonly UnresolvedCode[];
  /** False when something unresolved could hide a need: then nothing is taken away from the grants it may touch. */
  readonly complete: boolean;
}

export type NeedOrigin = 'code' | 'trigger' | 'logging' | 'vpc' | 'tracing' | 'dead-letter' | 'kms' | 'library';

export interface NeededPermission {
  /** In the service authorization reference's spelling (`dynamodb:GetItem`). */
  readonly action: string;
  readonly resources: readonly NeededResource[];
  readonly origin: NeedOrigin;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly calls: readonly CallSite[];
  /** IAM condition that narrows the need further (`kms:ViaService`). */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface NeededResource {
  /** The ARN pattern with `${LogicalId}`, `${LogicalId.Attribute}` and `${AWS::Region}`; `*` where the action has no resource. */
  readonly arn: string;
  /** The same as CloudFormation would hold it. */
  readonly expression: unknown;
  readonly value: Value;
  readonly logicalId?: string;
  /**
   * What stands in a policy for the resource where the role may not refer to it, because the resource itself refers to the
   * function: its own name, or as little more than it as a name without a reference can say.
   */
  readonly instead?: Value;
  readonly scope: 'exact' | 'partial' | 'wildcard';
  /** The branches of `Fn::If` by which the function comes to this resource. */
  readonly onlyIf?: readonly Branch[];
}

export interface CallSite {
  readonly at: Location;
  readonly operation: string;
}

/** One statement on the role with templates and managed policies expanded. */
export interface GrantedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notAction: boolean;
  readonly resources: readonly Value[];
  readonly notResource: boolean;
  readonly condition: Value | null;
  /** The branches of `Fn::If` in which the statement stands, all of them; conditions are those of the role's template. */
  readonly onlyIf?: readonly Branch[];
  /** True in a document of the version of 2008, or of none, where `${…}` is no variable. */
  readonly isOld?: true;
  /** True where an action is the default of a parameter: another value may be given when the stack is deployed. */
  readonly isAssumed?: true;
  readonly origin: GrantOrigin;
}

export interface GrantOrigin {
  readonly kind:
    | 'inline'
    | 'managed-aws'
    | 'managed-customer'
    | 'policy-template'
    | 'connector'
    | 'implicit'
    | 'resource-policy';
  /** The name of the managed policy, of the policy template, of the inline policy. */
  readonly name: string;
  readonly sid?: string;
  /** The logical id of what holds the statement: a policy, or the role itself. */
  readonly resource?: string;
  readonly at: Location;
}

export interface ExcessPermission {
  /** As granted: an action, or a pattern (`dynamodb:*`, `*`) that holds more than is needed. */
  readonly action: string;
  readonly resource: string;
  readonly origin: GrantOrigin;
  /** Of a pattern: the actions under it that are needed, and those that are not (absent for `*`). */
  readonly needed?: readonly string[];
  readonly unneeded?: readonly string[];
  /** Where conditions, denials or a boundary have their say: a request beyond the needs that is allowed all the same. */
  readonly example?: AccessExample;
  /** Why it could not be decided whether they leave anything of it. */
  readonly undecided?: string;
}

export interface UnscopedPermission {
  readonly action: string;
  readonly granted: string;
  readonly needed: string;
  readonly origin: GrantOrigin;
  readonly example?: AccessExample;
  readonly undecided?: string;
}

/** A request that the prover has found and run again. Names that only a deployment knows stand as `${Id}`. */
export interface AccessExample {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, in lower case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A policy document whose resources may be CloudFormation intrinsics. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly unknown[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
