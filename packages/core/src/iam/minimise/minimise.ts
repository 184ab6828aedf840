import type { PolicyDocument } from '../evaluate/policy-set.ts';
import type { Policy, PolicyKind } from '../policy/policy.ts';
import { createBudget, isSpent, type Budget } from '../relate/budget.ts';
import { readPolicies } from '../relate/read-policy.ts';
import { relate } from '../relate/relate.ts';
import { readDrafts, toDocument, type Draft } from './draft.ts';
import { merge } from './merge.ts';

export interface MinimiseOptions {
  /** What the policy is attached to. Without it, a document with principals is a policy of a resource. */
  readonly kind?: PolicyKind;
}

/** So many statements and entries are tried without. */
const MAX_TRIALS = 80;
/** Larger policies come back as they are: AWS takes none of this size. */
const MAX_STATEMENTS = 300;
/** What it takes to read an entry again, in steps of the budget. */
const ENTRY = 100;
/** Policies that keep more statements are merged alone. */
const MAX_MERGED = 60;

/**
 * An equal policy that is smaller and reads better: statements that belong together are one, and what others hold is left out. Denials
 * keep to what they deny. Wildcards are never widened to reach for fewer entries. The document itself comes back where equality
 * cannot be proved.
 * @throws SallyportError `ERR_BAD_POLICY`
 */
export function minimise(document: PolicyDocument, options: MinimiseOptions = {}): PolicyDocument {
  // INVARIANT: statements of what is read as a policy are objects.
  const [policy] = readPolicies([['policy', document]], options.kind);
  if (policy === undefined || policy.statements.length > MAX_STATEMENTS) return document;
  const budget = createBudget();
  const isEqual = (smaller: readonly Draft[]): boolean => {
    budget.steps -= smaller.reduce((sum, { actions, resources }) => sum + actions.length + resources.length, 0) * ENTRY;
    if (isSpent(budget)) return false;
    const candidate = toDocument(document, smaller);
    const [own] = readPolicies([['smaller policy', candidate]], policy.kind);
    return own !== undefined && isWithin(own, policy, budget) && isWithin(policy, own, budget);
  };
  const merged = merge(readDrafts(document), budget);
  if (!isEqual(merged)) return document;
  return toDocument(document, merged.length > MAX_MERGED ? merged : leaveOut(merged, isEqual));
}

const isWithin = (inner: Policy, outer: Policy, budget: Budget): boolean =>
  relate(inner, outer, { budget }).result === 'no-new-access';

/** Leaves out statements that allow what others allow too, then entries of those that stay. */
function leaveOut(drafts: readonly Draft[], isEqual: (smaller: readonly Draft[]) => boolean): readonly Draft[] {
  let trials = MAX_TRIALS;
  let best = drafts;
  const attempt = (shrink: (drafts: readonly Draft[]) => readonly Draft[]): void => {
    if ((trials -= 1) < 0) return;
    const smaller = shrink(best);
    if (isEqual(smaller)) best = smaller;
  };
  for (const draft of drafts.filter(isAllow).toReversed()) {
    if (best.length > 1) attempt((all) => all.filter((other) => other !== draft));
  }
  for (const part of ['actions', 'resources'] as const) {
    for (const draft of best.filter((each) => isAllow(each) && isListed(each, part))) {
      for (const entry of draft[part])
        attempt((all) => all.map((other) => (isSame(other, draft) ? without(other, part, entry) : other)));
    }
  }
  return best;
}

const isAllow = ({ source }: Draft): boolean => source['Effect'] === 'Allow';

const isListed = ({ source }: Draft, part: 'actions' | 'resources'): boolean =>
  (part === 'actions' ? 'Action' : 'Resource') in source;

/** A draft that lost entries is still the same statement. */
const isSame = (one: Draft, other: Draft): boolean => one.source === other.source;

function without(draft: Draft, part: 'actions' | 'resources', entry: unknown): Draft {
  const rest = draft[part].filter((other) => other !== entry);
  return rest.length === 0 ? draft : { ...draft, [part]: rest };
}
