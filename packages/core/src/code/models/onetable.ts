import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toAlternatives, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import type { PackageModel } from './package-model.ts';
import type { TransactItem } from './table-operations.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = 'dynamodb-onetable';

/** Operations of a model's methods, with what each is in a transaction (https://doc.onetable.io/api/model/). */
const METHODS: Readonly<Record<string, readonly [operation: string, transact?: TransactItem]>> = {
  get: ['GetItem', 'Get'],
  create: ['PutItem', 'Put'],
  put: ['PutItem', 'Put'],
  update: ['UpdateItem', 'Update'],
  upsert: ['UpdateItem', 'Update'],
  remove: ['DeleteItem', 'Delete'],
  delete: ['DeleteItem', 'Delete'],
  check: ['GetItem', 'ConditionCheck'],
  find: ['Query'],
  query: ['Query'],
  scan: ['Scan'],
};

const OWN: Readonly<Record<string, string>> = {
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  getItem: 'GetItem',
  putItem: 'PutItem',
  updateItem: 'UpdateItem',
  deleteItem: 'DeleteItem',
  queryItems: 'Query',
  scanItems: 'Scan',
  describeTable: 'DescribeTable',
  createTable: 'CreateTable',
  deleteTable: 'DeleteTable',
};

const read = (engine: Engine, value: Abstract | undefined, name: string, site: Site): Abstract =>
  value === undefined ? UNDEFINED : engine.get(value, toConst(name), false, site);

/** Methods of a model: `get(properties, params)`; on the table itself the model's name comes first. */
const callModel =
  (name: string, table: Abstract | undefined, optionsAt: number): Call =>
  (engine, args, site) => {
    const [usual, transact] = METHODS[name] ?? ['GetItem'];
    const options = args.positional[optionsAt];
    const index = read(engine, options, 'index', site);
    const isPrimary = index.k === 'const' && (index.value === 'primary' || index.value === undefined);
    // An item is got from a secondary index with a query.
    const operation = usual === 'GetItem' && !isPrimary && isGiven(index) ? 'Query' : usual;
    const has = (option: string): boolean => toAlternatives(read(engine, options, option, site)).some(isGiven);
    if (has('transaction') && transact !== undefined) {
      const kind = transact === 'Get' ? 'TransactGetItems' : 'TransactWriteItems';
      return callTable(engine, { library: LIBRARY, operation: kind, table }, site, [transact]);
    }
    if (has('batch') && transact !== undefined) {
      const kind = transact === 'Get' ? 'BatchGetItem' : 'BatchWriteItem';
      return callTable(engine, { library: LIBRARY, operation: kind, table }, site);
    }
    const isIndexed = (operation === 'Query' || operation === 'Scan') && !isPrimary;
    return callTable(engine, { library: LIBRARY, operation, table, index: isIndexed ? index : undefined }, site);
  };

function createModel(engine: Engine, table: Abstract | undefined): ModelValue {
  const key = `${LIBRARY}.Model:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      Object.hasOwn(METHODS, name)
        ? toMethod(key, name, callModel(name, table, 1))
        : toMethod(key, name, () => toUnknown(`result of ${name}`)),
  };
}

/** `new Table({ name, client, schema })`. */
const createTable: Call = (engine, args, site) => {
  const name = read(engine, args.positional[0], 'name', site);
  const table = isGiven(name) ? name : undefined;
  const key = `${LIBRARY}.Table:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    data: { table },
    get: (_e, method) => {
      if (Object.hasOwn(METHODS, method)) return toMethod(key, method, callModel(method, table, 2));
      const operation = Object.hasOwn(OWN, method) ? OWN[method] : undefined;
      return toMethod(key, method, (e, _given, at) => {
        if (method === 'getModel') return createModel(e, table);
        // What a transaction holds is recorded where it is added.
        return operation === undefined
          ? toUnknown(`result of ${method}`)
          : callTable(e, { library: LIBRARY, operation, table }, at);
      });
    },
  };
};

/** `new Model(table, name)`. */
const newModel: Call = (engine, args) => {
  const [holder] = args.positional;
  const isTable = holder?.k === 'model' && holder.key.startsWith(`${LIBRARY}.Table`);
  return createModel(engine, isTable ? (holder.data as { table: Abstract | undefined }).table : undefined);
};

/** DynamoDB OneTable. */
export const onetable: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.at(-1);
    if (name === 'Table') return toCallable(`${LIBRARY}.Table`, createTable);
    if (name === 'Model') return toCallable(`${LIBRARY}.Model`, newModel);
    // The client that it wraps is asked for nothing of its own.
    return name === 'Dynamo'
      ? toCallable(`${LIBRARY}.Dynamo`, (_e, args) => args.positional[0] ?? UNDEFINED)
      : undefined;
  },
};
