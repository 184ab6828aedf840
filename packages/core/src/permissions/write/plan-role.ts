import type { Role } from '../../app/role.ts';
import type { Edit } from '../../findings/finding.ts';
import type { PolicyUnit } from './policy-unit.ts';
import { mayBeEmpty, splitByCondition } from '../minimise/conditional-resources.ts';
import { appendStatements, toData, toPolicyEntries, type PolicyHome } from './append-statements.ts';
import { applyEdits } from './apply-edits.ts';
import { createChangeSet, type ChangeSet } from './change-set.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { asMapping } from './mapping-edits.ts';
import { findNodeAt, findUpTo, isShared, toParent, type NodePath } from './node-path.ts';
import type { UnitChange, UnitPlan } from './plan-units.ts';
import { reopen, toSingleEdit, type OpenTemplate } from './open-template.ts';
import { isConditional } from './narrowed-statement.ts';
import { editStatement, toStatementData, type StatementData } from './statement-edits.ts';

/** Finds where the policies of a role stand in its template. */
function findPolicyHome(open: OpenTemplate, role: Role, functionId: string): PolicyHome | undefined {
  let path: NodePath = { node: open.root, steps: [] };
  for (const name of ['Resources', role.implicit ? functionId : role.id, 'Properties']) {
    const parent = asMapping(path.node);
    const entry = parent?.entries.find((e) => e.key.text === name);
    if (parent === undefined || entry === undefined) return undefined;
    path = { node: entry.value, steps: [...path.steps, { kind: 'entry', parent, entry }] };
  }
  const node = asMapping(path.node);
  // An include may bring policies, which others beside it would replace.
  const isIncluding = node?.entries.some(({ key }) => key.text === 'Fn::Transform') === true;
  return node === undefined || isIncluding || isShared(path, open.aliased)
    ? undefined
    : { role, properties: { ...path, node } };
}

/** Why a unit cannot be edited where it stands, or `null`. */
export function findObstacle(open: OpenTemplate, unit: PolicyUnit): string | null {
  if (unit.policy.kind === 'connector') return 'a connector grants more than is needed, and cannot grant less';
  if (unit.policy.onlyIf !== undefined) return 'a policy that is too wide stands in a branch of `Fn::If`';
  if (unit.file !== open.page.file) return `a policy that is too wide stands in another template, ${unit.file}`;
  const path = findNodeAt(open.root, unit.start);
  if (path === undefined || isShared(path, open.aliased))
    return 'a policy that is too wide is a text, or shared by an alias';
  const owner = ['Policies', 'ManagedPolicyArns', 'PolicyDocument'].map((name) => findUpTo(path, name)).find(Boolean);
  const isInLists =
    unit.kind === 'entry' ? path.steps.at(-1)?.kind === 'item' || owner?.node === path.node : isPlainMapping(path);
  const isPlain = owner !== undefined && isInLists && path.steps.every((step) => step.parent.tag === null);
  return isPlain ? null : 'a policy that is too wide is made by an intrinsic function';
}

const isPlainMapping = ({ node }: NodePath): boolean => node.kind === 'mapping' && node.tag === null;

/** The edits that carry out a plan, or `null` where the layout forbids them. */
export function editRole(open: OpenTemplate, role: Role, functionId: string, plan: UnitPlan): readonly Edit[] | null {
  const home = findPolicyHome(open, role, functionId);
  if (home === undefined) return null;
  const changes = createChangeSet();
  const leftover = applyChanges(open, changes, home, plan);
  if (leftover === null) return null;
  const added = fillEmptied(open, changes, plan, [...leftover, ...plan.missing.map(toData)]);
  if (added.length === 0) return changes.finish(open.page);
  const together = appendStatements(open.page, changes, home, added) ? changes.finish(open.page) : null;
  return together ?? editInTurn(open, role, functionId, plan);
}

/**
 * A policy that is a resource of its own cannot go when it empties: what is added takes the place of a statement there.
 * Gives back what found no such place.
 */
function fillEmptied(
  open: OpenTemplate,
  changes: ChangeSet,
  plan: UnitPlan,
  added: readonly StatementData[],
): readonly StatementData[] {
  for (const change of plan.changes) {
    const isEmptied = change.kind === 'narrow' && change.groups.length === 0;
    if (
      added.length === 0 ||
      added.some(({ Resource }) => mayBeEmpty([Resource].flat())) ||
      !isEmptied ||
      change.unit.policy.kind !== 'inline'
    )
      continue;
    const path = findNodeAt(open.root, change.unit.start);
    const isOwn = change.unit.policy.resource !== undefined && path?.steps.at(-1)?.kind === 'item';
    if (isOwn && changes.replaceItem(path, added)) return [];
  }
  return added;
}

