import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import type { PackageModel } from './package-model.ts';
import type { TransactItem } from './table-operations.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = 'dynamodb-toolbox';

const read = (engine: Engine, value: Abstract | undefined, name: string, site: Site): Abstract =>
  value === undefined ? UNDEFINED : engine.get(value, toConst(name), false, site);

/** Methods of tables and entities before version 1; those with an `index` option come with the position of the options. */
const METHODS: Readonly<Record<string, readonly [operation: string, options?: number]>> = {
  get: ['GetItem'],
  put: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
  query: ['Query', 1],
  scan: ['Scan', 0],
  batchGet: ['BatchGetItem'],
  batchWrite: ['BatchWriteItem'],
  transactGet: ['TransactGetItems'],
  transactWrite: ['TransactWriteItems'],
};

/** Actions of version 1: what sends them, and the member of a transaction that they are. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetItemCommand: 'GetItem',
  PutItemCommand: 'PutItem',
  UpdateItemCommand: 'UpdateItem',
  UpdateAttributesCommand: 'UpdateItem',
  DeleteItemCommand: 'DeleteItem',
  QueryCommand: 'Query',
  ScanCommand: 'Scan',
  DeletePartitionCommand: 'Query',
};

const TRANSACT: Readonly<Record<string, TransactItem>> = {
  GetTransaction: 'Get',
  PutTransaction: 'Put',
  UpdateTransaction: 'Update',
  DeleteTransaction: 'Delete',
  ConditionCheck: 'ConditionCheck',
  getTransaction: 'Get',
  putTransaction: 'Put',
  updateTransaction: 'Update',
  deleteTransaction: 'Delete',
  conditionCheck: 'ConditionCheck',
};

interface Part {
  readonly table: Abstract | undefined;
  readonly item?: TransactItem;
}

const toPart = (engine: Engine, part: Part): ModelValue => {
  const key = `${LIBRARY}.part:${engine.nextId()}`;
  const self: ModelValue = {
    k: 'model',
    key,
    data: part,
    get: (_e, name) =>
      toMethod(key, name, (e, _args, site) => {
        if (name === 'send') e.unresolved(`a request that ${LIBRARY} sends`, 'its operation is not known', site);
        return self;
      }),
  };
  return self;
};

const findParts = (engine: Engine, values: readonly Abstract[], site: Site): readonly Part[] =>
  values.flatMap((v) =>
    v.k === 'list'
      ? findParts(engine, engine.itemsOf(v, site), site)
      : v.k === 'model' && v.key.startsWith(`${LIBRARY}.part:`)
        ? [v.data as Part]
        : [],
  );

/** One call for all parts on a table. */
function callParts(engine: Engine, operation: string, parts: readonly Part[], site: Site): Abstract {
  const byTable = new Map<Abstract | undefined, TransactItem[]>();
  for (const { table, item } of parts)
    byTable.set(table, [...(byTable.get(table) ?? []), ...(item === undefined ? [] : [item])]);
  if (byTable.size === 0) byTable.set(undefined, []);
  let result: Abstract = UNDEFINED;
  for (const [table, items] of byTable) result = callTable(engine, { library: LIBRARY, operation, table }, site, items);
  return result;
}

/** `entity.build(GetItemCommand).key(…).send()`. */
function createAction(engine: Engine, table: Abstract | undefined, action: string): ModelValue {
  if (action === 'EntityRepository' || action === 'TableRepository') return createRepository(engine, table);
  const operation = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  const item = Object.hasOwn(TRANSACT, action) ? TRANSACT[action] : undefined;
  if (operation === undefined) return toPart(engine, { table, ...(item === undefined ? {} : { item }) });
  const key = `${LIBRARY}.${action}:${engine.nextId()}`;
  let index: Abstract | undefined;
  const self: ModelValue = {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (name === 'send') {
          const result = callTable(e, { library: LIBRARY, operation, table, index }, site);
          if (action === 'DeletePartitionCommand')
            callTable(e, { library: LIBRARY, operation: 'BatchWriteItem', table }, site);
          return result;
        }
        const given = name === 'query' || name === 'options' ? read(e, args.positional[0], 'index', site) : UNDEFINED;
        if (isGiven(given)) index = given;
        return self;
      }),
  };
  return self;
}

/** Requests that a repository makes for others to send. */
const REQUEST = /^(?:batch(?:Get|Put|Delete)|transact(?:Get|Put|Update|Delete)|conditionCheck)$/;

