import type { CodeValue } from '../../app/code-value.ts';
import type { SdkCall } from '../../app/sdk-call.ts';
import type { Expression, ModuleIr, Statement } from '../ir.ts';
import type { Abstract, Arguments, ClassValue, FunctionValue, ListValue, ObjectValue } from './abstract.ts';
import type { Journal } from './branches.ts';
import type { Use } from './find-uses.ts';
import type { HandedFunctions } from './handed-functions.ts';
import type { Injection } from './injection.ts';
import type { LateCalls } from './late-calls.ts';
import type { ModuleRecord } from './module-record.ts';
import type { Scope } from './scope.ts';
import type { Span } from './spans.ts';

/** A place in the code: where a call is recorded and what a reason points to. */
export interface Site {
  readonly module: ModuleRecord;
  readonly at: number;
}

/** One activation of a function, or of a module's top level. */
export interface Frame {
  readonly module: ModuleRecord;
  readonly scope: Scope;
  readonly self: Abstract;
  readonly fn: FunctionValue | null;
  readonly home: ClassValue | null;
  /** Shared by the block frames of one activation. */
  readonly out: { returned: Abstract | null; yielded: Abstract[] };
}

/** How a statement ends on every path: `normal` when some path goes on. */
export type Completion = 'normal' | 'return' | 'throw' | 'break' | 'continue';

export type RecordedCall = Omit<SdkCall, 'at' | 'args' | 'region' | 'endpoint'> & {
  readonly args: Abstract | CodeValue;
  readonly region?: Abstract;
  readonly endpoint?: Abstract;
};

/**
 * The abstract interpreter. It runs a handler on values that it partly knows: both sides of a branch
 * that it cannot decide, a loop's body once for each item that it sees, a function for each call.
 */
export interface Engine {
  /** Greater than zero while a branch runs that may not be taken. */
  depth: number;
  /** One for each branch that runs, the innermost last; see `branches.ts`. */
  readonly journals: Journal[];
  /** The stretches of code that run and may be left early, the innermost last; see `spans.ts`. */
  readonly spans: Span[];
  /** True while modules load: what is made then is long-lived. */
  isLoading: boolean;
  /** Set by a read of something that an earlier invocation may have changed; see `truth.ts`. */
  sawVolatile: boolean;
  /** Counts what changes besides variables and fields: items of lists, fields under keys that are not known. */
  writes: number;
  /** Counts every write that changed something. */
  version: number;
  /** Counts what changes that outlives an invocation. */
  keeps: number;
  /** How many functions run now that may keep what they make for the next invocation; see `keepers.ts`. */
  keepers: number;

  readonly evaluate: (expression: Expression, frame: Frame) => Abstract;
  readonly execute: (statements: readonly Statement[], frame: Frame) => Completion;
  readonly call: (callee: Abstract, args: Arguments, site: Site, self?: Abstract) => Abstract;
  readonly construct: (callee: Abstract, args: Arguments, site: Site) => Abstract;
  readonly get: (object: Abstract, name: Abstract, computed: boolean, site: Site) => Abstract;
  readonly set: (object: Abstract, name: Abstract, value: Abstract, computed: boolean, site: Site) => void;
  /** What a loop over the value sees: known items one by one, or one value that stands for all. */
  readonly itemsOf: (value: Abstract, site: Site) => readonly Abstract[];
  readonly require: (from: ModuleRecord, specifier: string, site: Site) => Abstract;
  /** The names of modules that are there and begin and end so. */
  readonly listModules: (from: ModuleRecord, before: string, after: string) => readonly string[];
  /** A submodule of a Python package, or `undefined`. */
  readonly requireSubmodule: (parent: ModuleRecord, name: string, site: Site) => Abstract | undefined;
  /** A method call on a value that is not known: what it is given may be called, and it may itself be an SDK call. */
  readonly callUnknownMethod: (name: string, why: string, args: Arguments, site: Site) => Abstract;

  readonly createObject: (
    fields?: Iterable<readonly [string, Abstract]>,
    options?: Partial<Pick<ObjectValue, 'isDict' | 'open' | 'cls' | 'base'>>,
  ) => ObjectValue;
  readonly createList: (items: Iterable<Abstract>, open?: boolean) => ListValue;
  readonly createFunction: (value: Omit<FunctionValue, 'k' | 'id'>) => FunctionValue;
  readonly nextId: () => number;

  readonly injection: Injection;
  readonly late: LateCalls;
  /** What the code put into objects that are not known, by the name that it put it under; see `stray-fields.ts`. */
  readonly stray: Map<string, Abstract>;
  /** What a generator returned, by the id of the list that stands for it. */
  readonly returnOf: Map<number, Abstract>;
  /** Properties that were set on a function (`F.prototype`), by its id. */
  readonly propertiesOf: Map<number, ObjectValue>;
  /** Runs a call unless it recurses too deeply or was made before with the same values. */
  readonly enter: (
    callable: FunctionValue | ClassValue,
    run: (args: Arguments) => Abstract,
    args: Arguments,
    site: Site,
    self: Abstract,
  ) => Abstract;
  /** What a package exports under a path, where a model knows it. */
  readonly findModelled: (packageName: string, path: readonly string[], site: Site) => Abstract | undefined;
  /** A client of the AWS SDK by the name of its class (`S3Client`). */
  readonly findClientByTypeName: (name: string, site: Site) => Abstract | undefined;
  /** A client for a parameter that a caller outside the program fills, by its name and what the code calls on it. */
  readonly guessClient: (name: string, uses: readonly Use[], language: ModuleIr['language']) => Abstract | undefined;
  /** Records a request to an extension of AWS where one of the values is its address; false otherwise. */
  readonly recordExtensionRequest: (values: readonly Abstract[], site: Site) => boolean;
  /** Classes whose metaclass runs, the innermost last. */
  readonly classesInMaking: ClassValue[];
  /** Enumerations of Python. */
  readonly enums: ClassValue[];
  /** Instances that were made of a class, by its definition; the first few. */
  readonly instancesOf: Map<object, ObjectValue[]>;

  /** Functions that calls were given. */
  readonly handed: HandedFunctions;

  /** What is done at the end unless it was withdrawn: a command that nobody was seen to send. */
  readonly deferred: Map<string, () => void>;
  /** `__main__` for a program of its own, the module's name otherwise. */
  readonly mainName: string;

  /** Gives up a step of the budget; false when none is left. */
  readonly step: () => boolean;
  readonly record: (call: RecordedCall, site: Site) => void;
  /** Hears of a variable of the environment that a library is given which no model knows. */
  readonly noteVariable: (name: string, library: string, site: Site) => void;
  readonly unresolved: (what: string, why: string, site: Site, service?: string) => void;
  readonly noteClient: (service: string, site: Site) => void;
  readonly noteRequest: (name: string, site: Site) => void;
  /** Hands values to code that is not part of the application: functions among them may be called. */
  readonly escape: (values: readonly Abstract[], to: string, site: Site) => void;
  /** The content of a file of data, looked for beside a module and above it. */
  readonly readData: (from: ModuleRecord, path: string) => Abstract | undefined;
  readonly runModule: (file: string) => ModuleRecord | null;
  readonly languageOf: (module: ModuleRecord) => ModuleIr['language'];
  /** Whether the application gives the function a variable of the environment of this name. */
  readonly setsVariable: (name: string) => boolean;
  /** The version of a package that the application pins, where it does. */
  readonly versionOf: (packageName: string, site: Site) => string | undefined;
}