/** Where what changes and what is added meet in one place, the second is done on the outcome of the first. */
function editInTurn(open: OpenTemplate, role: Role, functionId: string, plan: UnitPlan): readonly Edit[] | null {
  const first = createChangeSet();
  const firstHome = findPolicyHome(open, role, functionId);
  const leftover = firstHome === undefined ? null : applyChanges(open, first, firstHome, plan);
  const edits = leftover === null ? null : first.finish(open.page);
  const next = edits === null ? null : reopen(open, edits);
  const home = next === null ? undefined : findPolicyHome(next, role, functionId);
  if (leftover === null || next === null || home === undefined) return null;
  const second = createChangeSet();
  if (!appendStatements(next.page, second, home, [...leftover, ...plan.missing.map(toData)])) return null;
  const last = second.finish(next.page);
  return last === null ? null : toSingleEdit(open.page.file, open.page.text, applyEdits(next.page.text, last));
}

function applyChanges(open: OpenTemplate, changes: ChangeSet, home: PolicyHome, plan: UnitPlan): Leftover {
  const leftover: StatementData[] = [];
  for (const change of joinNeighbours(open, plan.changes)) {
    const path = findNodeAt(open.root, change.unit.start);
    if (path === undefined) return null;
    const rest =
      change.kind === 'narrow'
        ? applyNarrowing(open, changes, path, change)
        : applyReplacement(changes, path, change, home);
    if (rest === null) return null;
    leftover.push(...rest);
  }
  return leftover;
}

/** Statements that found no place where the unit stood. */
type Leftover = readonly StatementData[] | null;

function applyNarrowing(
  open: OpenTemplate,
  changes: ChangeSet,
  path: NodePath,
  change: Extract<UnitChange, { kind: 'narrow' }>,
): Leftover {
  const [first, ...others] = change.groups.filter((group) => !isConditional(group));
  const grant = change.unit.grants[0];
  const node = asMapping(path.node);
  if (grant === undefined || node === undefined) return null;
  const guarded = change.groups.filter(isConditional).map((group) => toStatementData(grant, group));
  if (first === undefined) return removePolicyPart(changes, path) ? guarded : null;
  const edits = editStatement(open.page, node, grant, first);
  if (edits === null) return null;
  changes.edits.push(...edits);
  const data = others.map((group) => toStatementData(grant, group));
  return data.length === 0 || changes.insertAfter(path, data) ? guarded : [...data, ...guarded];
}

function applyReplacement(
  changes: ChangeSet,
  path: NodePath,
  change: Extract<UnitChange, { kind: 'replace' }>,
  home: PolicyHome,
): Leftover {
  const data = change.statements.map(toData);
  if (data.length === 0) return removePolicyPart(changes, path) ? [] : null;
  if (findUpTo(path, 'ManagedPolicyArns') !== undefined) return changes.replaceItem(path, []) ? data : null;
  const step = path.steps.at(-1);
  if (change.unit.kind === 'statement') {
    const { always } = splitByCondition(data);
    const guarded = data.filter((statement) => !always.includes(statement));
    if (always.length === 0) return removePolicyPart(changes, path) ? guarded : null;
    if (changes.replaceItem(path, always)) return guarded;
    if (step?.kind === 'entry') changes.replaceEntry(step.parent, step.entry, always);
    return step?.kind === 'entry' ? guarded : null;
  }
  if (changes.replaceItem(path, toPolicyEntries(home.role, data))) return [];
  // `Policies` holds one policy and no list: it becomes a list with whatever else is added.
  return removePolicyPart(changes, path) ? data : null;
}

/** Takes away an item, or the nearest thing around it that may go: the policy that it is alone in, or `Policies`. */
function removePolicyPart(changes: ChangeSet, path: NodePath): boolean {
  for (let current: NodePath | undefined = path; current !== undefined; current = toParent(current)) {
    const step = current.steps.at(-1);
    if (step?.kind === 'item') return changes.replaceItem(current, []);
    const name = step?.entry.key.text;
    if (step !== undefined && (name === 'Policies' || name === 'ManagedPolicyArns')) {
      changes.replaceEntry(step.parent, step.entry, []);
      return true;
    }
  }
  return false;
}
