import type { CodeValue } from '../app/code-value.ts';
import { listAlternatives, listOmissions } from './call-variants.ts';
import { uniqueTargets } from './create-targets.ts';
import { deriveNeeds } from './derive-needs.ts';
import type { Need, NeedCall, NeedRule, ResourceTarget, Target } from './need.ts';
import { findRule } from './overrides/index.ts';

/**
 * The IAM actions that a call needs, with their targets. Empty for operations that need no permission (`sts:GetCallerIdentity`).
 * Arguments that some path leaves out count both ways: a query with an `IndexName` now and then reads the table, too.
 */
export function findNeeds(call: NeedCall): readonly Need[] {
  const rule = findRule(call.service, call.operation) ?? deriveNeeds;
  const [first = [], ...others] = listAlternatives(call.args).map((args) => findOfOne(rule, { ...call, args }));
  return others.reduce(merge, first);
}

function findOfOne(rule: NeedRule, call: NeedCall): readonly Need[] {
  const needs = rule(call);
  const omissions = listOmissions(call.args);
  if (omissions.length === 0) return needs;
  const named = findPlaceholders(needs);
  return omissions
    .map((args) => rule({ ...call, args }).flatMap((need) => keepNamed(need, named)))
    .reduce(merge, needs);
}

/**
 * Without what it takes from the field that is left out: a target that loses its name with it belongs to a call that the API
 * refuses, or to one in which another field stands for it.
 */
function keepNamed(need: Need, named: ReadonlySet<string>): readonly Need[] {
  const targets = need.targets.filter((t) => t.kind === 'any' || listUnnamed(t).every((name) => !named.has(name)));
  return targets.length === 0 ? [] : [{ ...need, targets }];
}

/** Placeholders that have a name in every target in which they stand. */
function findPlaceholders(needs: readonly Need[]): ReadonlySet<string> {
  const targets = needs.flatMap((need) => need.targets).filter((t) => t.kind === 'resource');
  const unnamed = new Set(targets.flatMap(listUnnamed));
  return new Set(targets.flatMap(listPlaceholders).filter((name) => !unnamed.has(name)));
}

const listPlaceholders = (target: ResourceTarget): readonly string[] =>
  [...target.arn.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '');

const OWN = new Set(['Partition', 'Region', 'Account']);

const listUnnamed = (target: ResourceTarget): readonly string[] =>
  listPlaceholders(target).filter(
    (name) => !OWN.has(name) && !isKnown(target.names[name]) && (name !== target.wholeName || !isKnown(target.whole)),
  );

const isKnown = (value: CodeValue | undefined): boolean => value !== undefined && value.kind !== 'unknown';

/** What either of two calls needs; what one of them surely needs is not optional. */
function merge(needs: readonly Need[], more: readonly Need[]): readonly Need[] {
  const found = new Map(needs.map((need) => [toKey(need), need]));
  for (const need of more) {
    const known = found.get(toKey(need));
    found.set(toKey(need), known === undefined ? need : { ...known, targets: unite(known.targets, need.targets) });
  }
  return [...found.values()];
}

const toKey = (need: Need): string => `${need.action} ${need.optional === true} ${need.guess ?? ''}`;
const unite = (some: readonly Target[], more: readonly Target[]): readonly Target[] =>
  uniqueTargets([...some, ...more]);
