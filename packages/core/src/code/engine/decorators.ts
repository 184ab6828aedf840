import type { Expression } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { toArguments } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';

/** Applies decorators from the inside out; what a decorator does not answer for stays what it was. */
export function wrapDecorators(
  engine: Engine,
  decorators: readonly Expression[],
  value: Abstract,
  frame: Frame,
): Abstract {
  let wrapped = value;
  for (const decorator of [...decorators].reverse()) {
    const result = engine.call(engine.evaluate(decorator, frame), toArguments(wrapped), {
      module: frame.module,
      at: decorator.at,
    });
    // A decorator of a class hardly ever makes something else of it, and what stands above it takes the class.
    if (value.k === 'class' && result.k === 'external') continue;
    if (result.k !== 'unknown' && (result.k !== 'const' || result.value !== undefined)) wrapped = result;
  }
  return wrapped;
}
