import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toAlternatives, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { concatenate } from '../engine/fold.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import type { PackageModel } from './package-model.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = '@aws/dynamodb-data-mapper';

const OPERATIONS: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  parallelScan: 'Scan',
  batchGet: 'BatchGetItem',
  batchPut: 'BatchWriteItem',
  batchDelete: 'BatchWriteItem',
  createTable: 'CreateTable',
  deleteTable: 'DeleteTable',
  ensureTableExists: 'DescribeTable',
};

/** Tables by the id of the class that `@table` names them for. */
const tables = new WeakMap<Engine, Map<number, Abstract>>();

/** The key under which the name of a class's table stands: a symbol of the package. */
const TABLE = '@aws/dynamodb-data-mapper.table';

/** The table of an item, a list of items, `{ item }`, `{ valueConstructor }` or a class. */
function findTable(engine: Engine, value: Abstract, site: Site, depth = 0): Abstract | undefined {
  if (depth > 3) return undefined;
  if (value.k === 'list')
    return value.items.map((i) => findTable(engine, i, site, depth + 1)).find((t) => t !== undefined);
  if (value.k === 'union')
    return toAlternatives(value)
      .map((v) => findTable(engine, v, site, depth + 1))
      .find((t) => t !== undefined);
  const cls = value.k === 'class' ? value : value.k === 'object' ? value.cls : null;
  const named = cls === null ? undefined : tables.get(engine)?.get(cls.id);
  if (named !== undefined) return named;
  if (value.k === 'class')
    return findTable(engine, engine.get(value, toConst('prototype'), false, site), site, depth + 1);
  if (value.k !== 'object') return undefined;
  const own = engine.get(value, toConst(TABLE), true, site);
  if (isGiven(own) && own.k !== 'unknown') return own;
  return ['item', 'valueConstructor']
    .map((name) => engine.get(value, toConst(name), true, site))
    .filter(isGiven)
    .map((v) => findTable(engine, v, site, depth + 1))
    .find((t) => t !== undefined);
}

/** `new DataMapper({ client, tableNamePrefix })`. */
const createMapper: Call = (engine, args, site) => {
  const prefix = engine.get(args.positional[0] ?? UNDEFINED, toConst('tableNamePrefix'), false, site);
  const key = `${LIBRARY}.DataMapper:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, given, at) => {
        const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
        if (operation === undefined) return toUnknown(`result of ${name}`);
        const [target = UNDEFINED] = given.positional;
        const found = findTable(e, target, at);
        const table = found !== undefined && isGiven(prefix) ? concatenate([prefix, found]) : found;
        const options = given.positional[operation === 'Query' ? 2 : 1] ?? UNDEFINED;
        const index = e.get(options, toConst('indexName'), false, at);
        const isList = operation === 'Query' || operation === 'Scan';
        const result = callTable(e, { library: LIBRARY, operation, table, index: isList ? index : undefined }, at);
        // What is read comes back as an instance of the class that was asked for.
        return operation === 'GetItem' ? target : result;
      }),
  };
};

/** `@table('posts') class Post`. */
const tableDecorator: Call = (_engine, args) =>
  toNative('table', (engine, target) => {
    const [cls] = target.positional;
    const known = tables.get(engine) ?? new Map<number, Abstract>();
    tables.set(engine, known);
    if (cls?.k === 'class' && args.positional[0] !== undefined) known.set(cls.id, args.positional[0]);
    return UNDEFINED;
  });

/** The DynamoDB data mapper of AWS, with its annotations. */
export const dataMapper: PackageModel = {
  matches: (name) => name === LIBRARY || name.startsWith(`${LIBRARY}-`) || name === '@aws/dynamodb-expressions',
  find: (_engine, packageName, path) => {
    const name = path.at(-1);
    if (name === undefined) return undefined;
    if (name === 'DataMapper') return toCallable(`${LIBRARY}.DataMapper`, createMapper);
    if (name === 'DynamoDbTable') return toConst(TABLE);
    if (name === 'DynamoDbSchema') return toConst(`${LIBRARY}.schema`);
    if (name === 'table') return toMethod(packageName, name, tableDecorator);
    return toMethod(packageName, name, () => toNative(name, () => UNDEFINED));
  },
};
