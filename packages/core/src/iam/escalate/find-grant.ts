import { holds, type RequestContext } from '../conditions/holds.ts';
import { applyPolicies, type DecidingStatement } from '../evaluate/apply-policies.ts';
import type { NamedPolicy } from '../evaluate/policy-set.ts';
import { readContext, type ReadRequest } from '../evaluate/request.ts';
import { isImmutable } from '../evaluate/specials.ts';
import { matchesText } from '../policy/match-text.ts';
import type { Condition, PatternSet, Statement } from '../policy/policy.ts';
import type { Text } from '../policy/text.ts';
import { listCandidateValues } from './candidate-values.ts';

/** Who asks: what the caller's policies allow, within the boundary if there is one. */
export interface Powers {
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** What a request's key must be: one of these, `null` for absent. */
export type Pins = ReadonlyMap<string, readonly (string | null)[]>;

/** A request that the policies allow, and the statements that do. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
  readonly statements: readonly DecidingStatement[];
}

/** What may still be compared: shared by all requests of one question, so that hostile policies end. */
export interface Budget {
  /** Values of conditions. */
  left: number;
  /** Letters of patterns that may still be compared with ARN templates. */
  letters: number;
}

/** Contexts tried for one statement. More keys than this tries through are rare in statements about one action. */
const MAX_TRIES = 200;
const MAX_VALUES = 60;
/** What it takes to read a statement, in values compared. */
const STATEMENT = 6;
const CALLER = 'arn:aws:iam::111122223333:role/caller';

/**
 * Looks for a context in which an action on a resource is allowed. Every key is the attacker's or fortune's choice but those that are pinned.
 */
export function findGrant(
  powers: Powers,
  action: string,
  resource: string,
  pins: Pins,
  budget: Budget,
): Grant | undefined {
  if (budget.left <= 0) return undefined;
  const candidates = findAbout(powers, action);
  budget.left -= candidates.length * STATEMENT;
  const about = candidates.filter(({ resources }) => resources === undefined || fitsSome(resources, resource));
  if (about.every(({ effect }) => effect === 'Deny') || isDeniedAnyway(about)) return undefined;
  const choices = listChoices(about, resource, pins);
  for (const statement of about) {
    if (statement.effect !== 'Allow') continue;
    const fitting = fitChoices(choices, statement, budget);
    const found = fitting && search(powers, { action, resource }, fitting, budget);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** False for what no statement allows on anything: then there is no grant to look for. */
export const isAllowedSomewhere = (powers: Powers, action: string): boolean =>
  findAbout(powers, action).some(({ effect }) => effect === 'Allow');

const isDeniedAnyway = (statements: readonly Statement[]): boolean =>
  statements.some(
    ({ effect, conditions, resources }) =>
      effect === 'Deny' &&
      conditions.length === 0 &&
      !(resources?.patterns ?? []).flat().some(({ kind }) => kind === 'variable' || kind === 'symbol'),
  );

/** Values of a key, most promising first; `null` for none. */
type Choices = readonly (readonly [key: string, values: readonly (string | null)[]])[];

/** The choices under which the conditions of a statement can hold; `undefined` when there are none for a key. */
function fitChoices(choices: Choices, { conditions }: Statement, budget: Budget): Choices | undefined {
  const fitting = choices.map(([key, values]) => {
    const own = conditions.filter(
      (one) => one.key === key && !one.values.flat().some(({ kind }) => kind === 'variable'),
    );
    const fits = (value: string | null): boolean => {
      const context: RequestContext = new Map(value === null ? [] : [[key, [value]]]);
      return own.every((condition) => holds(condition, context, { valueOf: () => undefined, assume: false }));
    };
    budget.left -= values.length * own.reduce((sum, condition) => sum + condition.values.length, 1);
    return [key, budget.left > 0 ? values.filter(fits) : []] as const;
  });
  return fitting.every(([, values]) => values.length > 0) ? fitting : undefined;
}

function search(
  powers: Powers,
  { action, resource }: { readonly action: string; readonly resource: string },
  choices: Choices,
  budget: Budget,
): Grant | undefined {
  const cost = choices.length + powers.policies.reduce((sum, { policy }) => sum + policy.statements.length, 1);
  let tries = Math.min(MAX_TRIES, budget.left / cost);
  const walk = (index: number, context: Record<string, string>): Grant | undefined => {
    const choice = choices[index];
    if (choice === undefined) {
      tries -= 1;
      budget.left -= cost;
      return ask(powers, action, resource, context);
    }
    const [key, values] = choice;
    for (const value of values) {
      if (tries <= 0) return undefined;
      const found = walk(index + 1, value === null ? context : { ...context, [key]: value });
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(0, Object.create(null) as Record<string, string>);
}

const known = new WeakMap<Powers, Map<string, readonly Statement[]>>();

/** The statements about an action. */
function findAbout(powers: Powers, action: string): readonly Statement[] {
  const byAction = known.get(powers) ?? new Map<string, readonly Statement[]>();
  known.set(powers, byAction);
  const cached = byAction.get(action);
  if (cached !== undefined) return cached;
  const all = [...powers.policies, ...(powers.boundary === undefined ? [] : [powers.boundary])];
  const about = all
    .flatMap(({ policy }) => policy.statements)
    .filter(({ actions }) => fitsSome(actions, action.toLowerCase()));
  byAction.set(action, about);
  return about;
}

/** True for patterns that fit the value in some context. */
function fitsSome({ not, patterns }: PatternSet, value: string): boolean {
  const scope = { valueOf: () => undefined, assume: true };
  const isHeld = patterns.some((pattern) => matchesText(widen(pattern), value, scope));
  return isHeld !== not || (not && patterns.some((pattern) => pattern.some(({ kind }) => kind === 'variable')));
}

/** The pattern with its variables free. */
function widen(pattern: Text): Text {
  const isFixed = pattern.every(({ kind }) => kind !== 'variable');
  return isFixed ? pattern : pattern.map((part) => (part.kind === 'variable' ? { kind: 'any' } : part));
}

/** For every key that statements ask for: what it could be, most promising first. */
function listChoices(statements: readonly Statement[], resource: string, pins: Pins): Choices {
  const choices = new Map<string, Set<string | null>>();
  for (const [key, values] of pins) choices.set(key, new Set(values));
  const offer = (key: string, values: readonly (string | null)[]): void => {
    if (pins.has(key)) return;
    const known = choices.get(key) ?? new Set();
    for (const value of values) known.add(value);
    choices.set(key, known);
  };
  // What an Allow asks for comes first, then absence, then what else could part requests.
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const byKey = groupByKey(statements);
  for (const [key, conditions] of groupByKey(allows)) offer(key, listCandidateValues(conditions));
  for (const key of byKey.keys()) offer(key, [null]);
  for (const [key, conditions] of byKey) offer(key, listCandidateValues(conditions));
  const name = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  for (const key of listVariables(statements)) offer(key, [name, 'other', null]);
  return [...choices].map(([key, values]) => [key, [...values].slice(0, MAX_VALUES)] as const);
}

function groupByKey(statements: readonly Statement[]): ReadonlyMap<string, readonly Condition[]> {
  const groups = new Map<string, Condition[]>();
  for (const condition of statements.flatMap(({ conditions }) => conditions)) {
    const group = groups.get(condition.key);
    if (group === undefined) groups.set(condition.key, [condition]);
    else group.push(condition);
  }
  return groups;
}

function listVariables(statements: readonly Statement[]): Set<string> {
  const texts = statements.flatMap(({ resources, conditions }) => [
    ...(resources?.patterns ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  return new Set(texts.flat().flatMap((part) => (part.kind === 'variable' ? [part.key] : [])));
}

function ask(
  { policies, boundary }: Powers,
  action: string,
  resource: string,
  context: Record<string, string>,
): Grant | undefined {
  const request: ReadRequest = {
    caller: { kind: 'role', arn: CALLER, account: '111122223333', name: 'caller' },
    principal: CALLER,
    action: action.toLowerCase(),
    resource,
    resourceAccount: undefined,
    context: readContext(context),
  };
  if (isImmutable(request)) return undefined;
  const own = applyPolicies(policies, request, false);
  const limit = boundary === undefined ? undefined : applyPolicies([boundary], request, false);
  if (own.grant === 'none' || own.denies.length > 0) return undefined;
  if (limit !== undefined && (limit.grant === 'none' || limit.denies.length > 0)) return undefined;
  return { action, resource, context: { ...context }, statements: [...own.allows, ...(limit?.allows ?? [])] };
}
