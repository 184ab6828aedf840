/** Decodes percent-encoding and never throws: what is malformed stays, and bytes that are not UTF-8 become U+FFFD. */
export const unescape = (text: string): string =>
  // INVARIANT: nothing is loaded at import; most texts have nothing to decode.
  process.getBuiltinModule('node:querystring').unescape(text);
