import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { unite } from '../engine/union.ts';

/** `httpRouter([{ method, path, handler }])`: a handler that hands the event to one of its routes. */
export const createRouter: NativeValue['call'] = (engine, args, site) => {
  const given = args.positional[0] ?? UNDEFINED;
  const listed = given.k === 'object' ? engine.get(given, toConst('routes'), false, site) : given;
  const handlers = engine
    .itemsOf(listed, site)
    .map((route): Abstract => engine.get(route, toConst('handler'), false, site));
  return toNative('middy.router', (e, call, at) =>
    handlers.length === 0 ? toUnknown('a response') : unite(...handlers.map((handler) => e.call(handler, call, at))),
  );
};
