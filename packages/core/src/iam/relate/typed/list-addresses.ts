import { parseAddressRange } from '../../conditions/parse-address.ts';

/** Addresses set aside for documentation (RFC 5737, RFC 3849), tried first as they read best. */
const READABLE = ['203.0.113.7', '198.51.100.7', '2001:db8::7'];

/** The first address of each block, the first behind it, and the first of both versions. */
export function listAddresses(values: readonly string[]): readonly string[] {
  const starts = { 4: new Set<bigint>([0n]), 6: new Set<bigint>([0n]) };
  for (const value of values) {
    const range = parseAddressRange(value);
    if (range === undefined) continue;
    starts[range.version].add(range.first).add(range.last + 1n);
  }
  const version4 = [...starts[4]].filter((address) => address < 1n << 32n).map(print4);
  const version6 = [...starts[6]].filter((address) => address < 1n << 128n).map(print6);
  return [...READABLE, ...version4, ...version6];
}

const print4 = (address: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');

const print6 = (address: bigint): string =>
  Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
