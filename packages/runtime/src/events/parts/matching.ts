import { fail } from './failure.ts';
import { line, number, refine, type Shape } from './shape.ts';

/** A short text that is as `pattern` says. */
export const matching = (pattern: RegExp, name: string): Shape<string> =>
  refine(
    line,
    (value) => {
      if (!pattern.test(value)) fail();
    },
    name,
  );

/** ISO 8601, as AWS writes times. */
export const time: Shape<string> = /* @__PURE__ */ matching(
  /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d[\d:.]{0,13}(?:Z|[+-]\d\d:?\d\d)$/,
  'time',
);

/** A region, or what samples write in its place: what hosts and names are made of it leads nowhere else. */
export const region: Shape<string> = /* @__PURE__ */ matching(/^[\w<>-]{0,32}$/, 'region');

/** A name with folders in it, none of which leads out. */
export const inside: Shape<string> = /* @__PURE__ */ matching(/^(?!(?:.*\/)?\.\.?(?:\/|$))/s, 'path that stays within');

/** What AWS names a thing by: a file or a key is often called after it. */
export const identifier: Shape<string> = /* @__PURE__ */ matching(/^(?!\.)[^\s/\\?#%]{1,255}$/, 'identifier');

/** A number of things or bytes. */
export const count: Shape<number> = /* @__PURE__ */ refine(
  number,
  (value) => {
    if (!(value >= 0 && Number.isSafeInteger(value))) fail('NUMBER');
  },
  'whole number',
);
