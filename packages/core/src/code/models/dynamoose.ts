import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import { isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';
import type { TransactItem } from './table-operations.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = 'dynamoose';

/** Operations by method of a model (https://dynamoosejs.com/guide/Model). */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  get: ['GetItem'],
  create: ['PutItem'],
  put: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
  batchGet: ['BatchGetItem'],
  batchPut: ['BatchWriteItem'],
  batchDelete: ['BatchWriteItem'],
};

const ITEM_METHODS: Readonly<Record<string, string>> = { save: 'PutItem', delete: 'DeleteItem', remove: 'DeleteItem' };

const TRANSACT: Readonly<Record<string, TransactItem>> = {
  get: 'Get',
  create: 'Put',
  update: 'Update',
  delete: 'Delete',
  condition: 'ConditionCheck',
};

/** A document: it saves and deletes itself; its fields are what it was made of. */
function createItem(engine: Engine, table: Abstract, data: Abstract): ModelValue {
  const key = `${LIBRARY}.item:${engine.nextId()}`;
  const set = new Map<string, Abstract>();
  return {
    k: 'model',
    key,
    get: (e, name, site) => {
      const operation = Object.hasOwn(ITEM_METHODS, name) ? ITEM_METHODS[name] : undefined;
      if (operation !== undefined)
        return toMethod(key, name, (inner, _args, at) => callTable(inner, { library: LIBRARY, operation, table }, at));
      return set.get(name) ?? e.get(data, toConst(name), false, site);
    },
    set: (_e, name, value) => void set.set(name, value),
  };
}

/** `Model.query('id').eq(x).using('index').exec()`. */
function createQuery(engine: Engine, table: Abstract, operation: string): ModelValue {
  const key = `${LIBRARY}.${operation}:${engine.nextId()}`;
  let index: Abstract | undefined;
  const self: ModelValue = {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (name === 'using') index = args.positional[0];
        if (name !== 'exec') return self;
        const result = callTable(e, { library: LIBRARY, operation, table, index }, site);
        const list = e.createList([createItem(e, table, result)], true);
        const callback = args.positional.find(isCallable);
        if (callback !== undefined)
          e.call(callback, { positional: [toUnknown('an error'), list], named: new Map() }, site);
        return list;
      }),
  };
  return self;
}

const transactionOf = (table: ModelTable): ModelValue => ({
  k: 'model',
  key: `${LIBRARY}.transaction`,
  get: (_e, name) =>
    toMethod(`${LIBRARY}.transaction`, name, (engine) => ({
      k: 'model',
      key: `${LIBRARY}.transact:${engine.nextId()}`,
      data: { table: table.name, item: TRANSACT[name] },
    })),
});

/** What a model says of its table; `new dynamoose.Table(name, [Model])` may say otherwise later. */
interface ModelTable {
  name: Abstract;
}

const isFalse = (value: Abstract): boolean => value.k === 'const' && value.value === false;

/** Unless told otherwise a model makes its table and waits for it. */
function warnOfCreation(engine: Engine, key: string, site: Site): void {
  engine.deferred.set(key, () =>
    engine.unresolved(
      'a model of dynamoose',
      'unless `create` is false it may describe, create and update its table',
      site,
    ),
  );
}

