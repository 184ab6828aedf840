import type { Expression } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { bind } from './patterns.ts';
import { createScope } from './scope.ts';
import { conditionally } from './branches.ts';
import { decide } from './truth.ts';

type Comprehension = Extract<Expression, { kind: 'comprehension' }>;

/** A list, set, dict or generator comprehension: its element for each item that the clauses show. */
export function evaluateComprehension(engine: Engine, e: Comprehension, frame: Frame): Abstract {
  const inner: Frame = { ...frame, scope: createScope(frame.scope, 'block') };
  const isMap = e.result === 'map';
  const object = isMap ? engine.createObject([], { isDict: true }) : null;
  const items: Abstract[] = [];
  let isOpen = false;
  const emit = (): void => {
    const element = engine.evaluate(e.element, inner);
    if (object === null) items.push(element);
    else if (e.key !== undefined)
      engine.set(object, engine.evaluate(e.key, inner), element, true, { module: frame.module, at: e.at });
  };
  const walk = (i: number): void => {
    const clause = e.clauses[i];
    if (clause === undefined) return emit();
    const source = engine.evaluate(clause.iterable, inner);
    if (source.k !== 'list' || source.open) isOpen = true;
    for (const item of engine.itemsOf(source, { module: frame.module, at: e.at })) {
      bind(engine, clause.target, item, inner, 'block');
      const truths = clause.conditions.map((c) => decide(engine, c, inner));
      if (truths.includes(false)) continue;
      if (truths.includes(undefined)) isOpen = true;
      walk(i + 1);
    }
  };
  conditionally(engine, () => walk(0));
  if (object !== null) {
    object.open ||= isOpen && object.computed.length === 0 && object.fields.size === 0;
    return object;
  }
  return engine.createList(items, isOpen);
}
