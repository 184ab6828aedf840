import type { Abstract, NativeValue } from './abstract.ts';
import { toArguments, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { parseJsonText } from './json-text.ts';
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

export const parseJson: Call = (engine, args) => parseJsonText(engine, args.positional[0]);

/** The text of an object remembers it: `JSON.parse(JSON.stringify(x))` is a copy of it. */
export const stringifyJson: Call = (_engine, args) => {
  const [value] = args.positional;
  if (value?.k === 'event') return value;
  if (value?.k !== 'object' && value?.k !== 'list') return toUnknown('a JSON text');
  return { k: 'model', key: `json text:${value.id}`, data: { json: value } };
};
