import type { FormatSource } from './format-source.ts';
import { ipv6 } from './network.ts';

const UNRESERVED = String.raw`\w.~!$&'()*+,;=\-`;
/** RFC 3987: what an IRI allows besides. */
const BEYOND_ASCII = String.raw`\u{a0}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{ffef}\u{10000}-\u{10ffff}`;

/** RFC 3986, section 3, or 3987: one split into parts, then one pass over each. */
function toUri(more: string, isReference: boolean): string {
  const pchar = String.raw`[${UNRESERVED}${more}:@]|%[0-9A-Fa-f]{2}`;
  return String.raw`(s) => {
  const m = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(s);
  if (m === null) return false;
  const [, scheme, authority, path, query = "", fragment = ""] = m;
  if (scheme === undefined ? ${isReference ? String.raw`/^[^/]*:/.test(path)` : 'true'} : !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return false;
  if (!/^(?:${pchar}|\/)*$/u.test(path) || !/^(?:${pchar}|[/?])*$/u.test(query) || !/^(?:${pchar}|[/?])*$/u.test(fragment)) return false;
  if (authority === undefined) return !path.startsWith("//");
  const [, user = "", host, port = ""] = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:@[\]]*)(?::([^]*))?$/.exec(authority) ?? [];
  if (host === undefined || /[^0-9]/.test(port) || !/^(?:[${UNRESERVED}${more}:]|%[0-9A-Fa-f]{2})*$/u.test(user)) return false;
  if (host[0] !== "[") return /^(?:[${UNRESERVED}${more}]|%[0-9A-Fa-f]{2})*$/u.test(host);
  const literal = host.slice(1, -1);
  return /^v[0-9a-f]+\./i.test(literal) ? /^v[0-9a-f]+\.[${UNRESERVED}:]+$/i.test(literal) : (${ipv6})(literal);
}`;
}

export const uriFormats: Readonly<Record<string, FormatSource>> = {
  uri: { text: toUri('', false) },
  'uri-reference': { text: toUri('', true) },
  iri: { text: toUri(BEYOND_ASCII, false) },
  'iri-reference': { text: toUri(BEYOND_ASCII, true) },
  // RFC 6570: literals and expressions.
  'uri-template': {
    text: String.raw`(s) => {
  const one = /^(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?$/;
  const parts = s.split("{");
  const isLiteral = (text) => !/[\u0000-\u0020"<>\\^${'`'}{|}\u007f]|%(?![0-9A-Fa-f]{2})/.test(text);
  return isLiteral(parts[0]) && parts.slice(1).every((part) => {
    const end = part.indexOf("}");
    const body = part.slice(/[+#./;?&=,!@|]/.test(part[0]) ? 1 : 0, Math.max(end, 0));
    return end > 0 && isLiteral(part.slice(end + 1)) && body.split(",").every((name) => one.test(name));
  });
}`,
  },
  'json-pointer': { text: String.raw`(s) => /^(?:\/(?:[^~/]|~[01])*)*$/.test(s)` },
  'json-pointer-uri-fragment': {
    text: String.raw`(s) => /^#(?:\/(?:[\w.!$&'()*+,;:=@-]|%[0-9A-Fa-f]{2}|~[01])*)*$/.test(s)`,
  },
  'relative-json-pointer': { text: String.raw`(s) => /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/.test(s)` },
};
