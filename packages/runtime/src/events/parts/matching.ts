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
  /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d)$/,
  'time',
);

/** A number of things or bytes. */
export const count: Shape<number> = /* @__PURE__ */ refine(
  number,
  (value) => {
    if (!(value >= 0 && Number.isSafeInteger(value))) fail('NUMBER');
  },
  'whole number',
);
