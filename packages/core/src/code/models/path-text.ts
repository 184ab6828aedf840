import type { NativeValue } from '../engine/abstract.ts';
import { findString, toConst, toUnknown } from '../engine/abstract.ts';
import { concatenate } from '../engine/fold.ts';

/** `path.join('a', '..', 'b')`: constants are normalised, other parts are joined by slashes. */
export const joinPath: NativeValue['call'] = (_engine, args) => {
  const parts = args.positional.filter((p) => p.k !== 'const' || (p.value ?? '') !== '');
  if (args.rest !== undefined) return toUnknown('a path');
  const texts = parts.map(findString);
  if (texts.every((t) => t !== undefined)) return toConst(normalise(texts.join('/')));
  return concatenate(parts.flatMap((p, i) => (i === 0 ? [p] : [toConst('/'), p])));
};

function normalise(path: string): string {
  const out: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (step !== '.' && step !== '') out.push(step);
  }
  return `${path.startsWith('/') ? '/' : ''}${out.join('/')}`;
}
