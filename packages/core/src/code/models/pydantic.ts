import type { Abstract, Arguments, ModelValue, NativeValue, ObjectValue } from '../engine/abstract.ts';
import { findString, toArguments, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import { linearise } from '../engine/linearise.ts';
import type { Expression } from '../ir.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { isGiven, readVariable } from './environment.ts';
import { transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const FIELD = 'pydantic.Field';

interface FieldInfo {
  readonly fallback: Abstract | undefined;
  /** Names under which data and the environment hold the field. */
  readonly aliases: Abstract | undefined;
}

/** `Field('x', alias='T')`, `Field(default_factory=f)`, `Field(..., env='T')`. */
const field: Call = (engine, args, site) => {
  const factory = args.named.get('default_factory');
  const given = args.named.get('default') ?? args.positional[0];
  const value = factory === undefined ? given : engine.call(factory, toArguments(), site);
  // `Field(...)` has no default.
  const fallback = value?.k === 'unknown' ? undefined : value;
  const aliases = args.named.get('validation_alias') ?? args.named.get('env') ?? args.named.get('alias');
  return { k: 'model', key: `${FIELD}:${engine.nextId()}`, data: { fallback, aliases } satisfies FieldInfo };
};

const findField = (value: Abstract | undefined): FieldInfo | undefined =>
  value?.k === 'model' && value.key.startsWith(FIELD) ? (value.data as FieldInfo) : undefined;

/** Fields of the instance's classes with what the class body gives them, the base class's first. */
function listFields(instance: ObjectValue): readonly (readonly [name: string, given: Abstract | undefined])[] {
  if (instance.cls === null) return [];
  return [...linearise(instance.cls)].reverse().flatMap((c) =>
    c.ir.members.flatMap((m) => {
      const name = m.kind === 'field' && m.name.kind === 'const' ? String(m.name.value) : '';
      return name === '' || name === 'model_config' ? [] : [[name, c.statics.fields.get(name)] as const];
    }),
  );
}

/** `@field_validator('id')`, `@pydantic.model_serializer`, `@computed_field`: what pydantic calls by itself, by any of their names. */
function isHook(decorator: Expression): boolean {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  const name = callee.kind === 'member' ? callee.property : callee;
  const text = name.kind === 'name' ? name.name : name.kind === 'const' ? String(name.value) : '';
  return /(?:validator|serializer|^computed_field)$/.test(text);
}

/** What other decorators mark is called by the application alone. */
function callHooks(engine: Engine, instance: ObjectValue, site: Site): void {
  const given = { ...toArguments(), rest: toUnknown('a value of a field') };
  for (const c of instance.cls === null ? [] : linearise(instance.cls))
    for (const m of c.ir.members) {
      if (m.kind !== 'method' || m.name.kind !== 'const' || !m.fn.decorators.some(isHook)) continue;
      const method = engine.get(instance, toConst(m.name.value), false, site);
      if (m.accessor !== 'get') conditionally(engine, () => engine.call(method, given, site, instance));
    }
}

/** An instance of a model: what was passed under a field's alias, else its default. */
function fillModel(engine: Engine, instance: ObjectValue, args: Arguments, site: Site): void {
  for (const [name, given] of listFields(instance)) {
    if (instance.fields.has(name) || given === undefined) continue;
    const info = findField(given);
    const passed = args.named.get(findString(info?.aliases) ?? name);
    instance.fields.set(
      name,
      passed ?? (info === undefined ? given : info.fallback) ?? toUnknown(`field ${name} of a model`),
    );
  }
  callHooks(engine, instance, site);
}

/** The data as keyword arguments. */
const toNamed = (data: Abstract): Arguments => ({
  positional: [],
  named:
    data.k === 'object'
      ? new Map([...data.fields, ...(data.open ? [['**', data] as const] : [])])
      : new Map([['**', data]]),
});

const fromJson = (data: Abstract): Abstract =>
  data.k === 'event' || data.k === 'result' ? { ...data, path: [...data.path, '(json)'] } : toUnknown('parsed JSON');

/** Makes an instance of a model of the application from data: its methods are then known. */
export function constructModel(engine: Engine, cls: Abstract, data: Abstract, site: Site): Abstract {
  return cls.k === 'class' ? engine.construct(cls, toNamed(data), site) : data;
}

const METHODS: Readonly<Record<string, Call>> = {
  model_validate: (e, args, site, self) => constructModel(e, self, args.positional[0] ?? UNDEFINED, site),
  model_validate_json: (e, args, site, self) =>
    constructModel(e, self, fromJson(args.positional[0] ?? UNDEFINED), site),
  model_construct: (e, args, site, self) => e.construct(self, args, site),
  model_dump: (e, _args, _site, self) =>
    self.k === 'object' ? e.createObject(self.fields, { isDict: true }) : toUnknown('data of a model'),
  model_copy: (_e, _args, _site, self) => self,
};

const OLD_NAMES: Readonly<Record<string, string>> = {
  parse_obj: 'model_validate',
  validate: 'model_validate',
  from_orm: 'model_validate',
  parse_raw: 'model_validate_json',
  construct: 'model_construct',
  dict: 'model_dump',
  copy: 'model_copy',
};

const findMethod = (name: string): Abstract => {
  const known = Object.hasOwn(OLD_NAMES, name) ? (OLD_NAMES[name] ?? name) : name;
  return Object.hasOwn(METHODS, known)
    ? { ...toMethod('pydantic', known, METHODS[known] as Call), usesSelf: true }
    : toUnknown(`${name} of a model`);
};

const createBase = (key: string, initialise: NonNullable<ModelValue['initialise']>): ModelValue => {
  const base: ModelValue = {
    k: 'model',
    key,
    initialise,
    construct: () => base,
    call: () => base,
    get: (_e, name) => findMethod(name),
  };
  return base;
};

/** `model_config = SettingsConfigDict(env_prefix='APP_')`, a dict, or the inner class `Config`. */
function readConfig(engine: Engine, instance: ObjectValue, name: string, site: Site): Abstract {
  for (const c of instance.cls === null ? [] : linearise(instance.cls))
    for (const holder of ['model_config', 'Config']) {
      const config = c.statics.fields.get(holder);
      const value = config === undefined ? UNDEFINED : engine.get(config, toConst(name), config.k === 'object', site);
      if (isGiven(value)) return value;
    }
  return UNDEFINED;
}

/** Settings: every field that is not passed is an environment variable. */
function fillSettings(engine: Engine, instance: ObjectValue, args: Arguments, site: Site): void {
  const prefix = findString(readConfig(engine, instance, 'env_prefix', site)) ?? '';
  const isExact = readConfig(engine, instance, 'case_sensitive', site);
  const spell = (name: string): string => (isExact.k === 'const' && isExact.value === true ? name : name.toUpperCase());
  for (const [name, given] of listFields(instance)) {
    if (args.named.has(name)) continue;
    const info = findField(given);
    const fallback = info === undefined ? given : info.fallback;
    // Settings within settings read the environment themselves.
    if (fallback?.k === 'object' && fallback.cls !== null) instance.fields.set(name, fallback);
    else {
      const aliases = info?.aliases === undefined ? [] : engine.itemsOf(toList(engine, info.aliases), site);
      const names = aliases.map(findString).filter((a) => a !== undefined);
      const all = names.length === 0 ? [spell(`${prefix}${name}`)] : names.map(spell);
      instance.fields.set(name, unite(...all.map((n) => readVariable(n, fallback))));
    }
  }
}

const toList = (engine: Engine, value: Abstract): Abstract => (value.k === 'list' ? value : engine.createList([value]));

const modelBase = createBase('pydantic.BaseModel', fillModel);
const settingsBase = createBase('pydantic.BaseSettings', fillSettings);

/** `TypeAdapter(Order).validate_python(event)`. */
const typeAdapter: Call = (engine, args) => {
  const cls = args.positional[0] ?? UNDEFINED;
  const key = `pydantic.TypeAdapter:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) => {
      const isJson = name === 'validate_json';
      return toMethod(key, name, (e, given, site) => {
        const data = given.positional[0] ?? UNDEFINED;
        return constructModel(e, cls, isJson ? fromJson(data) : data, site);
      });
    },
  };
};

/** What pydantic and the packages that hand on its names export. */
export function findPydantic(name: string): Abstract | undefined {
  const native = (call: Call): Abstract => toMethod('pydantic', name, call);
  switch (name) {
    case 'BaseModel':
    case 'GenericModel':
    case 'RootModel':
      return modelBase;
    case 'BaseSettings':
      return settingsBase;
    case 'Field':
      return native(field);
    case 'SettingsConfigDict':
    case 'ConfigDict':
      return native((e, args) => e.createObject(args.named, { isDict: true }));
    case 'AliasChoices':
      return native((e, args) => e.createList(args.positional));
    case 'TypeAdapter':
      return native(typeAdapter);
    case 'parse_obj_as':
      return native((e, args, site) =>
        constructModel(e, args.positional[0] ?? UNDEFINED, args.positional[1] ?? UNDEFINED, site),
      );
    case 'dataclass':
      return native(transparentDecorator);
    default:
      return undefined;
  }
}

/** pydantic and its settings. */
export const pydantic: PackageModel = {
  matches: (name) => name === 'pydantic' || name === 'pydantic_settings',
  find: (_engine, _name, path) => findPydantic(path.at(-1) ?? ''),
};
