import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { PackageModel } from './package-model.ts';
import type { Schema } from './schema-value.ts';
import { applySchema, findSchema, readShape, toSchema } from './schema-value.ts';

type Call = NativeValue['call'];

const ANY: Schema = { transforms: [] };

/** How a library hands out the checked value. */
type Answer = 'value' | 'zod-result' | 'joi-result' | 'valibot-result';

const METHODS_OF: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  zod: {
    parse: 'value',
    parseAsync: 'value',
    safeParse: 'zod-result',
    safeParseAsync: 'zod-result',
    spa: 'zod-result',
  },
  joi: { validate: 'joi-result', validateAsync: 'value' },
  yup: { validate: 'value', validateSync: 'value', cast: 'value', validateAt: 'value' },
  valibot: {},
};

/** Functions of the package itself that check: the position of the schema and of the data. */
const FUNCTIONS_OF: Readonly<
  Record<string, Readonly<Record<string, readonly [Answer, schema: number, data: number]>>>
> = {
  zod: { parse: ['value', 0, 1], parseAsync: ['value', 0, 1], safeParse: ['zod-result', 0, 1] },
  joi: { attempt: ['value', 1, 0], assert: ['value', 1, 0], validate: ['joi-result', 1, 0] },
  yup: {},
  valibot: {
    parse: ['value', 0, 1],
    parseAsync: ['value', 0, 1],
    safeParse: ['valibot-result', 0, 1],
    safeParseAsync: ['valibot-result', 0, 1],
  },
};

const PACKAGES: Readonly<Record<string, string>> = {
  zod: 'zod',
  '@zod/mini': 'zod',
  joi: 'joi',
  '@hapi/joi': 'joi',
  yup: 'yup',
  valibot: 'valibot',
};

function answer(engine: Engine, how: Answer, value: Abstract): Abstract {
  const error = toUnknown('an error of a schema');
  if (how === 'value') return value;
  if (how === 'joi-result')
    return engine.createObject([
      ['value', value],
      ['error', error],
      ['warning', error],
    ]);
  const name = how === 'zod-result' ? 'data' : 'output';
  return engine.createObject([
    ['success', toUnknown('a boolean')],
    [name, value],
    ['error', error],
    ['issues', error],
  ]);
}

/** Functions that a check hands data to may do anything. */
function escapeFunctions(engine: Engine, library: string, args: Arguments, site: Site): void {
  engine.escape(
    args.positional.filter((a) => a.k === 'function'),
    library,
    site,
  );
}

const withFields = (schema: Schema, more: Abstract | undefined): Schema => {
  const added = readShape(more);
  return added === undefined ? schema : { ...schema, fields: new Map([...(schema.fields ?? []), ...added]) };
};

/** A method of a schema: it checks, or it makes a further schema. */
function methodOf(library: string, schema: Schema, name: string): Abstract | undefined {
  const how = METHODS_OF[library]?.[name];
  const make = (e: Engine, next: Schema): Abstract => toSchema(e, next, (s, n) => methodOf(library, s, n));
  const method = (call: Call): Abstract => toNative(`${library}.${name}`, call);
  if (how !== undefined)
    return method((e, args, site) =>
      answer(e, how, applySchema(e, make(e, schema), args.positional[0] ?? UNDEFINED, site)),
    );
  switch (name) {
    case 'default':
    case 'catch':
    case 'prefault':
    case 'failover':
      return method((e, args) => make(e, { ...schema, fallback: readFallback(e, args) }));
    case 'transform':
    case 'overwrite':
      return method((e, args) =>
        make(e, { ...schema, transforms: [...schema.transforms, ...args.positional.slice(0, 1)] }),
      );
    case 'pipe':
      return method((e, args) =>
        make(e, {
          ...schema,
          transforms: [...schema.transforms, ...(findSchema(args.positional[0])?.transforms ?? [])],
        }),
      );
    case 'extend':
    case 'safeExtend':
    case 'merge':
    case 'and':
    case 'concat':
    case 'keys':
    case 'append':
    case 'augment':
      return method((e, args) => make(e, withFields(schema, args.positional[0])));
    case 'shape':
      return shapeOf(library, schema, (e, next) => make(e, next));
    case 'fields':
      return undefined;
    default:
      return method((e, args, site) => {
        escapeFunctions(e, library, args, site);
        return make(e, schema);
      });
  }
}

