import { SallyportError } from '../../errors.ts';
import type { DecidingStatement } from '../evaluate/apply-policies.ts';
import type { PolicyDocument } from '../evaluate/policy-set.ts';
import { cataloguePaths } from './catalogue-paths.ts';
import { findNamedTrust } from './find-named-trust.ts';
import type { PathCategory, PathRule } from './path-rule.ts';
import { readWorld, type World } from './read-world.ts';
import { serverlessPaths } from './serverless-paths.ts';
import { walkPath } from './walk-path.ts';

/** Who is asked about, and what there is around. */
export interface EscalationInput {
  /** Attached to the principal asked about. */
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** The ARN of the user or role asked about, if known: what it already is, it cannot gain. */
  readonly principal?: string;
  /** The roles that exist. Without any, every role that a path needs may exist. */
  readonly roles?: readonly RoleInput[];
  /** The functions that exist, with the ARN of the role of each. Without any, every function may exist. */
  readonly functions?: readonly FunctionInput[];
}

export interface RoleInput {
  readonly arn: string;
  /** The document that says who may assume it. */
  readonly trust: PolicyDocument;
  readonly policies?: readonly PolicyDocument[];
}

export interface FunctionInput {
  readonly arn: string;
  readonly role: string;
}

/** A way from the principal's permissions to others. */
export interface EscalationPath {
  /** The id of pathfinding.cloud, or one of our own that begins with `sallyport-`. */
  readonly id: string;
  readonly category: PathCategory;
  readonly actions: readonly string[];
  /** The roles that are gained, as far as they are known. */
  readonly targets: readonly string[];
  /** In the order in which they are taken. */
  readonly steps: readonly EscalationStep[];
}

/** A request that the path needs, and that is allowed. */
export interface EscalationStep {
  readonly action: string;
  readonly statements: readonly DecidingStatement[];
  readonly witness: {
    readonly action: string;
    readonly resource: string;
    readonly context: Readonly<Record<string, string>>;
  };
}

/**
 * Every known path of privilege escalation whose requests the policies allow together; of policies of many hundreds of statements some, so far as
 * the budget reaches.
 * @throws SallyportError `ERR_BAD_POLICY` for a document that is no policy, and where the budget is spent before a path was found
 */
export function escalate(input: EscalationInput): readonly EscalationPath[] {
  const world = readWorld(input);
  const paths = findPaths(world);
  const { left, letters } = world.budget;
  if (paths.length > 0 || (left > 0 && letters > 0)) return paths;
  throw new SallyportError('ERR_BAD_POLICY', 'the policies hold more statements, values and letters than are searched');
}

/** The paths of a world that has been read. */
export const findPaths = (world: World): readonly EscalationPath[] =>
  [...listPathRules().map((rule) => walkPath(rule, world)), findNamedTrust(world)].filter((path) => path !== undefined);

const listPathRules = (): readonly PathRule[] => [...cataloguePaths, ...serverlessPaths];
