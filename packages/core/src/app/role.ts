import type { Branch } from './branch.ts';
import type { Location } from './location.ts';
import type { MapValue, Value } from './value.ts';

/** An execution role: one that the template declares, or the one that SAM makes for a function. */
export interface Role {
  /** Logical id; for the role that SAM makes, `<function>Role`. */
  readonly id: string;
  readonly template: string;
  /** True for the role that SAM makes when a function names none. */
  readonly implicit: boolean;
  readonly policies: readonly PolicySource[];
  readonly trust: Value | null;
  readonly boundary: Value | null;
  /** The policy that the boundary names: the role is allowed nothing beyond it. */
  readonly limits?: readonly PolicySource[];
  readonly at: Location;
}

/** One policy on a role, as the template writes it. Expansion to statements is `permissions/granted`. */
export type PolicySource = InlinePolicy | ManagedPolicy | PolicyTemplate | ConnectorPolicy | UnknownPolicy;

/** Statements in the template: `Policies` of a role or a function, `AWS::IAM::Policy`, `AWS::IAM::ManagedPolicy`. */
export interface InlinePolicy {
  readonly kind: 'inline';
  readonly onlyIf?: readonly Branch[];
  readonly name: Value | null;
  readonly statements: readonly StatementSource[];
  readonly at: Location;
  /** The logical id of the resource that holds the document, when it is not the role (or function) itself. */
  readonly resource?: string;
}

/** A managed policy by ARN, or by bare name as SAM allows. */
export interface ManagedPolicy {
  readonly kind: 'managed';
  readonly onlyIf?: readonly Branch[];
  readonly arn: Value;
  readonly at: Location;
}

/** A SAM policy template such as `DynamoDBReadPolicy`. */
export interface PolicyTemplate {
  readonly kind: 'policy-template';
  readonly onlyIf?: readonly Branch[];
  readonly name: string;
  readonly parameters: MapValue;
  readonly at: Location;
}

/** What SAM makes of a connector (`AWS::Serverless::Connector` or `Connectors:`) for one of the ends. */
export interface ConnectorPolicy {
  readonly kind: 'connector';
  readonly onlyIf?: readonly Branch[];
  readonly statements: readonly StatementSource[];
  /** The logical id of the policy that SAM makes. */
  readonly resource: string;
  /** The connector. */
  readonly at: Location;
}

/** A policy that cannot be read (an unresolved value, a document of a wrong shape). */
export interface UnknownPolicy {
  readonly kind: 'unknown';
  readonly onlyIf?: readonly Branch[];
  readonly why: string;
  /** What stands there. */
  readonly value: Value;
  readonly at: Location;
}

export interface StatementSource {
  readonly sid: string | null;
  /** What keeps the statement from being read. What else is written of it is there, and may not be all. */
  readonly unread?: Value;
  readonly onlyIf?: readonly Branch[];
  /** `Deny` as well for one that is not read and may deny. */
  readonly effect: 'Allow' | 'Deny';
  /** `Action` or `NotAction`. */
  readonly actions: readonly Value[];
  readonly notAction: boolean;
  /** `Resource` or `NotResource`. */
  readonly resources: readonly Value[];
  readonly notResource: boolean;
  readonly condition: Value | null;
  /** True in a document of the version of 2008, or of none, where `${…}` is no variable. */
  readonly isOld?: true;
  /** The whole statement. */
  readonly at: Location;
}
