import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toAlternatives, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import { isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';
import type { TransactItem } from './table-operations.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = 'electrodb';

/** What an entity was made with. */
interface Entity {
  table: Abstract | undefined;
  readonly indexes: Abstract;
}

/** Operations by method: of one item, and of a list of items (https://electrodb.dev/en/mutations/put/). */
const METHODS: Readonly<Record<string, readonly [single: string, many: string, transact: TransactItem]>> = {
  get: ['GetItem', 'BatchGetItem', 'Get'],
  put: ['PutItem', 'BatchWriteItem', 'Put'],
  create: ['PutItem', 'PutItem', 'Put'],
  upsert: ['UpdateItem', 'UpdateItem', 'Update'],
  update: ['UpdateItem', 'UpdateItem', 'Update'],
  patch: ['UpdateItem', 'UpdateItem', 'Update'],
  delete: ['DeleteItem', 'BatchWriteItem', 'Delete'],
  remove: ['DeleteItem', 'DeleteItem', 'Delete'],
  check: ['GetItem', 'GetItem', 'ConditionCheck'],
};

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

interface Request {
  readonly operation: string;
  readonly index?: Abstract;
  readonly transact?: TransactItem;
}

/** `entity.update(key).set(…).where(…)`: nothing is called before `go()`; `commit()` hands it to a transaction. */
function createRequest(engine: Engine, entity: Entity, request: Request): ModelValue {
  const key = `${LIBRARY}.request:${engine.nextId()}`;
  const self: ModelValue = {
    k: 'model',
    key,
    data: { entity, request },
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (name === 'commit') return self;
        if (name === 'params') return toUnknown('parameters of a request');
        if (name !== 'go') {
          e.escape(args.positional.filter(isCallable), LIBRARY, site);
          return self;
        }
        const own = read(e, args.positional[0] ?? UNDEFINED, 'table', site);
        const table = isGiven(own) ? own : entity.table;
        const result = callTable(e, { library: LIBRARY, table, ...request }, site);
        return e.createObject(
          [
            ['data', result],
            ['cursor', toUnknown('a cursor')],
          ],
          { open: true },
        );
      }),
  };
  return self;
}

/** `query.byOrg`: the access pattern of that name, on the index that it says. */
function createQueries(entity: Entity): ModelValue {
  return {
    k: 'model',
    key: `${LIBRARY}.query`,
    get: (engine, name, site) => {
      const index = read(engine, read(engine, entity.indexes, name, site), 'index', site);
      return toMethod(`${LIBRARY}.query`, name, (e) =>
        createRequest(e, entity, { operation: 'Query', ...(isGiven(index) ? { index } : {}) }),
      );
    },
  };
}

