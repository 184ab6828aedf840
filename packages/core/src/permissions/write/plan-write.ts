import type { Application } from '../../app/application.ts';
import type { Location } from '../../app/location.ts';
import type { Role } from '../../app/role.ts';
import type { Edit } from '../../findings/finding.ts';
import type { FunctionPermissions } from '../function-permissions.ts';
import { mergeEdits } from './change-set.ts';
import { createScope, toGrantViews, toNeedPairs } from '../reconcile/role-view.ts';
import { openTemplate, reopen, type OpenTemplate } from './open-template.ts';
import { editRole, findObstacle } from './plan-role.ts';
import { planUnits, type UnitPlan } from './plan-units.ts';
import { findUnseenUse } from '../reconcile/unseen-use.ts';
import { findPolicyUsers } from './policy-users.ts';
import { toUnits, type PolicyUnit } from './policy-unit.ts';
import { findReasonToKeep } from '../reconcile/reason-to-keep.ts';

/** What is to change in the templates, and what is left as it is although it is too wide or too narrow. */
export interface WritePlan {
  /** Disjoint, in the order of files and offsets. */
  readonly edits: readonly Edit[];
  readonly skipped: readonly SkippedFunction[];
}

export interface SkippedFunction {
  /** Logical id. */
  readonly function: string;
  readonly why: string;
}

/**
 * Plans the edits that make the policies of each role what its functions need: over-wide statements and entries are
 * narrowed, what is missing is added, everything else stays as it is written. Nothing is taken away where something that
 * is not known could need it. Planned again on the edited templates, there is nothing left to edit.
 */
export function planWrite(application: Application, permissions: readonly FunctionPermissions[]): WritePlan {
  const edits: Edit[] = [];
  const skipped: SkippedFunction[] = permissions
    .filter((p) => p.role === null && p.needed.length > 0)
    .map((p) => ({ function: p.function.id, why: 'its role is not in a template here' }));
  const open = new Map<string, OpenTemplate | null>();
  for (const members of groupByRole(permissions)) {
    const role = members[0]?.role;
    const template = application.templates.find((t) => t.file === role?.template);
    if (role === null || role === undefined || template === undefined) continue;
    if (!open.has(template.file)) open.set(template.file, openTemplate(template.file, template.text));
    const result = planRole(application, open.get(template.file) ?? null, role, members, permissions);
    edits.push(...result.edits);
    skipped.push(...members.flatMap((m) => result.reasons.map((why) => ({ function: m.function.id, why }))));
  }
  return { edits: edits.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1)), skipped };
}

/**
 * The edits that narrow each statement or entry by itself and leave everything else as it is, by {@link toPlace}. Those
 * that {@link planWrite} would not touch, or that cannot be edited alone, are not there.
 */
export function planPlaces(
  application: Application,
  permissions: readonly FunctionPermissions[],
): ReadonlyMap<string, readonly Edit[]> {
  const places = new Map<string, readonly Edit[]>();
  for (const { file, text } of application.templates) {
    const open = openTemplate(file, text);
    if (open === null) continue;
    const made = groupByRole(permissions)
      .filter(([first]) => first?.role?.template === file)
      .flatMap((members) => planAlone(application, open, members, permissions));
    // One look at all edits together stands for one at each: they are disjoint, or else are looked at alone.
    const together = mergeEdits(
      text,
      made.flatMap(({ edits }) => edits),
    );
    const isFine = together !== null && reopen(open, together) !== null;
    for (const { place, edits } of made) if (isFine || reopen(open, edits) !== null) places.set(place, edits);
  }
  return places;
}

/** What names a statement or an entry: the file and the offset where it stands. */
export const toPlace = (at: Pick<Location, 'file' | 'start'>): string => `${at.file}#${at.start}`;

interface PlaceEdits {
  readonly place: string;
  readonly edits: readonly Edit[];
}

function planAlone(
  application: Application,
  open: OpenTemplate,
  members: readonly FunctionPermissions[],
  permissions: readonly FunctionPermissions[],
): readonly PlaceEdits[] {
  const [first] = members;
  const role = first?.role;
  if (role === null || role === undefined) return [];
  const { changes } = planRoleUnits(application, open, role, members, permissions);
  return changes.flatMap((change): readonly PlaceEdits[] => {
    const edits = editRole(open, role, first?.function.id ?? '', { changes: [change], missing: [], left: [] });
    return edits === null || edits.length === 0 ? [] : [{ place: toPlace(change.unit), edits }];
  });
}

function groupByRole(permissions: readonly FunctionPermissions[]): readonly (readonly FunctionPermissions[])[] {
  const groups = new Map<string, FunctionPermissions[]>();
  for (const entry of permissions) {
    if (entry.role === null) continue;
    const key = JSON.stringify([entry.role.template, entry.role.id]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

interface RolePlan {
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

function planRole(
  application: Application,
  open: OpenTemplate | null,
  role: Role,
  members: readonly FunctionPermissions[],
  permissions: readonly FunctionPermissions[],
): RolePlan {
  const plan = planRoleUnits(application, open, role, members, permissions);
  const reasons = [...new Set(plan.left)];
  if (plan.changes.length === 0 && plan.missing.length === 0) return { edits: [], reasons };
  const functionId = members[0]?.function.id ?? '';
  for (const part of [plan, withoutOwnPolicies(plan)]) {
    const edits = open === null ? null : editRole(open, role, functionId, part);
    if (open === null || edits === null || reopen(open, edits) === null) continue;
    return { edits, reasons: part === plan ? reasons : [...reasons, LAYOUT] };
  }
  return { edits: [], reasons: [...reasons, LAYOUT] };
}

/** What is to become of each unit of a role. */
function planRoleUnits(
  application: Application,
  open: OpenTemplate | null,
  role: Role,
  members: readonly FunctionPermissions[],
  permissions: readonly FunctionPermissions[],
): UnitPlan {
  const pairs = members.flatMap((m) => toNeedPairs(m.needed, createScope(application, m.function.template)));
  const units = toUnits(role, toGrantViews(members[0]?.granted ?? [], createScope(application, role.template)));
  const users = new Map(units.map((unit) => [unit, findPolicyUsers(application, permissions, role, unit)]));
  // What functions of other roles call counts as well where a policy is theirs too.
  const callers = [...users.values()].some((u) => u.pairs.length > 0) ? permissions : members;
  return planUnits(units, pairs, {
    reasonToKeep: findReasonToKeep(application, role, members),
    mayAdd: !role.policies.some((policy) => policy.kind === 'unknown'),
    findObstacle: (unit) => (open === null ? LAYOUT : (findObstacle(open, unit) ?? users.get(unit)?.obstacle ?? null)),
    findOtherPairs: (unit) => users.get(unit)?.pairs ?? [],
    isPlannedElsewhere: (unit) => users.get(unit)?.isPlannedElsewhere === true,
    unseen: findUnseenUse(
      callers.flatMap((m) => m.code.calls),
      callers.flatMap((m) => m.needed),
    ),
  });
}

/** The plan without policies that are resources of their own: one of them may give nothing that is needed, and cannot go. */
function withoutOwnPolicies(plan: UnitPlan): UnitPlan {
  const isOwn = (unit: PolicyUnit): boolean => unit.policy.kind === 'inline' && unit.policy.resource !== undefined;
  return { ...plan, changes: plan.changes.filter((change) => !isOwn(change.unit)) };
}

const LAYOUT = 'the layout of its policies cannot be edited in place';
