import type { CodeValue } from '../../app/code-value.ts';
import type { ClassIr, FunctionIr } from '../ir.ts';
import type { Engine, Site } from './engine.ts';
import type { ModuleRecord } from './module-record.ts';
import type { Scope } from './scope.ts';

/** What the engine knows of a value while it runs. Objects and lists live on a heap of their own and change; the rest does not. */
export type Abstract =
  | ConstValue
  | { readonly k: 'env'; readonly name: string; readonly fallback?: Abstract }
  | { readonly k: 'concat'; readonly parts: readonly Abstract[] }
  | UnionValue
  | ObjectValue
  | ListValue
  | FunctionValue
  | ClassValue
  | NativeValue
  | ModelValue
  | ExternalValue
  | NamespaceValue
  | { readonly k: 'event'; readonly path: readonly string[] }
  | ResultValue
  | UnknownValue;

export interface ConstValue {
  readonly k: 'const';
  readonly value: string | number | boolean | null | undefined;
}

export interface UnionValue {
  readonly k: 'union';
  readonly values: readonly Abstract[];
}

/** JS objects, Python dicts and instances of classes. */
export interface ObjectValue {
  readonly k: 'object';
  readonly id: number;
  /** A Python dict tells its items from its methods. */
  readonly isDict: boolean;
  readonly fields: Map<string, Abstract>;
  /** Getters, called on access. */
  readonly getters: Map<string, FunctionValue>;
  /** Values under keys that are not known. */
  computed: { key: Abstract; value: Abstract }[];
  /** True when fields may be there that nobody saw. */
  open: boolean;
  readonly cls: ClassValue | null;
  /** What an instance inherits from a class that is not part of the application. */
  base: Abstract | null;
  /** Depth of conditional execution at which it was made: deeper writes are weak. */
  readonly depth: number;
  /** Made while a module was loading: its fields outlive one invocation. */
  readonly isLongLived: boolean;
}

export interface ListValue {
  readonly k: 'list';
  readonly id: number;
  readonly items: Abstract[];
  /** True when more items may be there than `items` shows. */
  open: boolean;
  readonly depth: number;
  /** Made while a module was loading. */
  readonly isLongLived: boolean;
  /** Parts of a text: what stands at a position, from the end when negative. */
  readonly at?: (index: number) => Abstract;
}

export interface FunctionValue {
  readonly k: 'function';
  readonly id: number;
  readonly ir: FunctionIr;
  readonly scope: Scope;
  readonly module: ModuleRecord;
  /** Lexical `this` of an arrow function, or the receiver of a bound method. */
  readonly self?: Abstract;
  /** True when `self` is passed as the first argument (Python methods). */
  readonly passesSelf?: boolean;
  /** The class in whose body it stands, for `super`. */
  readonly home?: ClassValue;
  readonly bound?: readonly Abstract[];
  /** True when a module made it while it loaded. */
  readonly isLongLived?: boolean;
  /** True when a library was given it that may call it once, and keep what it answers. */
  readonly isWrapped?: true;
}

export interface ClassValue {
  readonly k: 'class';
  readonly id: number;
  readonly ir: ClassIr;
  readonly scope: Scope;
  readonly module: ModuleRecord;
  readonly supers: readonly Abstract[];
  readonly statics: ObjectValue;
  readonly methods: Map<string, FunctionValue>;
  readonly getters: Map<string, FunctionValue>;
  readonly setters: Map<string, FunctionValue>;
  /** The class of the class in Python, where it is the application's own. */
  metaclass: ClassValue | null;
  /** Classes that were made with this one directly above. */
  readonly subclasses: ClassValue[];
}

/** A function of the language's own library. */
export interface NativeValue {
  readonly k: 'native';
  /** Two with the same id are one value. */
  readonly id: string;
  readonly name: string;
  /** True when the receiver decides: a receiver that may be several values is then taken one by one. */
  readonly usesSelf?: boolean;
  readonly call: (engine: Engine, args: Arguments, site: Site, self: Abstract) => Abstract;
  /** A field that is a function only if it is called: it decides no condition. */
  readonly isGuess?: true;
}

