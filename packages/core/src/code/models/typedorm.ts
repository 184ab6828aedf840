import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import type { PackageModel } from './package-model.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = '@typedorm/core';

/** Operations of each manager (https://github.com/typedorm/typedorm). A write may guard unique attributes by a transaction. */
const MANAGERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Entity: {
    create: 'PutItem',
    findOne: 'GetItem',
    exists: 'GetItem',
    find: 'Query',
    update: 'UpdateItem',
    delete: 'DeleteItem',
    count: 'Query',
  },
  Scan: { find: 'Scan', scan: 'Scan', parallelScan: 'Scan', count: 'Scan' },
  Batch: { write: 'BatchWriteItem', read: 'BatchGetItem' },
  Transaction: { write: 'TransactWriteItems', read: 'TransactGetItems' },
};

/** Every table that the code describes: which one an entity is on, its connection tells. */
const tables = new WeakMap<Engine, Abstract[]>();

const createTable: Call = (engine, args, site) => {
  const name = engine.get(args.positional[0] ?? UNDEFINED, toConst('name'), false, site);
  tables.set(engine, [...(tables.get(engine) ?? []), name]);
  return { k: 'model', key: `typedorm.Table:${engine.nextId()}`, get: () => toUnknown('a field of a table') };
};

function createManager(kind: string): Abstract {
  const key = `typedorm.${kind}Manager`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (engine, args, site) => {
        const operations = MANAGERS[kind];
        const operation = operations !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (operation === undefined) return toUnknown(`result of ${name}`);
        const known = tables.get(engine) ?? [];
        const index = engine.get(args.positional[2] ?? UNDEFINED, toConst('queryIndex'), false, site);
        const isIndexed = operation === 'Query' && isGiven(index);
        return callTable(
          engine,
          {
            library: LIBRARY,
            operation,
            table: known.length === 0 ? undefined : unite(...known),
            index: isIndexed ? index : undefined,
          },
          site,
        );
      }),
  };
}

const connection: Abstract = {
  k: 'model',
  key: 'typedorm.connection',
  get: (_e, name) => {
    const kind = /^(entity|scan|batch|transaction)Manger?|^(entity|scan|batch|transaction)Manager$/i.exec(name);
    const found = kind?.[1] ?? kind?.[2];
    return found === undefined
      ? toMethod('typedorm', name, () => connection)
      : createManager(`${found[0]?.toUpperCase() ?? ''}${found.slice(1)}`);
  },
};

function findExport(name: string): Abstract {
  if (name === 'Table') return toCallable('typedorm.Table', createTable);
  const kind = /^get(Entity|Scan|Batch|Transaction)Mana?ge?r$/.exec(name)?.[1];
  if (kind !== undefined) return toMethod('typedorm', name, () => createManager(kind));
  if (/^(?:create|get)Connections?$/.test(name)) return toMethod('typedorm', name, () => connection);
  if (name === 'INDEX_TYPE' || name.endsWith('STRATEGY'))
    return { k: 'model', key: `typedorm.${name}`, get: (_e, n) => toConst(n) };
  // Builders of batches and transactions, decorators of entities.
  if (/^(?:Write|Read)(?:Batch|Transaction)$/.test(name)) return toCallable(`typedorm.${name}`, createBuilder);
  return toMethod('typedorm', name, () => toNative(name, () => UNDEFINED));
}

const createBuilder: Call = (engine) => {
  const key = `typedorm.builder:${engine.nextId()}`;
  const self: Abstract = { k: 'model', key, get: (_e, name) => toMethod(key, name, () => self) };
  return self;
};

/** TypeDORM. */
export const typedorm: PackageModel = {
  matches: (name) => name.startsWith('@typedorm/'),
  find: (_engine, _name, path) => (path.length === 1 ? findExport(path[0] ?? '') : undefined),
};