/** `dynamoose.model('User', schema, { tableName })`: the model's name is the table's unless another is given. */
const createModel: Call = (engine, args, site) => {
  const options = args.positional[2] ?? UNDEFINED;
  const given = engine.get(options, toConst('tableName'), false, site);
  const key = `${LIBRARY}.Model:${engine.nextId()}`;
  const table: ModelTable = {
    name: isGiven(given) ? given : (args.positional[0] ?? toUnknown('the name of a model')),
  };
  if (!isFalse(engine.get(options, toConst('create'), false, site))) warnOfCreation(engine, key, site);
  const methods = new Map<string, Abstract>();
  return {
    k: 'model',
    key,
    data: table,
    construct: (e, made) => createItem(e, table.name, made.positional[0] ?? UNDEFINED),
    call: (e, made) => createItem(e, table.name, made.positional[0] ?? UNDEFINED),
    set: (_e, name, value) => void methods.set(name, value),
    get: (_e, name) => {
      if (name === 'transaction') return transactionOf(table);
      if (name === 'query' || name === 'scan')
        return toMethod(key, name, (e) => createQuery(e, table.name, name === 'query' ? 'Query' : 'Scan'));
      const operations = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (operations === undefined) return methods.get(name) ?? toUnknown(`${name} of a model`);
      return toMethod(key, name, (e, call, at) => callModel(e, table.name, operations, call, at));
    },
  };
};

/** `new dynamoose.Table('name', [Model], { create: false })`: the models lie in that table. */
const createTable: Call = (engine, args, site) => {
  const [name = UNDEFINED, models = UNDEFINED, options = UNDEFINED] = args.positional;
  const isThere = isFalse(engine.get(options, toConst('create'), false, site));
  for (const model of engine.itemsOf(models, site)) {
    if (model.k !== 'model' || !model.key.startsWith(`${LIBRARY}.Model:`)) continue;
    (model.data as ModelTable).name = name;
    if (isThere) engine.deferred.delete(model.key);
  }
  return { k: 'model', key: `${LIBRARY}.Table()`, get: (_e, n) => toMethod('Table', n, () => UNDEFINED) };
};

/** What is read may not be there. */
const toRead = (operations: readonly string[], item: Abstract): Abstract =>
  operations[0] === 'GetItem' ? unite(item, UNDEFINED) : item;

function callModel(
  engine: Engine,
  table: Abstract,
  operations: readonly string[],
  args: Arguments,
  site: Site,
): Abstract {
  let result: Abstract = UNDEFINED;
  for (const operation of operations) result = callTable(engine, { library: LIBRARY, operation, table }, site);
  const callback = args.positional.find(isCallable);
  const made = createItem(engine, table, result);
  const item = operations[0]?.startsWith('Batch') === true ? engine.createList([made], true) : toRead(operations, made);
  if (callback !== undefined)
    engine.call(callback, { positional: [toUnknown('an error'), item], named: new Map() }, site);
  return item;
}

/** `dynamoose.transaction([User.transaction.create(…)])`. */
const transaction: Call = (engine, args, site) => {
  for (const item of engine.itemsOf(args.positional[0] ?? UNDEFINED, site)) {
    if (item.k !== 'model' || !item.key.startsWith(`${LIBRARY}.transact:`)) continue;
    const { table, item: kind } = item.data as { table: Abstract; item: TransactItem | undefined };
    const operation = kind === 'Get' ? 'TransactGetItems' : 'TransactWriteItems';
    callTable(engine, { library: LIBRARY, operation, table }, site, kind === undefined ? [] : [kind]);
  }
  return toUnknown('result of a transaction');
};

const member = (name: string): Abstract | undefined => {
  if (name === 'model') return toMethod(LIBRARY, name, createModel);
  if (name === 'transaction') return toMethod(LIBRARY, name, transaction);
  if (name === 'Table') return toCallable(`${LIBRARY}.Table`, createTable);
  if (name === 'Schema')
    return toCallable(`${LIBRARY}.${name}`, () => ({
      k: 'model',
      key: `${LIBRARY}.${name}()`,
      get: (_e, n) => toMethod(name, n, () => UNDEFINED),
    }));
  return {
    k: 'model',
    key: `${LIBRARY}.${name}`,
    get: (_e, inner) => member(inner),
    call: () => UNDEFINED,
    construct: () => UNDEFINED,
  };
};

/** Dynamoose. */
export const dynamoose: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => (path.length === 0 ? toCallable(LIBRARY, () => UNDEFINED, member) : undefined),
};
