import type { Application } from '../../app/application.ts';
import type { CodeFacts } from '../../app/code-facts.ts';
import type { LambdaFunction } from '../../app/function.ts';
import type { Role } from '../../app/role.ts';
import type { UnresolvedCode } from '../../app/sdk-call.ts';
import type { FunctionPermissions, GrantedStatement, NeededPermission } from '../function-permissions.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { smallestPolicy } from '../minimise/smallest-policy.ts';
import { isBaseGrant, isBaseOrigin } from './base-permissions.ts';
import { findExcess } from './find-excess.ts';
import { createJudge } from './judge-excess.ts';
import { findMissing, isMissing } from './find-missing.ts';
import { findUnscoped } from './find-unscoped.ts';
import { findUnseenUse } from './unseen-use.ts';
import {
  asGiven,
  createScope,
  isAlwaysBound,
  toGrantViews,
  toNeedPairs,
  type GrantView,
  type NeedPair,
} from './role-view.ts';

/** Everything that is known of one function, to be held against each other. */
export interface ReconcileInput {
  readonly function: LambdaFunction;
  /** `null` when the role cannot be read here: then nothing can be called missing. */
  readonly role: Role | null;
  readonly facts: CodeFacts;
  readonly needed: readonly NeededPermission[];
  /** What may hide a need. */
  readonly unresolvedNeeds: readonly UnresolvedCode[];
  readonly granted: readonly GrantedStatement[];
  /** The permissions boundary of the role, where it has one that can be read. */
  readonly limits?: readonly GrantedStatement[];
  /** Policies that could not be read: they may give what seems missing. */
  readonly unresolvedGrants: readonly UnresolvedCode[];
  /** What the other functions on the same role need, with the file of each one's template. */
  readonly others: readonly SharedNeeds[];
  readonly application: Application;
}

export interface SharedNeeds {
  readonly template: string;
  readonly needed: readonly NeededPermission[];
  readonly facts: CodeFacts;
}

/** Holds needs and grants against each other. */
export function reconcile(input: ReconcileInput): FunctionPermissions {
  const { application, role, facts } = input;
  const own = readNeeds(input.needed, input.function.template, application);
  const others = input.others.flatMap((o) => readNeeds(o.needed, o.template, application));
  const scope = createScope(application, role?.template ?? input.function.template);
  const grants = toGrantViews(input.granted, scope);
  const all = [...own, ...others];
  const limits = readLimits(input, scope);
  const judge = createJudge(grants, all, limits);
  const readable = facts.handler !== null;
  const ownUse = findUnseenUse(facts.calls, input.needed);
  const allUse = findUnseenUse(
    [facts, ...input.others.map((o) => o.facts)].flatMap((f) => f.calls),
    [input.needed, ...input.others.map((o) => o.needed)].flat(),
  );
  const allReadable = readable && input.others.every((o) => o.facts.handler !== null);
  const knowsGrants = role !== null && input.unresolvedGrants.length === 0;
  return {
    function: input.function,
    role,
    code: facts,
    needed: input.needed,
    granted: input.granted,
    ...(limits === undefined || input.limits === undefined ? {} : { limits: input.limits }),
    excess: allReadable ? findExcess(grants, all, allUse, judge) : [],
    ...(input.others.length > 0 && readable
      ? { ownExcess: findExcess(grants, own, ownUse, createJudge(grants, own, limits)) }
      : {}),
    missing: knowsGrants ? findMissingAsGiven(input) : [],
    unscoped: allReadable ? findUnscoped(grants, all, judge).filter((u) => isOwn(u.action, own)) : [],
    policy: smallestPolicy(selectForPolicy(input.needed, own, grants)),
    unresolved: [...input.unresolvedNeeds, ...input.unresolvedGrants],
    // A resource that is not known is a visible wildcard; only unresolved code can hide an action.
    complete: (readable || isProgram(input.function)) && facts.unresolved.length === 0,
  };
}

const pairsOf = new WeakMap<readonly NeededPermission[], readonly NeedPair[]>();

/** Read once: each function of a role is held against the needs of all. */
function readNeeds(
  needed: readonly NeededPermission[],
  template: string,
  application: Application,
): readonly NeedPair[] {
  const known = pairsOf.get(needed) ?? toNeedPairs(needed, createScope(application, template));
  pairsOf.set(needed, known);
  return known;
}

/** A source file that stands alone is run as a whole: it has no handler that could be missing. */
const isProgram = (fn: LambdaFunction): boolean =>
  fn.handler === null && fn.code.kind === 'file' && fn.code.path === fn.template;

/** What a deployment with the parameters that are given lacks; too much is only what is too much in every one. */
function findMissingAsGiven(input: ReconcileInput): readonly NeededPermission[] {
  const { application, role } = input;
  const { template } = input.function;
  const scope = asGiven(createScope(application, role?.template ?? template));
  const limits = readLimits(input, scope);
  const pairs = toNeedPairs(input.needed, asGiven(createScope(application, template)));
  return findMissing(toGrantViews(input.granted, scope), pairs, limits);
}

/** The boundary, where the role has one that can be read and that no deployment is without. */
function readLimits({ limits, role }: ReconcileInput, scope: Scope): readonly GrantView[] | undefined {
  return limits !== undefined && role !== null && isAlwaysBound(role, scope) ? toGrantViews(limits, scope) : undefined;
}

const isOwn = (action: string, own: readonly NeedPair[]): boolean => own.some((pair) => pair.need.action === action);

/** Leaves out logs, traces and interfaces where SAM or one of AWS's basic policies gives them already. */
function selectForPolicy(
  needed: readonly NeededPermission[],
  pairs: readonly NeedPair[],
  grants: readonly GrantView[],
): readonly NeededPermission[] {
  const base = grants.filter((grant) => isBaseGrant(grant.statement));
  const given = new Set(
    pairs.filter((pair) => isBaseOrigin(pair.need.origin) && !isMissing(base, pair)).map((pair) => pair.need),
  );
  return needed.filter((need) => !given.has(need));
}
