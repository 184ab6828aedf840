import type { Abstract } from './abstract.ts';
import { findString, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine } from './engine.ts';
import { unite } from './union.ts';

/** What emulators set on a developer's machine (`sam local`, serverless-offline) and Lambda does not, unless the function's own environment has it. */
const EMULATED: ReadonlySet<string> = new Set(['AWS_SAM_LOCAL', 'IS_OFFLINE']);

const FEWEST_LETTERS = 3;
const MOST_HOLES = 3;

/** The variable of the environment that a name names; one that is known in part stands as a pattern (`TABLE_*`). */
export function toVariable(engine: Engine, name: Abstract | undefined, fallback?: Abstract): Abstract {
  if (name?.k === 'union') return unite(...name.values.map((v) => toVariable(engine, v, fallback)));
  const text = findString(name) ?? (name?.k === 'concat' ? toPattern(name.parts) : undefined);
  if (text === undefined) return toUnknown('an environment variable whose name is not known');
  if (EMULATED.has(text) && !engine.setsVariable(text)) return fallback ?? UNDEFINED;
  return fallback === undefined ? { k: 'env', name: text } : { k: 'env', name: text, fallback };
}

function toPattern(parts: readonly Abstract[]): string | undefined {
  const texts = parts.map((part) => findString(part));
  const holes = texts.filter((text) => text === undefined).length;
  const isTelling = texts.join('').length >= FEWEST_LETTERS && holes <= MOST_HOLES;
  return isTelling ? texts.map((text) => text ?? '*').join('') : undefined;
}
