import {
  createTable,
  endsWith,
  exec,
  indexOf,
  lastIndexOf,
  slice,
  startsWith,
  toLowerCase,
  type Table,
} from './intrinsics.ts';

/** Which hosts may be reached: by name when they are looked up, by address when they are connected to. */
export interface Hosts {
  readonly hasName: (name: string) => boolean;
  readonly hasAddress: (address: string, port: unknown) => boolean;
  readonly hasPath: (path: string) => boolean;
  /** An allowed name was found to have this address. */
  readonly remember: (name: string, address: unknown) => void;
}

interface Entry {
  readonly host: string;
  readonly port: string;
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

export function createHosts(allowed: readonly string[]): Hosts {
  const names = createTable<string>();
  const suffixes = createTable<string>();
  const addresses = createTable<Table<true>>();
  const paths = createTable<true>();
  for (const text of allowed) {
    if (startsWith(text, 'unix:')) {
      paths[slice(text, 5)] = true;
      continue;
    }
    const { host, port } = parseEntry(text);
    if (startsWith(host, '*.')) suffixes[slice(host, 1)] = port;
    else if (isAddress(host)) allowAddress(addresses, host, port);
    else names[host] = port;
  }
  const findPort = (name: string): string | undefined => {
    const plain = toPlain(name);
    const exact = names[plain];
    if (exact !== undefined) return exact;
    for (const suffix in suffixes) if (endsWith(plain, suffix)) return suffixes[suffix];
    return isAddress(plain) && addresses[plain] !== undefined ? '' : undefined;
  };
  return {
    hasName: (name) => findPort(name) !== undefined,
    hasAddress: (address, port) => {
      const ports = addresses[toPlainAddress(address)];
      return ports !== undefined && (ports['*'] === true || ports[`${port as number}`] === true);
    },
    hasPath: (path) => paths[path] === true,
    remember: (name, address) => {
      const port = findPort(name);
      if (port !== undefined && typeof address === 'string') allowAddress(addresses, address, port);
    },
  };
}

function allowAddress(addresses: Table<Table<true>>, address: string, port: string): void {
  const plain = toPlainAddress(address);
  const ports = addresses[plain] ?? createTable<true>();
  ports[port === '' ? '*' : port] = true;
  addresses[plain] = ports;
}

/** `host`, `host:port`, `[::1]:port` and bare IPv6. */
function parseEntry(text: string): Entry {
  const lower = toPlain(text);
  const bracketed = exec(/^\[([^\]]*)\](?::(\d+))?$/, lower);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const colon = lastIndexOf(lower, ':');
  const isSingle = colon >= 0 && indexOf(lower, ':') === colon;
  return isSingle
    ? { host: toPlain(slice(lower, 0, colon)), port: slice(lower, colon + 1) }
    : { host: lower, port: '' };
}

export const isAddress = (host: string): boolean => exec(IPV4, host) !== null || indexOf(host, ':') >= 0;

const toPlain = (name: string): string => {
  const lower = toLowerCase(name);
  return endsWith(lower, '.') ? slice(lower, 0, -1) : lower;
};

/** IPv4 in IPv6 is the same host. */
const toPlainAddress = (address: string): string => {
  const lower = toLowerCase(address);
  const mapped = exec(/^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/, lower);
  return mapped?.[1] ?? lower;
};
