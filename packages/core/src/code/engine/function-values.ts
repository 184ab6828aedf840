import type { FunctionIr } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { wrapDecorators } from './decorators.ts';
import type { Engine, Frame } from './engine.ts';
import { createScope, declare } from './scope.ts';

/** A function where it is written: decorators applied, an arrow function with the `this` of its surroundings. */
export function createFunctionValue(engine: Engine, ir: FunctionIr, frame: Frame): Abstract {
  const self = ir.isArrow ? { self: frame.self } : {};
  const home = frame.home === null ? {} : { home: frame.home };
  const value = engine.createFunction({ ir, scope: frame.scope, module: frame.module, ...self, ...home });
  return wrapDecorators(engine, ir.decorators, value, frame);
}

/** A function expression of JavaScript knows itself by its name: `(function next(token) { … next(more); })()`. */
export function createFunctionExpression(engine: Engine, ir: FunctionIr, frame: Frame): Abstract {
  if (ir.name === null || ir.isArrow || engine.languageOf(frame.module) === 'python')
    return createFunctionValue(engine, ir, frame);
  const scope = createScope(frame.scope, 'block');
  const value = createFunctionValue(engine, ir, { ...frame, scope });
  declare(scope, ir.name, value, engine.depth, true);
  return value;
}
