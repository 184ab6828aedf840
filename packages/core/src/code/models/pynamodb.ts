import type { Abstract, Arguments, ClassValue, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { linearise } from '../engine/linearise.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation, toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const LIBRARY = 'pynamodb';

/** What the methods of a model call (https://pynamodb.readthedocs.io/en/stable/api.html). */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  get: ['GetItem'],
  refresh: ['GetItem'],
  save: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
  query: ['Query'],
  scan: ['Scan'],
  rate_limited_scan: ['Scan'],
  exists: ['DescribeTable'],
  describe_table: ['DescribeTable'],
  create_table: ['CreateTable'],
  delete_table: ['DeleteTable'],
  update_ttl: ['UpdateTimeToLive'],
  batch_get: ['BatchGetItem'],
  batch_write: ['BatchWriteItem'],
};

/** Operations on items that are named by their keys. */
const KEYED: ReadonlySet<string> = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'BatchGetItem',
  'BatchWriteItem',
]);

const toClass = (self: Abstract): ClassValue | null =>
  self.k === 'class' ? self : self.k === 'object' ? self.cls : null;

/** A field of the inner class `Meta`, which may inherit. */
function readMeta(engine: Engine, cls: ClassValue, name: string, site: Site): Abstract | undefined {
  const meta = engine.get(cls, toConst('Meta'), false, site);
  const value = meta.k === 'class' ? engine.get(meta, toConst(name), false, site) : UNDEFINED;
  return value.k === 'const' && (value.value ?? null) === null ? undefined : value;
}

function callMethod(engine: Engine, self: Abstract, name: string, args: Arguments, site: Site): Abstract {
  const cls = toClass(self);
  if (cls === null) return toUnknown(`${name} of a model`);
  const table = readMeta(engine, cls, 'table_name', site) ?? toUnknown('the table of a model');
  const region = readMeta(engine, cls, 'region', site);
  const settings = {
    service: 'dynamodb',
    credentials: 'default' as const,
    ...(region === undefined ? {} : { region }),
  };
  const operations = name === 'count' ? [args.positional.length > 0 ? 'Query' : 'Scan'] : [...(METHODS[name] ?? [])];
  if (name === 'create_table' && hasTimeToLive(engine, cls, site)) operations.push('UpdateTimeToLive');
  for (const operation of operations) {
    const isBatch = operation.startsWith('Batch');
    const input = engine.createObject(isBatch ? [] : [['TableName', table]]);
    if (isBatch) {
      const items = engine.createObject();
      engine.set(items, table, engine.createList([], true), true, site);
      input.fields.set('RequestItems', items);
    }
    callOperation(engine, settings, { operation, args: input, library: LIBRARY }, site);
  }
  if (KEYED.has(operations[0] ?? '')) describeFirst(engine, settings, table, site);
  if (name === 'batch_write')
    return toMembers(`batch:${engine.nextId()}`, {}, (method) => toNative(`batch.${method}`, () => UNDEFINED));
  const instance = engine.createObject([], { cls, base: modelBase, open: true });
  return ['query', 'scan', 'batch_get', 'rate_limited_scan'].includes(name)
    ? engine.createList([instance], true)
    : name === 'get'
      ? instance
      : toUnknown(`result of ${name}`);
}

/** Before version 6 the first use of a table by its keys asks for them (https://pynamodb.readthedocs.io/en/stable/release_notes.html). */
function describeFirst(engine: Engine, settings: ClientSettings, table: Abstract, site: Site): void {
  const version = engine.versionOf(LIBRARY, site);
  if (version === undefined)
    engine.unresolved('the first use of a pynamodb model', 'before version 6 it also calls DescribeTable', site);
  else if (Number.parseInt(version, 10) < 6) {
    const args = engine.createObject([['TableName', table]]);
    callOperation(engine, settings, { operation: 'DescribeTable', args, library: LIBRARY }, site);
  }
}

function hasTimeToLive(engine: Engine, cls: ClassValue, site: Site): boolean {
  return linearise(cls).some(
    (c) =>
      [...c.statics.fields.values()].some((v) => v.k === 'model' && v.key === 'pynamodb.TTLAttribute') ||
      c.ir.members.some(
        (m) =>
          m.kind === 'field' &&
          m.value?.kind === 'call' &&
          m.value.callee.kind === 'name' &&
          m.value.callee.name === 'TTLAttribute',
      ) ||
      engine.languageOf(site.module) !== 'python',
  );
}

/** What every model inherits: the receiver tells which table. */
const modelBase: ModelValue = {
  k: 'model',
  key: 'pynamodb.Model',
  get: (_engine, name) => {
    const call: Call = (e, args, site, self) => callMethod(e, self, name, args, site);
    return Object.hasOwn(METHODS, name) || name === 'count'
      ? { ...toNative(`pynamodb.${name}`, call), usesSelf: true }
      : toUnknown(`${name} of a model`);
  },
  construct: () => modelBase,
  call: () => modelBase,
};

/** The table of the models that hold an index: they stand beside it, or where it is used. */
function findTableOfIndex(engine: Engine, index: Abstract, site: Site): Abstract | undefined {
  if (index.k !== 'object' || index.cls === null) return undefined;
  const cells = [...index.cls.module.scope.cells.values(), ...site.module.scope.cells.values()];
  const tables = cells.flatMap(({ value }) => {
    if (value.k !== 'class' || !linearise(value).some((c) => [...c.statics.fields.values()].includes(index))) return [];
    return readMeta(engine, value, 'table_name', site) ?? [];
  });
  return tables.length === 0 ? undefined : unite(...tables);
}

/** An index of a model: its own `Meta` names it, the table is that of the model that holds it. */
const indexBase: ModelValue = {
  k: 'model',
  key: 'pynamodb.Index',
  get: (_engine, name) => {
    const call: Call = (e, _args, site, self) => {
      const cls = toClass(self);
      const index = cls === null ? undefined : readMeta(e, cls, 'index_name', site);
      const input = e.createObject([
        ['TableName', findTableOfIndex(e, self, site) ?? toUnknown('the table of an index')],
        ['IndexName', index ?? toUnknown('the name of an index')],
      ]);
      return callOperation(
        e,
        { service: 'dynamodb', credentials: 'default' },
        { operation: name === 'scan' ? 'Scan' : 'Query', args: input, library: LIBRARY },
        site,
      );
    };
    return ['query', 'scan', 'count'].includes(name)
      ? { ...toNative(`pynamodb.index.${name}`, call), usesSelf: true }
      : toUnknown(`${name} of an index`);
  },
  construct: () => indexBase,
  call: () => indexBase,
};

/** PynamoDB. */
export const pynamodb: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.at(-1) ?? '';
    if (name === 'Model') return modelBase;
    if (/^(?:Global|Local)SecondaryIndex$/.test(name)) return indexBase;
    if (name.endsWith('Projection')) return toNative(`pynamodb.${name}`, () => UNDEFINED);
    if (path[0] === 'attributes' || path[0] === 'expressions' || path[0] === 'exceptions')
      return toNative(`pynamodb.${name}`, () => ({ k: 'model', key: `pynamodb.${name}` }));
    return undefined;
  },
};
