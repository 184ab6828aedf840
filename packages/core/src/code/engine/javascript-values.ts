import type { Abstract, NativeValue } from './abstract.ts';
import { toArguments, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { parseTemplateJson } from './text-edits.ts';
import { unite } from './union.ts';

type Call = NativeValue['call'];

import { listOf } from './javascript-objects.ts';
export const settleAll: Call = (engine, args, site) => {
  const list = listOf(engine, args.positional[0], site);
  return list.k === 'list'
    ? engine.createList(
        list.items.map((item) =>
          engine.createObject([
            ['status', toUnknown('a status')],
            ['value', item],
            ['reason', toUnknown('an error')],
          ]),
        ),
        list.open,
      )
    : list;
};

/** `new Promise((resolve, reject) => …)` is what it is resolved with. */
export const newPromise: Call = (engine, args, site) => {
  const settled: Abstract[] = [];
  const resolve = toNative(`resolve@${site.module.file}:${site.at}`, (_e, given) => {
    settled.push(given.positional[0] ?? UNDEFINED);
    return UNDEFINED;
  });
  engine.call(
    args.positional[0] ?? UNDEFINED,
    toArguments(
      resolve,
      toNative('reject', () => UNDEFINED),
    ),
    site,
  );
  return settled.length === 0 ? toUnknown('a promise that is settled elsewhere') : unite(...settled);
};

export const parseJson: Call = (_engine, args) => {
  const value = args.positional[0];
  if (value?.k === 'event' || value?.k === 'result') return { ...value, path: [...value.path, '(json)'] };
  const parsed = value === undefined ? undefined : parseTemplateJson(value);
  return parsed ?? (value?.k === 'model' || value?.k === 'object' ? value : toUnknown('parsed JSON'));
};

export const stringifyJson: Call = (_engine, args) =>
  args.positional[0]?.k === 'event' ? args.positional[0] : toUnknown('a JSON text');
