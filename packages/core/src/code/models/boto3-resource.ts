import { findBoto3Extra } from '../../aws/boto3-extras.ts';
import type { Boto3Action, Boto3Resource } from '../../aws/boto3-resources.ts';
import { findBoto3Resource, toSnakeCase } from '../../aws/boto3-resources.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { NO_ARGUMENTS, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toKey, unite } from '../engine/union.ts';
import { createBotoClient } from './boto3-client.ts';
import { callExtra } from './boto3-extra-call.ts';
import { toActionInput, toIdentifiers } from './boto3-input.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, callUnknownOperation, toClientKey, toMembers } from './operation-call.ts';

type Identifiers = ReadonlyMap<string, Abstract>;

interface Context {
  readonly settings: ClientSettings;
  readonly resource: Boto3Resource;
  readonly identifiers: Identifiers;
  /** The call that gave it answered with its attributes too: reading one calls nothing. */
  readonly isLoaded: boolean;
  readonly key: string;
}

/** `boto3.resource('s3')`. */
export function createServiceResource(settings: ClientSettings): Abstract {
  return createResource(settings, '', new Map());
}

/** A resource object of boto3: `Table`, `Bucket`, `Object`, `Queue` … */
export function createResource(
  settings: ClientSettings,
  type: string,
  identifiers: Identifiers,
  isLoaded = false,
): Abstract {
  const resource = findBoto3Resource(settings.service, type);
  if (resource === undefined) return toUnknown(`boto3 has no resource ${settings.service}.${type}`);
  const key = `${toClientKey('boto3-resource', settings)}.${type}(${[...identifiers].map(([n, v]) => `${n}=${toKey(v)}`).join()})${isLoaded ? '+' : ''}`;
  const context: Context = { settings, resource, identifiers, isLoaded, key };
  const value: ModelValue = {
    k: 'model',
    key,
    sensitive: `a boto3 ${settings.service} ${type === '' ? 'resource' : type}`,
    get: (engine, name, site) => getMember(engine, context, value, name, site),
  };
  return value;
}

function getMember(engine: Engine, context: Context, self: ModelValue, name: string, site: Site): Abstract {
  const { settings, resource, identifiers, key } = context;
  const native = (run: (e: Engine, args: Arguments, at: Site) => Abstract): Abstract => toMethod(key, name, run);
  if (name === 'meta') return toMembers(`${key}.meta`, { client: createBotoClient(settings) });
  if (name === '__enter__' || name === '__aenter__') return native(() => self);
  const extra = findBoto3Extra(settings.service, resource.name, name);
  if (extra !== undefined)
    return native((e, args, at) => finishExtra(e, callExtra(e, settings, extra, identifiers, args, at), name));
  const action = resource.actions.get(name);
  if (action !== undefined) return native((e, args, at) => callAction(e, context, action, args, at));
  const subresource = resource.subresources.get(name);
  if (subresource !== undefined)
    return native((e, args, at) =>
      createResource(
        settings,
        subresource.type,
        toIdentifiers(
          e,
          subresource.identifiers,
          { identifiers, given: [...args.positional, ...args.named.values()] },
          at,
        ),
      ),
    );
  const collection = resource.collections.get(name);
  if (collection !== undefined) return createCollection(context, name, collection, NO_ARGUMENTS);
  const waiter = resource.waiters.get(name);
  if (waiter !== undefined) return native((e, args, at) => callAction(e, context, waiter, args, at));
  const identifier = resource.identifiers.find((i) => toSnakeCase(i) === name);
  if (identifier !== undefined) return identifiers.get(identifier) ?? toUnknown(`${name} of a resource`);
  if (name === 'load' || name === 'reload')
    return resource.load === undefined
      ? native(() => UNDEFINED)
      : native((e, args, at) => callAction(e, context, resource.load as Boto3Action, args, at));
  const reference = resource.references.get(name);
  if (reference !== undefined) {
    load(engine, context, site);
    return createResource(
      settings,
      reference.type,
      toIdentifiers(engine, reference.identifiers, { identifiers, given: [] }, site),
    );
  }
  // An attribute whose name something else has already got: `association_attribute`.
  const attribute = resource.attributes.has(name) ? name : name.replace(/_attribute$/, '');
  if (resource.attributes.has(attribute)) return readAttribute(engine, context, attribute, site);
  // What identifies it has the name of the field that holds it too: `table.table_name`, `role.role_name`.
  const [only, ...others] = resource.identifiers;
  if (only !== undefined && others.length === 0 && name.endsWith(`_${toSnakeCase(only)}`))
    return identifiers.get(only) ?? toUnknown(`${name} of a resource`);
  if (name === '[]')
    engine.unresolved(
      `a member of a boto3 ${settings.service} resource`,
      'its name is not a constant',
      site,
      settings.service,
    );
  return native((e, args, at) =>
    callUnknownOperation(e, `a boto3 ${settings.service} ${resource.name || 'resource'}`, name, args, at),
  );
}

