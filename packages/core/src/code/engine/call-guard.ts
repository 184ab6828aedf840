import type { Abstract, Arguments, ClassValue, FunctionValue } from './abstract.ts';
import { isRecursive, RECURSIVE, toUnknown } from './abstract.ts';
import { listArguments } from './calls.ts';
import type { Engine } from './engine.ts';
import { isKeeper } from './keepers.ts';
import type { Recorder } from './recorder.ts';
import { toArgumentsShape, toShape } from './shape.ts';
import { toKey, unite } from './union.ts';
import { widenArguments } from './widen.ts';

/** Nested calls beyond this are not followed: deeper than code is written, shallower than the stack. */
const DEEPEST = 64;
/** One function may stand on the stack this often whatever it is given; beyond, it is called only with what is new. */
const FREE_DEPTH = 2;
/** From here on what recursion changes is no longer followed value by value. */
const WIDE_DEPTH = 3;
/** One function is run on this many different arguments. */
const MOST_RUNS = 2_000;
/** From here on a function that calls itself, maybe through others, is run only on arguments of a new kind: paths through such functions multiply. */
const MANY_RUNS = 100;

interface Activation {
  readonly callable: FunctionValue | ClassValue;
  readonly self: Abstract;
  readonly args: Arguments;
}

/** What a function that calls itself was called with. */
interface Kinds {
  /** Without regard to constants. */
  readonly loose: Set<string>;
  /** With regard to them, and what each was answered last. */
  readonly before: Map<string, Abstract>;
}

interface State {
  readonly recorder: Recorder;
  readonly active: Map<object, Activation[]>;
  readonly runs: Map<object, number>;
  readonly kinds: Map<object, Kinds>;
  /** The scopes of the closures that ran, and the instances on which they did, by their function expression. */
  readonly scopes: Map<object, Set<object | number>>;
  /** What calls answered, and how much had changed by then: an answer holds until something changes. */
  readonly answers: Map<string, { readonly result: Abstract; readonly version: number }>;
  readonly last: Map<object, Abstract>;
  depth: number;
}

/** Keeps calls bounded: recursion ends, a call with the same values is made once, no function runs for ever. */
export function createCallGuard(recorder: Recorder): {
  enter: (engine: Engine, ...call: Parameters<Engine['enter']>) => Abstract;
  wasCalled: (ir: object) => boolean;
  /** Like `wasCalled`, of one closure among those that the same function expression makes. */
  wasClosureCalled: (fn: FunctionValue) => boolean;
} {
  const state: State = {
    recorder,
    active: new Map(),
    runs: new Map(),
    kinds: new Map(),
    scopes: new Map(),
    answers: new Map(),
    last: new Map(),
    depth: 0,
  };
  return {
    enter: (engine, ...call) => enter(engine, state, ...call),
    wasCalled: (ir) => state.runs.has(ir),
    wasClosureCalled: (fn) => wasClosureCalled(state, fn),
  };
}

function enter(
  engine: Engine,
  state: State,
  ...[callable, run, given, site, self]: Parameters<Engine['enter']>
): Abstract {
  const { ir } = callable;
  const stack = state.active.get(ir) ?? [];
  const activation = toActivation(engine, stack, { callable, self, args: given });
  if (activation === null) return state.last.get(ir) ?? RECURSIVE;
  const key = toCallKey(callable, activation.args);
  const known = key === null ? undefined : state.answers.get(key);
  const cut = (why: string): Abstract => {
    const before = state.kinds.get(ir)?.before.get(toText(activation, false));
    // A call of plain values that was made before says nothing new.
    if (before !== undefined && isPlain(activation.args)) return before;
    state.recorder.unresolved(`call of ${ir.name ?? 'a function'}`, why, site);
    return before ?? state.last.get(ir) ?? toUnknown('result of a call that was not followed');
  };
  if (known?.version === engine.version) return known.result;
  const count = state.runs.get(ir) ?? 0;
  if (state.depth >= DEEPEST) return cut('calls are nested too deeply');
  if (count >= MOST_RUNS || !isNewKind(state, activation, { stack, count }))
    return cut('it is called in too many ways');
  // What it answered elsewhere says nothing of this call.
  if (stack.length === 0) state.last.delete(ir);
  state.active.set(ir, [...stack, activation]);
  state.runs.set(ir, count + 1);
  noteScope(state, callable, self);
  // The handler itself is called each time.
  const kept = state.depth > 0 && isKeeper(callable) ? 1 : 0;
  state.depth += 1;
  engine.keepers += kept;
  try {
    const result = withoutRecursion(run(activation.args));
    state.last.set(ir, result);
    noteAnswer(state, activation, result);
    if (key !== null) state.answers.set(key, { result, version: engine.version });
    return result;
  } finally {
    engine.keepers -= kept;
    state.depth -= 1;
    state.active.set(ir, stack);
  }
}

