import { compareActions } from '../../iam/match.ts';
import { createBudget, isSpent, type Budget } from '../../iam/relate/budget.ts';
import { findBeyond, type Surroundings } from '../../iam/relate/find-beyond.ts';
import type { Policy, Statement } from '../../iam/policy/policy.ts';
import type { ResourceGlob } from '../../iam/reading.ts';
import type { AccessExample } from '../function-permissions.ts';
import type { GrantView, NeedPair } from './role-view.ts';
import { toStatement } from './to-statement.ts';
import { toStatements } from './view-statements.ts';

/** A part of what a statement says, which matching takes to be more than is needed. */
export interface Claim {
  readonly actions: readonly string[];
  readonly globs: readonly ResourceGlob[];
}

/**
 * What the prover says of a claim: `none` when denials, the boundary and the statement's own conditions leave nothing of it; `real` with a
 * request where it has found one; `unknown` with the reason. `undefined` where nothing but the statement itself decides.
 */
export type Judgement =
  | { readonly kind: 'real'; readonly example?: AccessExample }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }
  | undefined;

export interface Judge {
  readonly judge: (claim: Claim, grant: GrantView) => Judgement;
  /** False for an action that neither a denial nor the boundary may take away. */
  readonly mayTake: (action: string) => boolean;
}

/** Leaves everything to matching. */
export const judgeNothing: Judge = { judge: () => undefined, mayTake: () => false };

/** A tenth of a second for the questions of one function. */
const MAX_STEPS = 2_000_000;

/** What a statement costs a question before it is looked at. */
const SETTING_UP = 40;

/** Judges what the statements of a role allow beyond the needs, with all that else is said of the role. */
export function createJudge(
  grants: readonly GrantView[],
  pairs: readonly NeedPair[],
  limits: readonly GrantView[] | undefined,
): Judge {
  const budget = createBudget(MAX_STEPS);
  const denials = grants.filter(isDenial).flatMap(readDenial);
  const boundary = limits === undefined ? undefined : readBoundary(limits);
  const around = { denials, ...(boundary === undefined ? {} : { boundary }) };
  let needed: readonly Statement[] | undefined;
  const mayTake = (action: string): boolean =>
    boundary !== undefined ||
    grants.some(({ statement }) => statement.effect === 'Deny' && mayBeAbout(statement, action));
  const judgeClaim: Judge['judge'] = ({ actions, globs }, grant) => {
    const { statement } = grant;
    const isPlain = statement.condition === null && !statement.notAction && !statement.notResource;
    if (isPlain && denials.length === 0 && boundary === undefined) return undefined;
    const claimed = toStatement({ ...statement, actions, globs });
    if (claimed === undefined) return { kind: 'unknown', why: 'its condition cannot be read' };
    budget.steps -= (denials.length + (boundary?.statements.length ?? 0)) * SETTING_UP;
    if (isSpent(budget)) return { kind: 'unknown', why: 'the policies of the role say too much to be weighed' };
    needed ??= pairs.flatMap(readNeed);
    return judge(claimed, { ...around, within: needed }, budget);
  };
  return { judge: judgeClaim, mayTake };
}

const mayBeAbout = ({ actions, notAction }: GrantView['statement'], action: string): boolean =>
  notAction || actions.some((pattern) => compareActions(pattern, action) !== 'no');

/** What the needs leave open is decided by matching: then only what denials and the boundary leave is asked. */
function judge(claimed: Statement, surroundings: Surroundings, budget: Budget): NonNullable<Judgement> {
  const { result, witness } = findBeyond(claimed, surroundings, budget);
  if (result === 'no-new-access') return { kind: 'none' };
  if (witness !== undefined) {
    const { action, resource, context } = witness;
    return { kind: 'real', example: { action, resource, context } };
  }
  const left = findBeyond(claimed, { ...surroundings, within: [] }, budget);
  if (left.result === 'no-new-access') return { kind: 'none' };
  return left.result === 'new-access' ? { kind: 'real' } : { kind: 'unknown', why: left.why ?? '' };
}

/** A denial that holds in every deployment; what may be denied takes nothing away. */
const readDenial = (view: GrantView): readonly Statement[] =>
  toStatements(view, { kind: 'sure' }).filter((denial) => denial !== undefined);

/** A boundary that allows all that it may; `undefined` where a part of it cannot be read. */
function readBoundary(limits: readonly GrantView[]): Policy | undefined {
  const [denials, others] = [limits.filter(isDenial), limits.filter((view) => !isDenial(view))];
  const allowed = others.flatMap((view) => toStatements(view, { kind: 'any' }));
  const known = allowed.filter((statement) => statement !== undefined);
  if (known.length < allowed.length) return undefined;
  const statements = [...known, ...denials.flatMap(readDenial)];
  return { kind: 'identity', version: '2012-10-17', statements };
}

const isDenial = ({ statement }: GrantView): boolean => statement.effect === 'Deny';

function readNeed({ need, globs, isRuledOut }: NeedPair): readonly Statement[] {
  if (isRuledOut) return [];
  const parts = { effect: 'Allow', actions: [need.action], notAction: false, notResource: false, globs } as const;
  const statement = toStatement(parts);
  return statement === undefined ? [] : [statement];
}
