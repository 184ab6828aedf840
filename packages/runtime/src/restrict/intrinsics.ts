/**
 * What the guard needs of the language, taken when this module is loaded. Code that comes later can replace
 * `String.prototype.startsWith`; it cannot reach these.
 *
 * INVARIANT: code that runs inside a guarded call uses these alone: no method of a value that a caller hands over, no spread,
 * destructuring or `for…of` over arrays (they ask `Array.prototype[Symbol.iterator]`), and no growing of arrays.
 */
const { bind, call } = Function.prototype;

type Uncurried = (self: unknown, ...args: readonly unknown[]) => unknown;
const uncurry = (method: unknown): Uncurried => bind.call(call, method as () => unknown) as Uncurried;

export const apply: typeof Reflect.apply = Reflect.apply;
export const construct: typeof Reflect.construct = Reflect.construct;
export const defineProperty: typeof Reflect.defineProperty = Reflect.defineProperty;
export const getDescriptor: typeof Reflect.getOwnPropertyDescriptor = Reflect.getOwnPropertyDescriptor;
export const getPrototypeOf: typeof Reflect.getPrototypeOf = Reflect.getPrototypeOf;
export const getValue: typeof Reflect.get = Reflect.get;
export const ProxyConstructor: ProxyConstructor = Proxy;
export const setPrototypeOf: typeof Reflect.setPrototypeOf = Reflect.setPrototypeOf;
export const deleteProperty: typeof Reflect.deleteProperty = Reflect.deleteProperty;
export const ownKeys: typeof Reflect.ownKeys = Reflect.ownKeys;
export const createObject: typeof Object.create = Object.create;
export const hasOwn: typeof Object.hasOwn = Object.hasOwn;
export const ErrorConstructor: ErrorConstructor = Error;
export const captureStackTrace: typeof Error.captureStackTrace = Error.captureStackTrace;
export const isView: typeof ArrayBuffer.isView = ArrayBuffer.isView;
export const { isProxy }: { readonly isProxy: (value: unknown) => boolean } =
  process.getBuiltinModule('node:util').types;
export const toNumber: typeof Number = Number;
export const toText: typeof String = String;
export const toJson: typeof JSON.stringify = JSON.stringify;

export const startsWith = uncurry(String.prototype.startsWith) as (text: string, start: string) => boolean;
export const endsWith = uncurry(String.prototype.endsWith) as (text: string, end: string) => boolean;
export const slice = uncurry(String.prototype.slice) as (text: string, from: number, to?: number) => string;
export const lastIndexOf = uncurry(String.prototype.lastIndexOf) as (text: string, part: string) => number;
export const indexOf = uncurry(String.prototype.indexOf) as (text: string, part: string, from?: number) => number;
export const toLowerCase = uncurry(String.prototype.toLowerCase) as (text: string) => string;
/** Takes the match itself, where `RegExp.prototype.test` would ask for a method that may have been replaced. */
export const exec = uncurry(RegExp.prototype.exec) as (pattern: RegExp, text: string) => RegExpExecArray | null;
export const decodeBytes = uncurry(Buffer.prototype.toString) as (bytes: unknown) => string;

const { nextTick } = process;
/** Runs a task when the one that is running has come back. */
export const later = (task: () => void): unknown => apply(nextTick, process, [task]);

/** A table without a prototype, which nobody can add to from outside. */
export type Table<T> = Record<string, T | undefined>;
export const createTable = <T>(): Table<T> => createObject(null) as Table<T>;

/** The files of the frames of a stack; V8 hands them over as call sites, whose method is taken here, too. */
const getFileName: Uncurried = uncurry(getCallSiteMethod());

function getCallSiteMethod(): unknown {
  let found: unknown = () => undefined;
  // Where built-ins are frozen (`--frozen-intrinsics`) nobody can look at a stack.
  if (Object.isFrozen(Error)) return found;
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => {
    found = sites[0]?.getFileName;
    return '';
  };
  void new Error().stack;
  Error.prepareStackTrace = prepareStackTrace;
  return found;
}

/** Where built-ins are frozen from the start (`--frozen-intrinsics`) nobody can look at a stack; later, only who wants that it is not looked at. */
const canBeTold = !Object.isFrozen(Error);

/**
 * The file of the nearest caller of `below` that `isSkipped` does not pass over; empty where there is none, or where built-ins are
 * frozen. Undefined where somebody has taken hold of the way in which stacks are written: whoever asks has to expect the worst.
 */
export function findCaller(below: unknown, isSkipped: (file: string) => boolean): string | undefined {
  let found = '';
  const isSeen = lookAtStack(below, (sites) => {
    for (let i = 0; i < sites.length && found === ''; i++) {
      const file = getFileName(sites[i]);
      if (typeof file === 'string' && !isSkipped(file)) found = file;
    }
  });
  return isSeen || !canBeTold ? found : undefined;
}

/** Whether nobody called `below` but the machine itself: no function, and no built-in one. False where it cannot be told. */
export function isCalledByNobody(below: unknown): boolean {
  let isSo = false;
  lookAtStack(below, (sites) => (isSo = sites.length === 0));
  return isSo;
}

/** False where there was no look: the settings are locked, or the machine was brought to ask somebody else. */
function lookAtStack(below: unknown, look: (sites: readonly NodeJS.CallSite[]) => void): boolean {
  const limit = getDescriptor(ErrorConstructor, 'stackTraceLimit');
  const prepare = getDescriptor(ErrorConstructor, 'prepareStackTrace');
  let isSeen = false;
  const own = (_: Error, sites: readonly NodeJS.CallSite[]): string => {
    isSeen = true;
    look(sites);
    return '';
  };
  if (setAside('stackTraceLimit', 20) && setAside('prepareStackTrace', own)) {
    const holder = createTable<string>();
    captureStackTrace(holder, below as () => void);
    void holder['stack'];
  }
  restore('stackTraceLimit', limit);
  restore('prepareStackTrace', prepare);
  return isSeen;
}

const setAside = (name: string, value: unknown): boolean =>
  defineProperty(ErrorConstructor, name, { value, writable: true, configurable: true, enumerable: true });

function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(ErrorConstructor, name);
  else defineProperty(ErrorConstructor, name, descriptor);
}
