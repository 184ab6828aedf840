import type { Application, Template } from '../app/application.ts';
import { findEntry } from '../app/value.ts';
import type { FunctionAccess } from './compare-access.ts';
import { findGranted } from './granted/find-granted.ts';

/**
 * Why a function may do more than before although nothing is allowed that was not: what cannot be read has come, or is written in other
 * words now, the boundary is another one, or a name (a condition, a parameter) means another thing. Errs on the side of telling.
 */
export function findDoubt(before: FunctionAccess | undefined, after: FunctionAccess): string | undefined {
  if (before === undefined) return findUnread(new Set(), after);
  const known = new Set(before.permissions.unresolved.map(({ what }) => what));
  return (
    findUnread(known, after) ??
    findOtherBoundary(before, after) ??
    findOtherWords(before, after) ??
    findOtherNames(before, after)
  );
}

function findUnread(known: ReadonlySet<string>, { permissions }: FunctionAccess): string | undefined {
  const open = permissions.unresolved.find(({ what }) => !known.has(what));
  return open === undefined ? undefined : `${open.what}: ${open.why}`;
}

function findOtherBoundary(before: FunctionAccess, after: FunctionAccess): string | undefined {
  const [old, own] = [before.permissions.role, after.permissions.role];
  if ((old?.boundary ?? null) === null) return undefined;
  if (print(old?.boundary) !== print(own?.boundary)) return 'the role has another permissions boundary, or none';
  return print(old?.limits) === print(own?.limits) ? undefined : 'the permissions boundary says something else';
}

/** What cannot be read, or only by a default, and is written in other words. */
function findOtherWords(before: FunctionAccess, after: FunctionAccess): string | undefined {
  if (print(toUnread(before)) === print(toUnread(after))) return undefined;
  // An unreadable denial that is gone opens as much as an unreadable permission that has come.
  const [open] = [after, before].flatMap(({ permissions, application }) => {
    const { function: fn, role } = permissions;
    return findGranted(fn, role, application).unresolved;
  });
  if (open !== undefined) return `${open.what}: ${open.why}, and not all is as before`;
  return hasAssumed([after, before]) ? ASSUMED : undefined;
}

function findOtherNames(before: FunctionAccess, after: FunctionAccess): string | undefined {
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

const PLACES = new Set(['at', 'origin', 'file', 'template', 'provenance']);
