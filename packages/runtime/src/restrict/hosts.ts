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
  /** `*` for any. */
  readonly port: string;
}

/** The ports of a host that may be reached. */
type Ports = Table<true>;

/** Stands for all of them. */
const ANY = '*';

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

export function createHosts(allowed: readonly string[]): Hosts {
  const names = createTable<Ports>();
  const suffixes = createTable<Ports>();
  const addresses = createTable<Ports>();
  const paths = createTable<true>();
  for (const text of allowed) {
    if (startsWith(text, 'unix:')) {
      paths[slice(text, 5)] = true;
      continue;
    }
    const { host, port } = parseEntry(text);
    if (startsWith(host, '*.')) allow(suffixes, slice(host, 1), port);
    else if (isAddress(host)) allow(addresses, toPlainAddress(host), port);
    else allow(names, host, port);
  }
  const findPorts = (name: string): Ports | undefined => {
    const plain = toPlain(name);
    const found = createTable<true>();
    const add = (ports: Ports | undefined): void => {
      for (const port in ports) found[port] = true;
    };
    add(names[plain]);
    for (const suffix in suffixes) if (endsWith(plain, suffix)) add(suffixes[suffix]);
    if (isAddress(plain)) add(addresses[toPlainAddress(plain)]);
    for (const _ in found) return found;
    return undefined;
  };
  return {
    hasName: (name) => findPorts(name) !== undefined,
    hasAddress: (address, port) => {
      const ports = addresses[toPlainAddress(address)];
      return ports !== undefined && (ports[ANY] === true || ports[`${port as number}`] === true);
    },
    hasPath: (path) => paths[path] === true,
    remember: (name, address) => {
      const ports = findPorts(name);
      if (typeof address !== 'string') return;
      for (const port in ports) allow(addresses, toPlainAddress(address), port);
    },
  };
}

function allow(table: Table<Ports>, host: string, port: string): void {
  const ports = table[host] ?? createTable<true>();
  ports[port] = true;
  table[host] = ports;
}

/** `host`, `host:port`, `[::1]:port` and bare IPv6. */
function parseEntry(text: string): Entry {
  const lower = toPlain(text);
  const bracketed = exec(/^\[([^\]]*)\](?::(\d+))?$/, lower);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? ANY };
  const colon = lastIndexOf(lower, ':');
  const isSingle = colon >= 0 && indexOf(lower, ':') === colon;
  return isSingle
    ? { host: toPlain(slice(lower, 0, colon)), port: slice(lower, colon + 1) }
    : { host: lower, port: ANY };
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