function createEntity(engine: Engine, args: Arguments, site: Site): Abstract {
  const [schema = UNDEFINED, config = UNDEFINED] = args.positional;
  const given = [read(engine, config, 'table', site), read(engine, schema, 'table', site)].find(isGiven);
  const entity: Entity = { table: given, indexes: read(engine, schema, 'indexes', site) };
  const key = `${LIBRARY}.Entity:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    data: { entity },
    get: (e, name) => {
      if (name === 'query') return createQueries(entity);
      if (name === 'scan') return createRequest(e, entity, { operation: 'Scan' });
      return toMethod(key, name, (inner, call) => callEntity(inner, entity, name, call));
    },
  };
}

function callEntity(engine: Engine, entity: Entity, name: string, args: Arguments): Abstract {
  // Without knowing the values it is not known whether an index fits: a scan is what is left.
  if (name === 'match') return createRequest(engine, entity, { operation: 'Scan' });
  if (name === 'find') return createRequest(engine, entity, { operation: 'Query' });
  if (name === 'setTableName') entity.table = args.positional[0];
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return toUnknown(`${name} of an entity`);
  const [single, many, transact] = method;
  return createRequest(engine, entity, { operation: args.positional[0]?.k === 'list' ? many : single, transact });
}

const findEntity = (value: Abstract | undefined): Entity | undefined =>
  value?.k === 'model' && value.key.startsWith(`${LIBRARY}.Entity`)
    ? (value.data as { entity: Entity }).entity
    : undefined;

/** `transaction.write(({ User }) => [User.put(…).commit()]).go()`. */
function createTransaction(entities: Abstract, table: Abstract | undefined): ModelValue {
  const key = `${LIBRARY}.transaction`;
  const start =
    (operation: string): Call =>
    (engine, args, site) => {
      const made = engine.call(args.positional[0] ?? UNDEFINED, { positional: [entities], named: new Map() }, site);
      const requests = engine
        .itemsOf(made, site)
        .flatMap((r) => toAlternatives(r))
        .flatMap(findRequest);
      const go: Call = (e, _given, at) => {
        const byTable = new Map<Abstract | undefined, TransactItem[]>();
        for (const { entity, request } of requests) {
          const target = entity.table ?? table;
          byTable.set(target, [
            ...(byTable.get(target) ?? []),
            ...(request.transact === undefined ? [] : [request.transact]),
          ]);
        }
        if (byTable.size === 0) byTable.set(table, []);
        for (const [target, items] of byTable) callTable(e, { library: LIBRARY, operation, table: target }, at, items);
        return toUnknown('result of a transaction');
      };
      return engine.createObject([['go', toMethod(`${key}.${engine.nextId()}`, 'go', go)]]);
    };
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      name === 'write' || name === 'get'
        ? toMethod(key, name, start(name === 'get' ? 'TransactGetItems' : 'TransactWriteItems'))
        : undefined,
  };
}

const findRequest = (value: Abstract): readonly { entity: Entity; request: Request }[] =>
  value.k === 'model' && value.key.startsWith(`${LIBRARY}.request`)
    ? [value.data as { entity: Entity; request: Request }]
    : [];

/** `new Service({ User, Post })`: its entities, and queries over the collections that they share. */
function createService(engine: Engine, args: Arguments, site: Site): Abstract {
  const [entities = UNDEFINED, config = UNDEFINED] = args.positional;
  const own = read(engine, config, 'table', site);
  const known =
    entities.k === 'object' ? [...entities.fields.values()].map(findEntity).filter((e) => e !== undefined) : [];
  const table = isGiven(own) ? own : known[0]?.table;
  if (isGiven(own)) for (const entity of known) entity.table ??= own;
  const collections: ModelValue = {
    k: 'model',
    key: `${LIBRARY}.collections`,
    get: (_e, name) =>
      toMethod(`${LIBRARY}.collections`, name, (e, _given, at) => {
        const index = known.map((k) => findCollectionIndex(e, k, name, at)).find((i) => i !== undefined);
        return createRequest(
          e,
          { table, indexes: UNDEFINED },
          { operation: 'Query', ...(index === undefined ? {} : { index }) },
        );
      }),
  };
  return engine.createObject([
    ['entities', entities],
    ['collections', collections],
    ['transaction', createTransaction(entities, table)],
  ]);
}

/** The index of a collection is that of the access pattern that names it. */
function findCollectionIndex(engine: Engine, entity: Entity, name: string, site: Site): Abstract | undefined {
  const patterns = entity.indexes.k === 'object' ? [...entity.indexes.fields.values()] : [];
  for (const pattern of patterns) {
    const collection = read(engine, pattern, 'collection', site);
    const names = collection.k === 'list' ? collection.items : [collection];
    if (!names.some((n) => n.k === 'const' && n.value === name)) continue;
    const index = read(engine, pattern, 'index', site);
    return isGiven(index) ? index : undefined;
  }
  return undefined;
}

/** ElectroDB. */
export const electrodb: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.length === 1 ? path[0] : undefined;
    if (name === 'Entity') return toCallable(`${LIBRARY}.Entity`, createEntity);
    if (name === 'Service') return toCallable(`${LIBRARY}.Service`, createService);
    return name === undefined ? undefined : toMethod(LIBRARY, name, (_e, args) => args.positional[0] ?? UNDEFINED);
  },
};
