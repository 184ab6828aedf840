/** An IP address as a number. The families are disjoint: `::ffff:1.2.3.4` is an address of version 6. */
export interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** A block of addresses, from `first` to `last`, both in it. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** An IPv4 address in dotted decimals or an IPv6 address of RFC 4291, or `undefined`. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  const value = text.includes(':') ? parseVersion6(text) : parseVersion4(text);
  return value === undefined ? undefined : { version: text.includes(':') ? 6 : 4, value };
}

/** An address or a block in CIDR notation; the bits behind the mask do not count. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const width = address.version === 4 ? 32 : 128;
  const mask = slash === -1 ? String(width) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(mask) || Number(mask) > width) return undefined;
  const free = BigInt(width - Number(mask));
  const first = (address.value >> free) << free;
  return { version: address.version, first, last: first + (1n << free) - 1n };
}

function parseVersion4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(toGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: tail === undefined ? 0 : missing }, () => 0), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) + BigInt(group), 0n);
}

/** The 16-bit groups of one side of `::`; the last two may be written as an IPv4 address. */
function toGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const words = text.split(':');
  const last = words.at(-1) ?? '';
  const groups: number[] = [];
  if (last.includes('.')) {
    const value = parseVersion4(last);
    if (value === undefined) return undefined;
    words.splice(-1, 1, Number(value >> 16n).toString(16), Number(value & 0xffffn).toString(16));
  }
  for (const word of words) {
    if (!/^[\da-f]{1,4}$/i.test(word)) return undefined;
    groups.push(Number.parseInt(word, 16));
  }
  return groups;
}
