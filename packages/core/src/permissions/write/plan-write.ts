import type { Application, Template } from '../../app/application.ts';
import type { Role } from '../../app/role.ts';
import type { Edit } from '../../findings/finding.ts';
import { parseDocuments } from '../../iac/document/parse-document.ts';
import type { FunctionPermissions } from '../function-permissions.ts';
import { createScope, toGrantViews, toNeedPairs } from '../reconcile/role-view.ts';
import { applyEdits } from './apply-edits.ts';
import { findAliased } from './node-path.ts';
import { editRole, findPolicyHome, findObstacle, type OpenTemplate } from './plan-role.ts';
import { planUnits } from './plan-units.ts';
import { findUnseenUse } from '../reconcile/unseen-use.ts';
import { toUnits, type PolicyUnit } from './policy-unit.ts';
import { readTextStyle } from './read-text-style.ts';
import { findReasonToKeep } from './reason-to-keep.ts';

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
    if (!open.has(template.file)) open.set(template.file, openTemplate(template));
    const result = planRole(application, open.get(template.file) ?? null, role, members);
    edits.push(...result.edits);
    skipped.push(...members.flatMap((m) => result.reasons.map((why) => ({ function: m.function.id, why }))));
  }
  return { edits: edits.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1)), skipped };
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

function openTemplate(template: Template): OpenTemplate | null {
  const { roots, problems } = parseDocuments(template.text);
  const root = roots[0];
  if (root === undefined || roots.length !== 1 || problems.some((p) => p.severity === 'error')) return null;
  const page = { file: template.file, text: template.text, style: readTextStyle(template.text, root) };
  return { page, root, aliased: findAliased(root) };
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
): RolePlan {
  const pairs = members.flatMap((m) => toNeedPairs(m.needed, createScope(application, m.function.template)));
  const units = toUnits(role, toGrantViews(members[0]?.granted ?? [], createScope(application, role.template)));
  const plan = planUnits(units, pairs, {
    reasonToKeep: findReasonToKeep(application, role, members),
    mayAdd: !role.policies.some((policy) => policy.kind === 'unknown'),
    findObstacle: (unit) => {
      if (open === null) return LAYOUT;
      return (
        findObstacle(open, unit) ??
        (isUsedElsewhere(application, unit) ? 'a policy that is too wide is also used by others' : null)
      );
    },
    unseen: findUnseenUse(
      members.flatMap((m) => m.code.calls),
      members.flatMap((m) => m.needed),
    ),
  });
  const reasons = [...new Set(plan.left)];
  if (plan.changes.length === 0 && plan.missing.length === 0) return { edits: [], reasons };
  const home = open === null ? undefined : findPolicyHome(open, role, members[0]?.function.id ?? '');
  const edits = open === null || home === undefined ? null : editRole(open, home, plan);
  if (open === null || edits === null || !isStillReadable(open, edits)) {
    return { edits: [], reasons: [...reasons, LAYOUT] };
  }
  return { edits, reasons };
}

const LAYOUT = 'the layout of its policies cannot be edited in place';

/** A policy that other roles, users or groups have too is not one role's to narrow. */
function isUsedElsewhere(application: Application, unit: PolicyUnit): boolean {
  const { policy } = unit;
  if (policy.kind !== 'inline' || policy.resource === undefined) return false;
  const users = application.roles.filter((role) =>
    role.policies.some(
      (p) =>
        p.kind === 'inline' &&
        p.resource !== undefined &&
        p.at.file === unit.policy.at.file &&
        p.at.start === policy.at.start,
    ),
  );
  const resource = application.templates.find((t) => t.file === policy.at.file)?.resources.get(policy.resource);
  const others = ['Groups', 'Users'].some((name) => resource?.properties.entries.has(name) === true);
  return users.length > 1 || others;
}

/** The last guard: edited text that no longer parses is thrown away. */
function isStillReadable(open: OpenTemplate, edits: readonly Edit[]): boolean {
  return parseDocuments(applyEdits(open.page.text, edits)).problems.every((problem) => problem.severity !== 'error');
}
