import type { Abstract, ModelValue, NativeValue } from './abstract.ts';
import { findString, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';

/** `eval` and its like: only of a text that is known and calls nothing can be said what it does. */
export const runText =
  (name: string): NativeValue['call'] =>
  (engine, args, site) =>
    run(engine, name, args.positional[0] ?? args.rest ?? UNDEFINED, site);

/** `Function(…, body)`, with `new` or without. */
export const functionOfText: ModelValue = {
  k: 'model',
  key: 'Function',
  call: (engine, args, site) => run(engine, 'Function', args.positional.at(-1) ?? args.rest ?? UNDEFINED, site),
  construct: (engine, args, site) => run(engine, 'Function', args.positional.at(-1) ?? args.rest ?? UNDEFINED, site),
  get: (_engine, member) => ({ k: 'external', name: 'global', path: ['Function', member] }),
};

function run(engine: Engine, name: string, code: Abstract, site: Site): Abstract {
  const text = findString(code);
  const isHarmless = text === undefined ? code.k === 'const' || code.k === 'function' : !text.includes('(');
  if (!isHarmless) engine.unresolved(name, 'the code that it runs is a text', site);
  return toUnknown(`what ${name} gives`);
}
