import type { Abstract, NativeValue } from './abstract.ts';
import { toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { readAddressPart } from './address-parts.ts';
import { toKey } from './union.ts';

type Call = NativeValue['call'];

/** Parts of a URL know the whole: a request that is put together from them is one to it. */
export const newUrl: Call = (engine, args) => {
  const href = args.positional[0] ?? toUnknown('a URL');
  const part = (name: string): Abstract => {
    const known = readAddressPart(href, name);
    if (known?.k === 'const') return known;
    return {
      k: 'model',
      key: `URL#${name}:${toKey(href)}`,
      get: (e, member, site) => e.get(toUnknown(`${name} of a URL`), toConst(member), false, site),
      ...known,
      data: { ...(known?.data as object | undefined), partOf: href },
    };
  };
  const whole = new Set(['href', 'toString', 'toJSON']);
  return {
    k: 'model',
    key: `URL:${toKey(href)}`,
    data: { url: href },
    get: (_e, name) =>
      whole.has(name)
        ? name === 'href'
          ? href
          : toNative(`URL.${name}`, () => href)
        : name === 'searchParams'
          ? engine.createObject([], { open: true })
          : part(name),
  };
};

/** `new Proxy(target, { get })`: a read goes through the trap. */
export const newProxy: Call = (engine, args) => {
  const [target = UNDEFINED, traps = UNDEFINED] = args.positional;
  return {
    k: 'model',
    key: `Proxy#${engine.nextId()}`,
    get: (e, name, site) => {
      const trap = e.get(traps, toConst('get'), false, site);
      if (trap.k !== 'function') return e.get(target, toConst(name), false, site);
      const property = name === '[]' ? toUnknown('a property of a proxy') : toConst(name);
      return e.call(trap, toArguments(target, property), site, traps);
    },
  };
};
