import { hasReference } from '../app/has-reference.ts';
import { toText } from '../app/expression.ts';
import type { Value } from '../app/value.ts';
import { compareActions } from '../iam/match.ts';
import type { FunctionPermissions } from '../permissions/function-permissions.ts';
import type { PlainResource } from './template-resources.ts';

/** Whether an action, or a pattern, holds one of those that are asked for. */
export const isOneOf = (action: string, wanted: readonly string[]): boolean =>
  wanted.some((one) => compareActions(action, one) === 'covers');

/** Whether a statement of a function allows one of the actions on a resource by its name; what is granted on everything says nothing of it. */
export function mayActOn({ granted }: FunctionPermissions, target: PlainResource, actions: readonly string[]): boolean {
  const name = findName(target);
  return granted.some(
    (statement) =>
      statement.effect === 'Allow' &&
      !statement.notAction &&
      !statement.notResource &&
      statement.actions.some((action) => isOneOf(action, actions)) &&
      statement.resources.some(
        (r) =>
          (statement.origin.at.file === target.template.file && isAbout(r, target.id)) ||
          (name !== undefined && isNamed(r, name)),
      ),
  );
}

const isAbout = (resource: Value, target: string): boolean =>
  hasReference(resource, (id, attribute) => id === target && attribute !== 'StreamArn');

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