/** A value with behaviour of its own: a client, a command, a resource. Two with the same key are one value. */
export interface ModelValue {
  readonly k: 'model';
  readonly key: string;
  readonly get?: (engine: Engine, name: string, site: Site) => Abstract | undefined;
  readonly set?: (engine: Engine, name: string, value: Abstract, site: Site) => void;
  readonly call?: (engine: Engine, args: Arguments, site: Site) => Abstract;
  readonly construct?: (engine: Engine, args: Arguments, site: Site) => Abstract;
  readonly iterate?: (engine: Engine, site: Site) => Abstract;
  /** Its items one by one, instead of `iterate`. */
  readonly iterateAll?: (engine: Engine, site: Site) => readonly Abstract[];
  /** `value[key]` where the key is a value of its own rather than a name. */
  readonly index?: (engine: Engine, key: Abstract, site: Site) => Abstract;
  /** As a context manager of Python: what `with` binds, and what happens at its end. */
  readonly context?: { readonly enter: () => Abstract; readonly exit: () => void };
  /** As the base of a class of the application: what its constructor leaves in an instance, after the class's own ran. */
  readonly initialise?: (engine: Engine, instance: ObjectValue, args: Arguments, site: Site) => void;
  /** Set for what must not leave to a library unseen: a client, a table, a session. */
  readonly sensitive?: string;
  /** A container that hands out what calls AWS. */
  readonly isContainer?: boolean;
  readonly data?: unknown;
}

/** Something out of a package that is not part of the application, and whatever was made of it. */
export interface ExternalValue {
  readonly k: 'external';
  readonly name: string;
  readonly path: readonly string[];
  /** Functions that were handed to it: it may call them. */
  readonly wraps?: readonly Abstract[];
  /** A method that a class of the application inherits: when it is called, it may call what the class defines. */
  readonly isInherited?: true;
}

/** A module's exports, or a Python package. */
export interface NamespaceValue {
  readonly k: 'namespace';
  readonly module: ModuleRecord;
}

export interface ResultValue {
  readonly k: 'result';
  readonly service: string;
  readonly operation: string;
  readonly path: readonly string[];
  readonly args: CodeValue;
}

export interface UnknownValue {
  readonly k: 'unknown';
  readonly why: string;
  /** Set where it stands for every key of this value: what is written under it copies the value. */
  readonly keyOf?: Abstract;
  readonly regex?: { readonly pattern: string; readonly flags: string };
}

/** Arguments of one call. `rest` stands for further ones that are not known one by one. */
export interface Arguments {
  readonly positional: readonly Abstract[];
  readonly named: ReadonlyMap<string, Abstract>;
  readonly rest?: Abstract;
}

export const UNDEFINED: ConstValue = { k: 'const', value: undefined };
export const NULL: ConstValue = { k: 'const', value: null };
/** No value at all: what a function answers that always throws. */
export const NEVER: UnionValue = { k: 'union', values: [] };
export const isNever = (value: Abstract): boolean => value.k === 'union' && value.values.length === 0;
export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };

export const toConst = (value: string | number | boolean | null | undefined): ConstValue => ({ k: 'const', value });
export const toUnknown = (why: string): UnknownValue => ({ k: 'unknown', why });
/** What a call answers that stands on the stack already: nothing that its other ends do not answer too. */
export const RECURSIVE: UnknownValue = { k: 'unknown', why: 'result of a recursive call' };
export const isRecursive = (value: Abstract): boolean => value.k === 'unknown' && value.why === RECURSIVE.why;
export const toArguments = (...positional: Abstract[]): Arguments => ({ positional, named: new Map() });
let natives = 0;

/** A native of its own: what it closes over is its own too. */
export const toNative = (name: string, call: NativeValue['call']): NativeValue => {
  natives += 1;
  return { k: 'native', id: `${name}#${natives}`, name, call };
};

/** A native that is the same whenever its key is: a method of a value, with the value's own key before its name. */
export const toMethod = (key: string, name: string, call: NativeValue['call']): NativeValue => ({
  k: 'native',
  id: `${key}.${name}`,
  name,
  call,
});

/** A field of a value that is not known: a function when it is called, anything otherwise. */
export const toGuess = (name: string, call: NativeValue['call']): NativeValue => ({
  ...toNative(name, call),
  isGuess: true,
});

/** The string of a string constant. */
export function findString(value: Abstract | undefined): string | undefined {
  return value?.k === 'const' && typeof value.value === 'string' ? value.value : undefined;
}

/** The members of a union, or the value itself. */
export function toAlternatives(value: Abstract): readonly Abstract[] {
  return value.k === 'union' ? value.values : [value];
}