/** Zod's `schema.shape` is an object, yup's `schema.shape({…})` a method. */
function shapeOf(library: string, schema: Schema, make: (e: Engine, next: Schema) => Abstract): Abstract {
  return {
    k: 'model',
    key: `${library}.shape`,
    get: (_e, name) => schema.fields?.get(name),
    call: (e, args) => make(e, withFields(schema, args.positional[0])),
  };
}

/** A default may be made by a function. */
function readFallback(engine: Engine, args: Arguments): Abstract {
  const value = args.positional[0] ?? UNDEFINED;
  return value.k === 'function'
    ? engine.call(value, { positional: [], named: new Map() }, { module: value.module, at: value.ir.at })
    : value;
}

/** A function of the package: it makes a schema, or checks by one. */
function exportOf(library: string, name: string): Call {
  const make = (e: Engine, next: Schema): Abstract => toSchema(e, next, (s, n) => methodOf(library, s, n));
  const check = FUNCTIONS_OF[library]?.[name];
  if (check !== undefined)
    return (e, args, site) =>
      answer(e, check[0], applySchema(e, args.positional[check[1]], args.positional[check[2]] ?? UNDEFINED, site));
  switch (name) {
    case 'object':
    case 'strictObject':
    case 'looseObject':
    case 'objectWithRest':
    case 'interface':
      return (e, args) => make(e, withFields(ANY, args.positional[0]));
    case 'preprocess':
      return (e, args) => {
        const inner = findSchema(args.positional[1]) ?? ANY;
        return make(e, { ...inner, transforms: [...args.positional.slice(0, 1), ...inner.transforms] });
      };
    case 'transform':
      return (e, args) => make(e, { transforms: args.positional.slice(0, 1) });
    case 'pipe':
    case 'intersection':
    case 'intersect':
    case 'pipeAsync':
      return (e, args, site) => {
        const parts = args.positional
          .flatMap((a) => (a.k === 'list' ? e.itemsOf(a, site) : [a]))
          .map((a) => findSchema(a));
        const fields = new Map(parts.flatMap((p) => [...(p?.fields ?? [])]));
        const transforms = parts.flatMap((p) => p?.transforms ?? []);
        const fallback = parts.map((p) => p?.fallback).find((f) => f !== undefined);
        return make(e, {
          transforms,
          ...(fields.size === 0 ? {} : { fields }),
          ...(fallback === undefined ? {} : { fallback }),
        });
      };
    default:
      return (e, args, site) => {
        escapeFunctions(e, library, args, site);
        const wrapped =
          /^(?:optional|nullable|nullish|exactOptional|fallback|_default|lazy|readonly|partial|required)/.test(name);
        const inner = wrapped ? (findSchema(args.positional[0]) ?? ANY) : ANY;
        const fallback = wrapped ? args.positional[1] : undefined;
        return make(
          e,
          fallback === undefined ? inner : { ...inner, fallback: readFallback(e, { ...args, positional: [fallback] }) },
        );
      };
  }
}

/** Zod, Joi, yup, valibot: what is parsed stays what it was, `process.env` above all. */
export const schemaLibraries: PackageModel = {
  matches: (name) => Object.hasOwn(PACKAGES, name),
  find: (_engine, packageName, path) => {
    const library = PACKAGES[packageName] ?? 'zod';
    const names = path.filter((n, i) => !n.startsWith('/') && !(i < 2 && /^(?:z|v|joi|Joi|yup|Yup)$/.test(n)));
    const name = names.at(-1);
    if (name === undefined) return undefined;
    if (names.length > 1 && names[0] !== 'coerce') return undefined;
    if (name === 'coerce' || /^[A-Z]/.test(name)) return undefined;
    return name === 'NEVER' ? toConst(undefined) : toMethod(library, name, exportOf(library, name));
  },
};
