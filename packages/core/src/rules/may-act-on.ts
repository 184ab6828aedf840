import { hasReference } from '../app/has-reference.ts';
import { listReferences } from '../app/list-references.ts';
import { toText } from '../app/expression.ts';
import type { Value } from '../app/value.ts';
import { compareActions } from '../iam/match.ts';
import type { FunctionPermissions, GrantedStatement } from '../permissions/function-permissions.ts';
import type { RuleContext } from './rule.ts';
import type { PlainResource } from './template-resources.ts';

/** Whether an action, or a pattern, holds one of those that are asked for. */
export const isOneOf = (action: string, wanted: readonly string[]): boolean =>
  wanted.some((one) => compareActions(action, one) === 'covers');

/** The functions that a statement allows one of the actions on a resource, by its name; what is granted on everything says nothing of it. */
export function findActors(
  { permissions }: Pick<RuleContext, 'permissions'>,
  target: PlainResource,
  actions: readonly string[],
): readonly FunctionPermissions[] {
  const index = findIndex(permissions);
  const name = findName(target);
  const about = [...(index.get(target.id) ?? []), ...(name === undefined ? [] : (index.get(toTail(name)) ?? []))];
  return [...new Set(about)].filter(({ granted }) => granted.some((s) => allows(s, target, { actions, name })));
}

interface Wanted {
  readonly actions: readonly string[];
  readonly name: string | undefined;
}

const allows = (statement: GrantedStatement, target: PlainResource, { actions, name }: Wanted): boolean =>
  statement.effect === 'Allow' &&
  !statement.notAction &&
  !statement.notResource &&
  statement.actions.some((action) => isOneOf(action, actions)) &&
  statement.resources.some(
    (resource) =>
      (statement.origin.at.file === target.template.file && isAbout(resource, target.id)) ||
      (name !== undefined && isNamed(resource, name)),
  );

const isAbout = (resource: Value, target: string): boolean =>
  hasReference(resource, (id, attribute) => id === target && attribute !== 'StreamArn');

type Index = ReadonlyMap<string, readonly FunctionPermissions[]>;
const indexes = new WeakMap<readonly FunctionPermissions[], Index>();

/** The functions by what their statements are about: many functions and many resources must not be tried each with each. */
function findIndex(permissions: readonly FunctionPermissions[]): Index {
  const known = indexes.get(permissions);
  if (known !== undefined) return known;
  const made = new Map<string, FunctionPermissions[]>();
  for (const one of permissions) {
    const resources = one.granted.flatMap((statement) => statement.resources);
    const keys = resources.flatMap((r) => [toTail(toText(r)), ...listReferences(r).map(({ id }) => id)]);
    for (const key of new Set(keys)) {
      const members = made.get(key);
      if (members === undefined) made.set(key, [one]);
      else members.push(one);
    }
  }
  indexes.set(permissions, made);
  return made;
}

/** The end of an address or of a name, for looking up. */
const toTail = (text: string): string =>
  text
    .replace(/\/\*$/, '')
    .replace(/^.*:/s, '')
    .replace(/^table\//, '');

/** The name is the last part of the ARN, before what lies in the bucket. */
const isNamed = (resource: Value, name: string): boolean => {
  const text = toText(resource);
  return text.endsWith(`:${name}`) || text.endsWith(`:${name}/*`) || text.endsWith(`:table/${name}`);
};

/** A bucket that calls a function is written by its name in the function's policy: a reference would be a circle. */
function findName(target: PlainResource): string | undefined {
  const names = ['BucketName', 'QueueName', 'TopicName', 'TableName', 'Name'].map((name) => target.find(name));
  const name = names.find((value) => value?.kind === 'literal' || value?.kind === 'join');
  return name === undefined ? undefined : toText(name);
}
