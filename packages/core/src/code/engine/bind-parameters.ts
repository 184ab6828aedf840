import type { Parameter } from '../ir.ts';
import type { Abstract, Arguments, FunctionValue } from './abstract.ts';
import { toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { findUses, GIVEN_BY_CALLER } from './find-uses.ts';
import { findInjectedParameter } from './injection.ts';
import { bind, withDefault } from './patterns.ts';
import { findTypedValue } from './typed-values.ts';

/** Gives the parameters of a function what a call passes, in either language's way. */
export function bindParameters(engine: Engine, fn: FunctionValue, args: Arguments, frame: Frame): void {
  let next = 0;
  const taken = new Set<string>();
  for (const parameter of fn.ir.params) {
    if (parameter.rest === 'list') {
      const items = args.positional.slice(next);
      bind(
        engine,
        parameter.pattern,
        engine.createList([...items, ...(args.rest === undefined ? [] : [args.rest])], args.rest !== undefined),
        frame,
        'block',
      );
      next = args.positional.length;
    } else if (parameter.rest === 'map') {
      const fields = [...args.named].filter(([name]) => !taken.has(name) && name !== '**');
      bind(
        engine,
        parameter.pattern,
        engine.createObject(fields, { isDict: true, open: args.named.has('**') }),
        frame,
        'block',
      );
    } else {
      const name = parameter.pattern.kind === 'name' ? parameter.pattern.name : '';
      taken.add(name);
      const positional = parameter.keywordOnly === true ? undefined : args.positional[next];
      if (parameter.keywordOnly !== true && !args.named.has(name)) next += 1;
      bind(
        engine,
        parameter.pattern,
        parameterValue(
          engine,
          { parameter, injected: () => findInjected(engine, fn, parameter) },
          args.named.get(name) ?? positional ?? args.rest ?? missing(args),
          frame,
        ),
        frame,
        'block',
      );
    }
  }
}

const missing = (args: Arguments): Abstract =>
  args.named.has('**') ? toUnknown('an argument of a spread mapping') : UNDEFINED;

/** What a container gives a parameter of a constructor that a decorator names a token for. */
function findInjected(engine: Engine, fn: FunctionValue, parameter: Parameter): Abstract | undefined {
  if (engine.injection.tokens.size === 0 || fn.home?.methods.get('constructor')?.ir !== fn.ir) return undefined;
  return findInjectedParameter(engine, fn.home, fn.ir.params.indexOf(parameter));
}

function parameterValue(
  engine: Engine,
  { parameter, injected }: { readonly parameter: Parameter; readonly injected: () => Abstract | undefined },
  value: Abstract,
  frame: Frame,
): Abstract {
  const fallback = parameter.default;
  const isMissing = value.k === 'const' && value.value === undefined;
  if (isLost(value) || isMissing) {
    const isOptional = isMissing && fallback !== undefined;
    // What a container puts there says more than a type.
    const own = value.k === 'unknown' && fallback !== undefined ? engine.evaluate(fallback, frame) : UNDEFINED;
    const found =
      injected() ??
      (own.k === 'object' || own.k === 'model' ? own : undefined) ??
      (parameter.type === undefined || isOptional ? undefined : findTypedValue(engine, parameter.type, frame));
    if (found !== undefined) return found;
  }
  const guessed = value === GIVEN_BY_CALLER ? guessParameter(engine, parameter, frame) : undefined;
  if (guessed !== undefined) return guessed;
  return fallback === undefined ? value : withDefault(value, () => engine.evaluate(fallback, frame));
}

/** Whether nothing is known of a value: what a container answers that was asked for one thing or another. */
const isLost = (value: Abstract): boolean =>
  value.k === 'union'
    ? value.values.some(isLost) && value.values.every((v) => isLost(v) || (v.k === 'const' && v.value === undefined))
    : value.k === 'unknown' || value.k === 'external';

/** A parameter of a program that only a caller outside it fills. */
function guessParameter(engine: Engine, { pattern }: Parameter, frame: Frame): Abstract | undefined {
  if (pattern.kind !== 'name' || frame.fn === null) return undefined;
  const uses = findUses(frame.fn.ir, frame.home?.ir ?? null, pattern.name);
  return engine.guessClient(pattern.name, uses, engine.languageOf(frame.module));
}
