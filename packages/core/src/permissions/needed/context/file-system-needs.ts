import { toExpression } from '../../../app/expression.ts';
import { findEntry, type Value } from '../../../app/value.ts';
import type { NeededPermission } from '../../function-permissions.ts';
import { findMeaning } from '../find-meaning.ts';
import type { Surroundings } from '../surroundings.ts';
import { findNamedTargets, toContextNeeds } from './context-need.ts';

const ACTIONS = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'];

/** Lambda mounts the function's file systems with the function's role, each through an access point. */
export function findFileSystemNeeds(around: Surroundings): NeededPermission[] {
  const fn = around.function;
  return fn.fileSystems.flatMap((accessPoint) => {
    const resources = findNamedTargets('elasticfilesystem:file-system', findFileSystem(accessPoint, around), around);
    const condition = { StringEquals: { 'elasticfilesystem:AccessPointArn': toExpression(accessPoint) } };
    const reason = { origin: 'vpc', operation: 'file system', at: fn.at } as const;
    return toContextNeeds(ACTIONS, resources, reason).map((need) => ({ ...need, condition }));
  });
}

/** The file system of an access point in the same template. */
function findFileSystem(accessPoint: Value, around: Surroundings): Value | undefined {
  const meaning = findMeaning(accessPoint, around.template, around.application);
  if (meaning.kind !== 'resource' || meaning.template.file !== around.template.file) return undefined;
  return findEntry(meaning.resource.properties, 'FileSystemId');
}
