import type { FormatSource } from './format-source.ts';

const ipv4 = String.raw`(s) => s.length <= 15 && /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(s)`;

/** RFC 4291, section 2.2; an address ends in IPv4 form at most once. */
export const ipv6: string = String.raw`(s) => {
  if (s.length > 45 || /[^0-9A-Fa-f:.]/.test(s)) return false;
  const halves = s.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const isMixed = last.includes(".");
  if (isMixed && (s.endsWith("::") || !(${ipv4})(last))) return false;
  const plain = isMixed ? groups.slice(0, -1) : groups;
  const count = plain.length + (isMixed ? 2 : 0);
  return plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}`;

/** RFC 1123: labels of letters, digits and inner hyphens. An A-label (RFC 5890) carries something after its prefix. */
const hostname = String.raw`(s) => {
  if (s.length > 253) return false;
  return s.split(".").every((label) => {
    if (label.length > 63 || !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label)) return false;
    return label.slice(2, 4) !== "--" || /^xn--[a-z0-9-]*[a-z0-9]$/i.test(label);
  });
}`;

const idnHostname = String.raw`(s) => {
  const labels = s.split(/[.\u3002\uff0e\uff61]/);
  if (s.length > 253) return false;
  return labels.every((label) => {
    if (label.length === 0 || label.length > 63 || label.startsWith("-") || label.endsWith("-") || label.slice(2, 4) === "--" && !/^xn--/i.test(label)) return false;
    if (/^[\p{M}]/u.test(label) || /[\u302e\u302f\u0640\u07fa\u3031-\u3035\u303b]/.test(label)) return false;
    return /^[\p{L}\p{M}\p{Nd}\u00b7\u0375\u05f3\u05f4\u30fb\u200c\u200d-]+$/u.test(label);
  });
}`;

/** RFC 5321, section 4.1.2: a dot-string or a quoted string, then a domain or an address literal. */
const toEmail = (local: string, domain: string): string => String.raw`(s) => {
  const at = s.lastIndexOf("@");
  if (at < 1 || at > 64 || s.length > 320) return false;
  const local = s.slice(0, at);
  const domain = s.slice(at + 1);
  if (local[0] === '"' ? !/^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(local) : !local.split(".").every((atom) => ${local}.test(atom))) return false;
  if (domain[0] !== "[") return domain !== "" && (${domain})(domain);
  const literal = domain.endsWith("]") ? domain.slice(1, -1) : "";
  return /^IPv6:/i.test(literal) ? (${ipv6})(literal.slice(5)) : (${ipv4})(literal);
}`;

export const networkFormats: Readonly<Record<string, FormatSource>> = {
  ipv4: { text: ipv4 },
  ipv6: { text: ipv6 },
  hostname: { text: hostname },
  'host-name': { text: hostname },
  'ip-address': { text: ipv4 },
  'idn-hostname': { text: idnHostname },
  email: { text: toEmail(String.raw`/^[\w!#$%&'*+/=?^${'`'}{|}~-]+$/`, hostname) },
  'idn-email': { text: toEmail(String.raw`/^[\w!#$%&'*+/=?^${'`'}{|}~\u0080-\u{10ffff}-]+$/u`, idnHostname) },
};
