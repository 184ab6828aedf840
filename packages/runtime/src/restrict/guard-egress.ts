import { findBuiltIn } from './built-in.ts';
import { createHosts, isAddress, type Hosts } from './hosts.ts';
import { apply, createTable, defineProperty, ownKeys, startsWith, toNumber, toText, later } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { guard, isHolder, replace, type Method } from './replace.ts';
import type { Handles } from './find-handles.ts';

/** libuv's number for "permission denied", which the handles answer with. */
const EACCES = -13;

/** Nothing is reached that is not allowed: connections, datagrams, and questions to name servers, which carry data, too. */
export function guardEgress(judge: Judge, allowed: readonly string[], handles: Handles): void {
  if (!judge.isOn('egress')) return;
  const hosts = createHosts(allowed);
  const { tcp, pipe, udp, channel } = handles;
  for (const key of ['connect', 'connect6']) guardConnect(judge, hosts, tcp, key);
  guard(pipe, 'connect', (args, self) => {
    const path = toText(args[1]);
    args[1] = path;
    return hosts.hasPath(path) ? undefined : deny(judge, 'Pipe.connect', path, self);
  });
  for (const handle of [tcp, pipe])
    guard(handle, 'open', (args, self) =>
      isStandard(args[0]) ? undefined : deny(judge, 'open', `fd ${toText(args[0])}`, self),
    );
  guardDatagrams(judge, hosts, udp);
  guardQueries(judge, hosts, channel);
  guardLookups(judge, hosts);
}

const isStandard = (fd: unknown): boolean => fd === 0 || fd === 1 || fd === 2;

function guardConnect(judge: Judge, hosts: Hosts, tcp: unknown, key: string): void {
  guard(tcp, key, (args, self) => {
    const { address, port } = settle(args, 1);
    return hosts.hasAddress(address, port) ? undefined : deny(judge, `TCP.${key}`, `${address}:${port}`, self);
  });
}

/** The socket that owns a handle is told of the error a moment later, as if the network had answered. */
function deny(judge: Judge, api: string, target: string, handle: unknown): { readonly value: unknown } | undefined {
  const error = judge.find('egress', api, target);
  if (error === undefined) return undefined;
  const owner = findOwner(handle);
  const destroy = isHolder(owner) ? owner['destroy'] : undefined;
  if (typeof destroy !== 'function') return { value: EACCES };
  later(() => void apply(destroy, owner, [error]));
  return { value: 0 };
}

function findOwner(handle: unknown): unknown {
  if (!isHolder(handle)) return undefined;
  const keys = ownKeys(handle);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key === 'symbol' && toText(key) === 'Symbol(owner_symbol)') return handle[key];
  }
  return undefined;
}

/** An address and a port as what they are: an object could say something else when it is asked again. */
function settle(args: unknown[], at: number): { readonly address: string; readonly port: number } {
  const address = toText(args[at]);
  const port = toNumber(args[at + 1]);
  args[at] = address;
  args[at + 1] = port;
  return { address, port };
}

function guardDatagrams(judge: Judge, hosts: Hosts, udp: unknown): void {
  for (const key of ['send', 'send6']) {
    guard(udp, key, (args) => {
      // Connected sockets name no address: theirs was checked when they were connected.
      if (args.length < 5) return undefined;
      const port = toNumber(args[3]);
      const address = toText(args[4]);
      args[3] = port;
      args[4] = address;
      return hosts.hasAddress(address, port) ? undefined : deny(judge, `UDP.${key}`, `${address}:${port}`, undefined);
    });
  }
  for (const key of ['connect', 'connect6']) {
    guard(udp, key, (args) => {
      const { address, port } = settle(args, 0);
      return hosts.hasAddress(address, port) ? undefined : deny(judge, `UDP.${key}`, `${address}:${port}`, undefined);
    });
  }
}

