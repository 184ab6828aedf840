import type { FormatSource } from './format-source.ts';

export const otherFormats: Readonly<Record<string, FormatSource>> = {
  uuid: { text: String.raw`(s) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(s)` },
  regex: {
    text: String.raw`(s) => {
  try {
    return s.length <= 10000 && new RegExp(s, "u") instanceof RegExp;
  } catch {
    return false;
  }
}`,
  },
  // Of OpenAPI, which many schemas of APIs come from.
  byte: { text: String.raw`(s) => s.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(s)` },
  int32: { text: String.raw`(n) => Number.isInteger(n) && n >= -2147483648 && n <= 2147483647` },
  int64: { text: String.raw`(n) => Number.isInteger(n) && n >= -9223372036854775808 && n < 9223372036854775808` },
};