/** `entity.build(EntityRepository).get(…)`: every method sends at once, or makes a request to send with others. */
const createRepository = (engine: Engine, table: Abstract | undefined): ModelValue => {
  const key = `${LIBRARY}.repository:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (REQUEST.test(name)) {
          const item = name.startsWith('transact') ? (name.slice('transact'.length) as TransactItem) : undefined;
          return toPart(e, { table, ...(item === undefined ? {} : { item }) });
        }
        const operation = Object.hasOwn(EXECUTES, name) ? EXECUTES[name] : undefined;
        if (operation !== undefined) return callParts(e, operation, findParts(e, args.positional, site), site);
        if (name === 'updateAttributes')
          return callTable(e, { library: LIBRARY, operation: 'UpdateItem', table }, site);
        if (name !== 'deletePartition') return callHolder(e, table, name, args, site);
        callTable(e, { library: LIBRARY, operation: 'Query', table }, site);
        return callTable(e, { library: LIBRARY, operation: 'BatchWriteItem', table }, site);
      }),
  };
};

/** A table, or an entity on one. */
function createHolder(engine: Engine, kind: string, table: () => Abstract | undefined): ModelValue {
  const key = `${LIBRARY}.${kind}:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    data: { table },
    get: (_e, name) => toMethod(key, name, (e, args, site) => callHolder(e, table(), name, args, site)),
  };
}

function callHolder(engine: Engine, table: Abstract | undefined, name: string, args: Arguments, site: Site): Abstract {
  const [first = UNDEFINED] = args.positional;
  if (name === 'build') return createAction(engine, table, first.k === 'model' ? first.key.replace(/^.*:/, '') : '');
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    const item = Object.hasOwn(TRANSACT, name) ? TRANSACT[name] : undefined;
    return toPart(engine, { table, ...(item === undefined ? {} : { item }) });
  }
  const [operation, at] = method;
  if (operation.startsWith('Batch') || operation.startsWith('Transact')) {
    const parts = findParts(engine, args.positional, site);
    return callParts(engine, operation, parts.length === 0 ? [{ table }] : parts, site);
  }
  const index = at === undefined ? undefined : read(engine, args.positional[at], 'index', site);
  return callTable(engine, { library: LIBRARY, operation, table, index }, site);
}

/** `new Table({ name })`; the name may be a function that is called when it is needed. */
const createTable: Call = (engine, args, site) => {
  const name = read(engine, args.positional[0], 'name', site);
  const table = name.k === 'function' ? engine.call(name, { positional: [], named: new Map() }, site) : name;
  return createHolder(engine, 'Table', () => table);
};

/** `new Entity({ table })`. */
const createEntity: Call = (engine, args, site) => {
  const given = read(engine, args.positional[0], 'table', site);
  return createHolder(engine, 'Entity', () => findTable(given));
};

const findTable = (value: Abstract): Abstract | undefined =>
  value.k === 'model' && value.key.startsWith(`${LIBRARY}.Table`)
    ? (value.data as { table: () => Abstract | undefined }).table()
    : undefined;

const EXECUTES: Readonly<Record<string, string>> = {
  executeBatchGet: 'BatchGetItem',
  executeBatchWrite: 'BatchWriteItem',
  executeTransactGet: 'TransactGetItems',
  executeTransactWrite: 'TransactWriteItems',
};

/** What `execute` does, by the module that exports it. */
const MODULES: Readonly<Record<string, string>> = {
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  transactGet: 'TransactGetItems',
  transactWrite: 'TransactWriteItems',
};

/** The operation of `executeBatchGet`, or of `execute` out of `dynamodb-toolbox/table/actions/batchGet`. */
function findExecuted(name: string, from: string): string | undefined {
  if (Object.hasOwn(EXECUTES, name)) return EXECUTES[name];
  const action = from.split('/').at(-1) ?? '';
  return name === 'execute' && Object.hasOwn(MODULES, action) ? MODULES[action] : undefined;
}

function findExport(name: string, from: string): Abstract {
  if (name === 'Table') return toCallable(`${LIBRARY}.Table`, createTable);
  if (name === 'Entity') return toCallable(`${LIBRARY}.Entity`, createEntity);
  const operation = findExecuted(name, from);
  if (operation !== undefined)
    return toMethod(LIBRARY, `${from}.${name}`, (e, args, site) =>
      callParts(e, operation, findParts(e, args.positional, site), site),
    );
  // Actions are handed to `build`; everything else describes attributes.
  if (/^[A-Z]/.test(name)) return { k: 'model', key: `${LIBRARY}.action:${name}`, call: () => toUnknown(name) };
  return toMethod(LIBRARY, name, () => toUnknown(`result of ${name}`));
}

/** DynamoDB Toolbox, before and after its first version. */
export const dynamodbToolbox: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.filter((n) => n !== 'default').at(-1);
    return name === undefined || name.startsWith('/') ? undefined : findExport(name, path[0] ?? '');
  },
};
