import type { Expression } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';

/** Whether a value is true in a condition; `undefined` when it may be either. */
export function findTruth(value: Abstract): boolean | undefined {
  switch (value.k) {
    case 'const':
      return Boolean(value.value);
    case 'function':
    case 'class':
    case 'model':
    case 'namespace':
      return true;
    case 'native':
      return value.isGuess ? undefined : true;
    case 'object':
      return value.isDict ? undefined : true;
    case 'concat':
      return value.parts.some((p) => p.k === 'const' && String(p.value) !== '') ? true : undefined;
    case 'union': {
      const truths = new Set(value.values.map(findTruth));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Evaluates a condition. What an earlier invocation of the same instance may have changed (a cached
 * client, a flag at module level) decides nothing: both sides are then explored.
 */
export function decide(engine: Engine, test: Expression, frame: Frame): boolean | undefined {
  const before = engine.sawVolatile;
  engine.sawVolatile = false;
  const truth = findTruth(engine.evaluate(test, frame));
  const isVolatile = engine.sawVolatile;
  engine.sawVolatile = before || isVolatile;
  return isVolatile ? undefined : truth;
}