/** A batch writer is itself written to: its methods add to what is already recorded. */
function finishExtra(engine: Engine, result: Abstract, name: string): Abstract {
  if (name !== 'batch_writer') return result;
  const writer: Abstract = toMembers(`batch_writer:${engine.nextId()}`, {}, (method) =>
    toNative(`batch.${method}`, () => (/^__a?enter__$/.test(method) ? writer : UNDEFINED)),
  );
  return writer;
}

function callAction(engine: Engine, context: Context, action: Boto3Action, args: Arguments, site: Site): Abstract {
  const input = toActionInput(engine, action.params, context.identifiers, args);
  const result = callOperation(engine, context.settings, { operation: action.operation, args: input }, site);
  const returns = action.returns;
  if (returns === undefined) return result;
  const made = createResource(
    context.settings,
    returns.type,
    toIdentifiers(engine, returns.identifiers, { identifiers: context.identifiers, given: [], input, result }, site),
    returns.isLoaded,
  );
  return returns.identifiers.some((i) => i.value.includes('[]')) ? engine.createList([made], true) : made;
}

/** What the first use of an attribute calls; absent where nothing is to load. */
function load(engine: Engine, context: Context, site: Site): Abstract | undefined {
  const action = context.isLoaded ? undefined : context.resource.load;
  return action === undefined ? undefined : callAction(engine, context, action, NO_ARGUMENTS, site);
}

function readAttribute(engine: Engine, context: Context, name: string, site: Site): Abstract {
  const result = load(engine, context, site);
  return result === undefined ? toUnknown(`${name} of a resource`) : engine.get(result, toConst(name), true, site);
}

/** Lists, and answers what identifies each item. */
function listItems(engine: Engine, context: Context, action: Boto3Action, args: Arguments, site: Site): Identifiers {
  const { identifiers } = context;
  const input = toActionInput(engine, action.params, identifiers, args);
  const result = callOperation(engine, context.settings, { operation: action.operation, args: input }, site);
  return toIdentifiers(engine, action.returns?.identifiers ?? [], { identifiers, given: [], input, result }, site);
}

/** `bucket.objects`: iterating it, or `all`, `filter`, `limit`, `pages` and iterating that, lists. */
function createCollection(context: Context, name: string, action: Boto3Action, args: Arguments): ModelValue {
  const type = action.returns?.type ?? '';
  const batch = findBoto3Resource(context.settings.service, type)?.batchActions ?? new Map<string, Boto3Action>();
  const list = (engine: Engine, site: Site): Abstract => {
    const made = callAction(engine, context, action, args, site);
    return made.k === 'list' ? unite(...made.items) : made;
  };
  return {
    k: 'model',
    key: `${context.key}.${name}:${[...args.named].map(([n, v]) => `${n}=${toKey(v)}`).join()}`,
    iterate: (engine, site) => list(engine, site),
    get: (_engine, method) => {
      if (['all', 'filter', 'limit', 'page_size', 'iterator'].includes(method))
        return toNative(`${context.key}.${name}.${method}`, (_e, given) =>
          createCollection(context, name, action, {
            positional: [],
            named: new Map([...args.named, ...(method === 'filter' ? given.named : [])]),
          }),
        );
      if (method === 'pages')
        return toNative(`${context.key}.${name}.pages`, (e, _given, site) =>
          e.createList([e.createList([list(e, site)], true)], true),
        );
      const batched = batch.get(method);
      if (batched === undefined) return toUnknown(`${method} of a collection`);
      return toNative(`${context.key}.${name}.${method}`, (e, given, site) => {
        const listed = listItems(e, context, action, args, site);
        const input = toActionInput(e, batched.params, listed, given);
        return callOperation(e, context.settings, { operation: batched.operation, args: input }, site);
      });
    },
  };
}
