import { boolean, freeObject, line, optional, string, type Shape } from './shape.ts';

/** Names with a text each. */
export const textMap = /* @__PURE__ */ optional(freeObject as Shape<Record<string, string | undefined>>);

export const optionalText = /* @__PURE__ */ optional(string);
export const optionalLine = /* @__PURE__ */ optional(line);
export const optionalBoolean = /* @__PURE__ */ optional(boolean);
export const optionalObject = /* @__PURE__ */ optional(freeObject);
