import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { toCallable } from './callable.ts';
import * as collection from './collection-operations.ts';
import * as fn from './function-operations.ts';
import { first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const each = (names: string, call: Call): Record<string, Call> =>
  Object.fromEntries(names.split(' ').map((name) => [name, call]));

/** The functions of lodash and its relatives by what they do to their arguments. */
const FUNCTIONS: Readonly<Record<string, Call>> = {
  ...each('forEach each forEachRight eachRight forIn forOwn forInRight forOwnRight', collection.forEach),
  ...each('map collect pluck invokeMap', collection.map),
  ...each('flatMap flatMapDeep', collection.flatMap),
  ...each('mapValues mapObject', collection.mapValues),
  ...each(
    'filter select reject sortBy orderBy sort uniqBy uniq unique compact reverse shuffle sampleSize take takeRight takeWhile drop dropRight dropWhile dropRightWhile tail rest initial without difference differenceBy remove slice toArray flatten flattenDeep flattenDepth sortedUniq where sift',
    collection.keep,
  ),
  ...each('concat union unionBy intersection xor castArray', collection.join),
  ...each('find findLast detect minBy maxBy min max first head last nth sample findWhere', collection.find),
  ...each('some any every all findIndex findLastIndex includes contains has sumBy countBy', collection.test),
  chunk: collection.chunk,
  groupBy: collection.groupBy(false),
  keyBy: collection.groupBy(true),
  indexBy: collection.groupBy(true),
  partition: collection.partition,
  ...each('reduce foldl inject reduceRight transform', collection.reduce),
  ...each('get result property', collection.get),
  ...each('set', collection.set),
  ...each('merge mergeWith', collection.merge(false, true)),
  ...each('assign extend assignIn', collection.merge(false, false)),
  ...each('defaults', collection.merge(true, false)),
  ...each('defaultsDeep', collection.merge(true, true)),
  ...each('pick pickBy', collection.select(true)),
  ...each('omit omitBy', collection.select(false)),
  ...each('keys keysIn allKeys', collection.keys),
  ...each('values valuesIn', collection.values),
  ...each('toPairs entries pairs toPairsIn', collection.pairs),
  ...each('fromPairs object', collection.fromPairs),
  ...each('cloneDeep clone identity freeze toString trim mapKeys deburr', first),
  ...each('debounce throttle after before negate ary unary flip rearg wrap spread restArguments', fn.sameFunction),
  ...each('once memoize', fn.keptFunction),
  ...each('partial bind', fn.partial(false)),
  partialRight: fn.partial(true),
  ...each('flow pipe', fn.compose(false)),
  ...each('flowRight compose', fn.compose(true)),
  curry: fn.curry,
  tap: fn.tap(false),
  thru: fn.tap(true),
  times: fn.times,
  ...each('attempt defer', fn.callWithRest),
  delay: (e, args, site, self) =>
    fn.callWithRest(
      e,
      { ...args, positional: [...args.positional.slice(0, 1), ...args.positional.slice(2)] },
      site,
      self,
    ),
  constant: (_e, args) => toNative('constant', () => args.positional[0] ?? UNDEFINED),
  noop: () => UNDEFINED,
};

/** A function of the table, or one that may call what it is given. */
function findFunction(name: string): Call {
  if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name] as Call;
  return (engine, args, site) => {
    engine.escape(
      args.positional.filter((a) => a.k === 'function'),
      `lodash.${name}`,
      site,
    );
    return toUnknown(`result of ${name}`);
  };
}

/** `_(list).map(f).value()`: each method is the function of its name on what is wrapped. */
function wrap(value: Abstract, isExplicit: boolean): Abstract {
  return {
    k: 'model',
    key: `lodash-chain:${value.k}:${value.k === 'list' || value.k === 'object' ? value.id : ''}`,
    iterate: (engine, site) => engine.itemsOf(value, site)[0] ?? toUnknown('an item'),
    get: (_e, name) =>
      toNative(`chain.${name}`, (engine, args, site, self) => {
        if (/^(?:value|valueOf|toJSON|commit)$/.test(name)) return value;
        if (name === 'chain') return wrap(value, true);
        const result = findFunction(name)(engine, { ...args, positional: [value, ...args.positional] }, site, self);
        return isExplicit || result.k === 'list' || result.k === 'object' ? wrap(result, isExplicit) : result;
      }),
  };
}

const chain: Call = (_engine, args) => wrap(args.positional[0] ?? UNDEFINED, true);

const toFunction = (name: string): Abstract => toMethod('lodash', name, name === 'chain' ? chain : findFunction(name));

const lodashRoot = toCallable('lodash', (_engine, args) => wrap(args.positional[0] ?? UNDEFINED, false), toFunction);

/** Names of single functions are in lower case in `lodash.groupby`. */
const BY_LOWER_CASE = new Map(Object.keys(FUNCTIONS).map((name) => [name.toLowerCase(), name]));

const toExport = (name: string): Abstract => toCallable(`lodash/${name}`, findFunction(name), () => undefined);

/** lodash in all its packages, underscore, es-toolkit. */
export const lodash: PackageModel = {
  matches: (name) => /^(?:lodash|lodash-es|underscore|es-toolkit|lodash\.\w+)$/.test(name),
  find: (_engine, packageName, path) => {
    const [head, ...rest] = path;
    const single = /^lodash\.(\w+)$/.exec(packageName)?.[1];
    if (single !== undefined) return head === undefined ? toExport(BY_LOWER_CASE.get(single) ?? single) : undefined;
    if (head === undefined) return lodashRoot;
    if (head === '/fp' || head.startsWith('/fp/')) return undefined;
    if (head === '/compat' || head === '/lodash') return rest.length === 0 ? lodashRoot : undefined;
    return head.startsWith('/') && rest.length === 0 ? toExport(head.slice(1).replace(/\.js$/, '')) : undefined;
  },
};