/** Questions to name servers: only for names that are allowed, and only to the servers that the system has. */
function guardQueries(judge: Judge, hosts: Hosts, channel: unknown): void {
  if (!isHolder(channel)) return;
  for (const key of ownKeys(channel)) {
    const name = toText(key);
    if (name === 'setServers' || name === 'setLocalAddress')
      guard(channel, key, () => judge.check('egress', `dns.${name}`));
    if (!startsWith(name, 'query') && name !== 'getHostByAddr') continue;
    guard(channel, key, (args) => {
      const asked = toText(args[1]);
      const isAllowed = name === 'getHostByAddr' ? hosts.hasAddress(asked, '*') : hosts.hasName(asked);
      args[1] = asked;
      if (!isAllowed) return judge.check('egress', `dns.${name}`, asked);
      rememberAnswers(hosts, asked, args[0], 'oncomplete');
    });
  }
}

/** The addresses in an answer, before whoever asked sees them. */
function rememberAnswers(hosts: Hosts, name: string, holder: unknown, key: string): void {
  if (!isHolder(holder)) return;
  const original = holder[key];
  if (typeof original !== 'function') return;
  const listener = function (this: unknown, ...args: unknown[]): unknown {
    rememberAll(hosts, name, args[1]);
    return apply(original, this, args);
  };
  defineProperty(holder, key, { value: listener, writable: true, configurable: true, enumerable: true });
}

function rememberAll(hosts: Hosts, name: string, answer: unknown): void {
  if (typeof answer === 'string') return hosts.remember(name, answer);
  if (!isHolder(answer)) return;
  const length = typeof answer['length'] === 'number' ? answer['length'] : 0;
  for (let i = 0; i < length; i++) {
    const one = answer[i];
    hosts.remember(name, isHolder(one) ? one['address'] : one);
  }
  hosts.remember(name, answer['address']);
}

function guardLookups(judge: Judge, hosts: Hosts): void {
  const dns = findBuiltIn('dns');
  const promises = dns?.['promises'];
  replace(dns, 'lookup', (original) => toLookup(judge, hosts, original));
  replace(promises, 'lookup', (original) => toPromisedLookup(judge, hosts, original));
  for (const holder of [dns, promises]) {
    guard(holder, 'lookupService', (args) => {
      const address = toText(args[0]);
      if (!hosts.hasAddress(address, args[1])) judge.check('egress', 'dns.lookupService', address);
    });
  }
}

/** An address as a name is answered without asking anybody; `connect` decides on it. */
const mayLookUp = (hosts: Hosts, name: unknown): boolean =>
  typeof name !== 'string' || name === '' || isAddress(name) || hosts.hasName(name);

function toLookup(judge: Judge, hosts: Hosts, original: Method): Method {
  return (...args) => {
    const name = args[0];
    const last = args[args.length - 1];
    if (typeof last !== 'function' || typeof name !== 'string') return apply(original, undefined, args);
    if (!mayLookUp(hosts, name)) {
      const error = judge.find('egress', 'dns.lookup', name);
      if (error !== undefined) {
        later(() => void apply(last, undefined, [error]));
        return createTable();
      }
    }
    const listener = (...answer: unknown[]): unknown => {
      rememberAll(hosts, name, answer[1]);
      return apply(last, undefined, answer);
    };
    defineProperty(args, args.length - 1, { value: listener, writable: true, configurable: true, enumerable: true });
    return apply(original, undefined, args);
  };
}

function toPromisedLookup(judge: Judge, hosts: Hosts, original: Method): Method {
  const { lookup } = {
    async lookup(...args: unknown[]): Promise<unknown> {
      const name = args[0];
      if (!mayLookUp(hosts, name)) judge.check('egress', 'dns.lookup', toText(name));
      const answer = await (apply(original, undefined, args) as Promise<unknown>);
      if (typeof name === 'string') rememberAll(hosts, name, answer);
      return answer;
    },
  };
  return lookup;
}
