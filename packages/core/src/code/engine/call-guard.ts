import type { Abstract, Arguments, ClassValue, FunctionValue } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import type { Engine } from './engine.ts';
import type { Recorder } from './recorder.ts';
import { toKey } from './union.ts';

/** Nested calls beyond this are not followed: deeper than code is written, shallower than the stack. */
const DEEPEST = 48;
/** One function may stand on the stack this often. */
const MOST_ACTIVE = 2;
/** One function is run on this many different arguments. */
const MOST_RUNS = 256;

/** Keeps calls bounded: recursion ends, a call with the same values is made once, no function runs for ever. */
export function createCallGuard(recorder: Recorder): { enter: Engine['enter']; wasCalled: (ir: object) => boolean } {
  const active = new Map<object, number>();
  const runs = new Map<object, number>();
  const answers = new Map<string, Abstract>();
  const last = new Map<object, Abstract>();
  let depth = 0;
  const enter: Engine['enter'] = (callable, run, args, site) => {
    const nested = active.get(callable.ir) ?? 0;
    const count = runs.get(callable.ir) ?? 0;
    if (nested >= MOST_ACTIVE) return last.get(callable.ir) ?? toUnknown('result of a recursive call');
    if (depth >= DEEPEST || count >= MOST_RUNS) {
      recorder.unresolved(
        `call of ${callable.ir.name ?? 'a function'}`,
        depth >= DEEPEST ? 'calls are nested too deeply' : 'it is called in too many ways',
        site,
      );
      return last.get(callable.ir) ?? toUnknown('result of a call that was not followed');
    }
    const key = toCallKey(callable, args);
    const known = key === null ? undefined : answers.get(key);
    if (known !== undefined) return known;
    active.set(callable.ir, nested + 1);
    runs.set(callable.ir, count + 1);
    depth += 1;
    try {
      const result = run();
      last.set(callable.ir, result);
      if (key !== null) answers.set(key, result);
      return result;
    } finally {
      depth -= 1;
      active.set(callable.ir, nested);
    }
  };
  return { enter, wasCalled: (ir) => runs.has(ir) };
}

/** A key for calls whose values cannot change between two calls; `null` for the rest. */
function toCallKey(callable: FunctionValue | ClassValue, args: Arguments): string | null {
  if (callable.k === 'class' || callable.self?.k === 'object' || callable.self?.k === 'union' || !callable.ir.isArrow)
    return null;
  const values = [...args.positional, ...args.named.values(), ...(args.rest === undefined ? [] : [args.rest])];
  if (values.some((v) => !isImmutable(v))) return null;
  return `${callable.id}(${args.positional.map((v) => toKey(v)).join(',')};${[...args.named].map(([n, v]) => `${n}=${toKey(v)}`).join(',')})`;
}

function isImmutable(value: Abstract): boolean {
  if (value.k === 'union') return value.values.every(isImmutable);
  return value.k === 'const' || value.k === 'env' || value.k === 'event' || value.k === 'concat';
}
