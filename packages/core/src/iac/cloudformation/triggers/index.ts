import type { Template } from '../../../app/application.ts';
import type { Trigger } from '../../../app/trigger.ts';
import type { FunctionLookup } from '../find-functions.ts';
import { findFunctions, toFunctionKey } from '../find-functions.ts';
import { listConnectors } from '../find-attached.ts';
import { API_READERS } from './apis.ts';
import { EVENT_READERS } from './events.ts';
import { MAPPING_READERS } from './event-source-mapping.ts';
import { PERMISSION_READERS } from './permission.ts';
import { SERVICE_READERS } from './services.ts';
import type { TriggerReader } from './trigger-reader.ts';

const READERS: Readonly<Record<string, TriggerReader>> = {
  ...API_READERS,
  ...EVENT_READERS,
  ...MAPPING_READERS,
  ...SERVICE_READERS,
};

/** The triggers that resources of the tree make for each function, by the function's key. */
export function findTriggers(application: FunctionLookup): ReadonlyMap<string, readonly Trigger[]> {
  const found = new Map<string, Trigger[]>();
  for (const template of application.templates) readTriggers(template, application, READERS, found);
  for (const template of application.templates) readTriggers(template, application, PERMISSION_READERS, found);
  return found;
}

function readTriggers(
  template: Template,
  application: FunctionLookup,
  readers: Readonly<Record<string, TriggerReader>>,
  found: Map<string, Trigger[]>,
): void {
  for (const resource of template.resources.values()) {
    // What SAM makes of an event is told by the event; what it makes of a connector, by this alone.
    if (resource.provenance === 'expansion' && listConnectors(resource.metadata).length === 0) continue;
    const name = resource.type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : resource.type;
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    for (const spec of read?.(resource, { template, application }) ?? []) {
      const { target, ...rest } = spec;
      const keys = new Set(findFunctions(target, template, application).map(toFunctionKey));
      for (const key of keys) addTrigger({ id: resource.id, ...rest }, readers === PERMISSION_READERS, key, found);
    }
  }
}

/** A permission says again what the source itself says; alone, it is the only sign of a trigger made elsewhere. */
function addTrigger(trigger: Trigger, isPermission: boolean, key: string, found: Map<string, Trigger[]>): void {
  const known = found.get(key) ?? [];
  if (isPermission && known.some((other) => isSameKind(other, trigger))) return;
  found.set(key, [...known, trigger]);
}

const APIS = new Set(['rest-api', 'http-api', 'websocket-api', 'authorizer']);
const RULES = new Set(['eventbridge', 'schedule']);

const isSameKind = (one: Trigger, other: Trigger): boolean =>
  one.kind === other.kind ||
  (APIS.has(one.kind) && APIS.has(other.kind)) ||
  (RULES.has(one.kind) && RULES.has(other.kind));
