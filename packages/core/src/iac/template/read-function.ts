import type { LambdaFunction, RoleLink } from '../../app/function.ts';
import { resolveText } from '../../app/resolve-value.ts';
import type { Resource } from '../../app/resource.ts';
import type { Trigger } from '../../app/trigger.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findPath, toBranches, toItems } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { findSource, readCode } from './read-code.ts';
import { readEntryPoints } from './read-entry-points.ts';
import { findOwnHandler, toModulePath } from './read-handler.ts';
import { readDockerfile } from './read-image.ts';
import { readLayers } from './read-layers.ts';

/** What the two kinds of function spell differently. */
export interface FunctionParts {
  readonly role: RoleLink;
  readonly triggers: readonly Trigger[];
  readonly tracing: Value | undefined;
  readonly deadLetter: Value | undefined;
  readonly destinations: readonly Value[];
}

/** Reads what `AWS::Serverless::Function` and `AWS::Lambda::Function` have in common, from the effective properties. */
export function readFunction(
  resource: Resource,
  properties: MapValue,
  parts: FunctionParts,
  scope: ReadScope,
): LambdaFunction {
  const declared = readCode(resource, properties, scope);
  const image = readDockerfile(declared, scope);
  const handler = findEntry(properties, 'Handler');
  const command = toItems(findPath(properties, 'ImageConfig', 'Command')).at(-1);
  const read = (value: Value | undefined): string | null => resolveText(value, scope.template, scope) ?? null;
  const environment = readEnvironment(properties);
  const runtime = read(findEntry(properties, 'Runtime')) ?? image?.runtime ?? null;
  const named = declared.kind === 'image' ? (read(command) ?? image?.handler ?? null) : read(handler);
  const own = findOwnHandler(named, environment);
  const entryPoints = readEntryPoints(resource, declared);
  const isKnown = entryPoints.length > 0 || own === null || !/^(?:nodejs|python)/.test(runtime ?? 'nodejs');
  const code = findSource(declared, isKnown ? undefined : toModulePath(own, runtime), scope);
  return {
    id: resource.id,
    template: resource.template,
    type: resource.type === 'AWS::Lambda::Function' ? resource.type : 'AWS::Serverless::Function',
    at: resource.at,
    runtime,
    handler: own,
    handlerAt: (handler ?? command)?.at ?? resource.at,
    code,
    environment,
    layers: readLayers(properties, scope),
    entryPoints,
    role: parts.role,
    triggers: parts.triggers,
    inVpc: findEntry(properties, 'VpcConfig') !== undefined,
    tracing: isActive(read(parts.tracing)),
    deadLetter: parts.deadLetter ?? null,
    destinations: parts.destinations,
    kmsKey: findEntry(properties, 'KmsKeyArn') ?? null,
    fileSystems: toItems(findEntry(properties, 'FileSystemConfigs')).flatMap((config) =>
      toItems(findEntry(config, 'Arn')),
    ),
    properties,
  };
}

const isActive = (mode: string | null): boolean => mode === 'Active';

function readEnvironment(properties: MapValue): ReadonlyMap<string, Value> {
  const variables = toBranches(findPath(properties, 'Environment', 'Variables'));
  const entries = variables.flatMap(({ value }) => (value.kind === 'map' ? [...value.entries] : []));
  return new Map(entries.filter(([, value]) => value.kind !== 'no-value'));
}
