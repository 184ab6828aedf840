import { boolean, freeObject, line, map, optional, scalar, string } from './shape.ts';

/** Names with a text each: whoever compares or joins them gets no object. */
export const textMap = /* @__PURE__ */ optional(map(scalar));

export const optionalText = /* @__PURE__ */ optional(string);
export const optionalLine = /* @__PURE__ */ optional(line);
export const optionalBoolean = /* @__PURE__ */ optional(boolean);
export const optionalObject = /* @__PURE__ */ optional(freeObject);
