import type { Application, Template } from '../app/application.ts';
import { findEntry } from '../app/value.ts';
import type { FunctionAccess } from './compare-access.ts';
import { findGranted } from './granted/find-granted.ts';

/**
 * Why two versions that say the same may not mean the same: what cannot be read is written in other words now, or a name in it (a
 * condition, a parameter) means another thing. Errs on the side of telling.
 */
export function findOtherMeaning(before: FunctionAccess, after: FunctionAccess): string | undefined {
  // An unreadable denial that is gone opens as much as an unreadable permission that has come.
  const [open] = [after, before].flatMap(({ permissions, application }) => {
    const { function: fn, role } = permissions;
    return findGranted(fn, role, application).unresolved;
  });
  if (open === undefined && hasAssumed([after, before]) && print(toUnread(before)) !== print(toUnread(after)))
    return ASSUMED;
  if (open !== undefined && print(toUnread(before)) !== print(toUnread(after)))
    return `${open.what}: ${open.why}, and not all is as before`;
  if (
    (before.permissions.role?.boundary ?? null) !== null &&
    print(before.permissions.role?.limits) !== print(after.permissions.role?.limits)
  )
    return 'the permissions boundary says something else';
  const used = print([toUsed(before), toUsed(after)]);
  for (const template of after.application.templates) {
    const old = findTemplate(before.application, template, after.application);
    const name = old === undefined ? undefined : findChanged(old, template, used);
    if (name !== undefined) return `\`${name}\` of the template means another thing than before`;
  }
  return undefined;
}

const ASSUMED = 'it turns on a parameter of which only the default is known';

/** What is allowed by a default may not be, and what is denied by one neither. */
const hasAssumed = (versions: readonly FunctionAccess[]): boolean =>
  versions.some(({ permissions }) => permissions.granted.some(({ isAssumed }) => isAssumed === true));

const toUnread = ({ permissions: { function: fn, role } }: FunctionAccess): unknown => [
  findEntry(fn.properties, 'Role'),
  role?.policies,
  role?.boundary,
];

const toUsed = ({ permissions: { granted, role } }: FunctionAccess): unknown => [granted, role?.policies, role?.limits];

function findTemplate(old: Application, { file }: Template, fresh: Application): Template | undefined {
  const isSingle = old.templates.length === 1 && fresh.templates.length === 1;
  return isSingle ? old.templates[0] : old.templates.find((template) => template.file === file);
}

/** A condition may build on any other: where one is used, all count. */
function findChanged(old: Template, fresh: Template, used: string): string | undefined {
  const isUsed = (name: string): boolean => used.includes(JSON.stringify(name));
  const conditions = [...new Set([...old.conditions.keys(), ...fresh.conditions.keys()])];
  const hasConditions = conditions.some(isUsed);
  if (hasConditions) {
    const changed = conditions.find((name) => print(old.conditions.get(name)) !== print(fresh.conditions.get(name)));
    if (changed !== undefined) return changed;
  }
  return [...fresh.parameters.keys()].find((name) => {
    const [was, is] = [old.parameters.get(name), fresh.parameters.get(name)];
    return was !== undefined && (hasConditions || isUsed(name)) && print(toMeaning(was)) !== print(toMeaning(is));
  });
}

type Parameter = Template['parameters'] extends ReadonlyMap<string, infer One> ? One : never;

const toMeaning = (parameter: Parameter | undefined): unknown => [
  parameter?.default,
  parameter?.allowed,
  parameter?.bound?.value,
];

/** What is written, without its places. */
const print = (value: unknown): string =>
  JSON.stringify(value ?? null, (key, one: unknown) =>
    PLACES.has(key) ? undefined : one instanceof Map ? [...(one as ReadonlyMap<string, unknown>)] : one,
  );

const PLACES = new Set(['at', 'origin', 'file', 'template']);