/** A function that answers what it answers itself, or something else, answers something else. */
function withoutRecursion(result: Abstract): Abstract {
  if (result.k !== 'union' || !result.values.some(isRecursive)) return result;
  const others = result.values.filter((v) => !isRecursive(v));
  return others.length === 0 ? result : unite(...others);
}

/** Whether a call is worth following: always, unless the function calls itself and was run often on arguments of the same kind. */
function isNewKind(
  state: State,
  next: Activation,
  { stack, count }: { readonly stack: readonly Activation[]; readonly count: number },
): boolean {
  const { ir } = next.callable;
  // Each call from outside is followed: what multiplies is what comes within.
  if (stack.length === 0) return true;
  let kinds = state.kinds.get(ir);
  if (kinds === undefined) state.kinds.set(ir, (kinds = { loose: new Set(), before: new Map() }));
  const kind = toText(next, true);
  const isNew =
    !kinds.loose.has(kind) ||
    // A container is asked for one thing after the other, by name.
    (isPlain(next.args) && kinds.before.size < MANY_RUNS && !kinds.before.has(toText(next, false)));
  kinds.loose.add(kind);
  return isNew || count < MANY_RUNS;
}

function noteAnswer(state: State, activation: Activation, result: Abstract): void {
  const kinds = state.kinds.get(activation.callable.ir);
  if (kinds === undefined) return;
  const text = toText(activation, false);
  if (kinds.before.size < MANY_RUNS || kinds.before.has(text)) kinds.before.set(text, result);
}

function noteScope(state: State, { ir, scope }: FunctionValue | ClassValue, self: Abstract): void {
  const scopes = state.scopes.get(ir) ?? new Set();
  state.scopes.set(ir, scopes.add(scope));
  if (self.k === 'object') scopes.add(self.id);
}

/** A method that is bound to an instance was called when it was called on that one. */
function wasClosureCalled(state: State, fn: FunctionValue): boolean {
  const scopes = state.scopes.get(fn.ir);
  return scopes?.has(fn.scope) === true && (fn.self?.k !== 'object' || scopes.has(fn.self.id));
}

/** The call as it is made; `null` where a call like it already stands on the stack. */
function toActivation(engine: Engine, stack: readonly Activation[], next: Activation): Activation | null {
  if (stack.length < FREE_DEPTH) return next;
  if (isLike(stack, next, false)) return null;
  if (stack.length < WIDE_DEPTH) return next;
  const before = stack.findLast((a) => a.callable.id === next.callable.id)?.args;
  const wide = before === undefined ? next : { ...next, args: widenArguments(engine, next.args, before) };
  return isLike(stack.slice(WIDE_DEPTH - 1), wide, true) ? null : wide;
}

function isLike(stack: readonly Activation[], next: Activation, isLoose: boolean): boolean {
  const text = toText(next, isLoose);
  return stack.some((a) => toText(a, isLoose) === text);
}

const texts = { loose: new WeakMap<Activation, string>(), strict: new WeakMap<Activation, string>() };

/** What a call looks like; one that stands on the stack is compared with many. */
function toText(a: Activation, isLoose: boolean): string {
  const known = (isLoose ? texts.loose : texts.strict).get(a);
  if (known !== undefined) return known;
  const text = `${a.callable.id}(${toShape(a.self, false)}; ${toArgumentsShape(a.args, isLoose)})`;
  (isLoose ? texts.loose : texts.strict).set(a, text);
  return text;
}

/** A key for calls whose values cannot change between two calls; `null` for the rest. */
function toCallKey(callable: FunctionValue | ClassValue, args: Arguments): string | null {
  if (callable.k === 'class' || !callable.ir.isArrow) return null;
  if (!listArguments(args).every(isImmutable)) return null;
  return `${callable.id}(${args.positional.map((v) => toKey(v)).join(',')};${[...args.named].map(([n, v]) => `${n}=${toKey(v)}`).join(',')})`;
}

/** Whether a call is given some values, and only such as cannot change; the receiver of a Python method is told apart by itself. */
const isPlain = (args: Arguments): boolean =>
  listArguments(args).every((v) => isImmutable(v) || (v.k === 'object' && v.cls !== null));

function isImmutable(value: Abstract): boolean {
  if (value.k === 'union') return value.values.every(isImmutable);
  return value.k === 'const' || value.k === 'env' || value.k === 'event' || value.k === 'concat';
}
