import { findBuiltIn } from './built-in.ts';
import { createHosts, isAddress, type Hosts } from './hosts.ts';
import { apply, createTable, ownKeys, startsWith, toNumber, toText, later } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { guard, isHolder, replace, type Method } from './replace.ts';
import type { Handles } from './find-handles.ts';
import { watchAnswer, watchRequests } from './watch-answers.ts';

/** libuv's number for "permission denied", which the handles answer with. */
const EACCES = -13;

/** Nothing is reached that is not allowed: connections, datagrams, and questions to name servers, which carry data, too. */
export function guardEgress(judge: Judge, allowed: readonly string[], handles: Handles): void {
  if (!judge.isOn('egress')) return;
  const hosts = createHosts(allowed);
  const { tcp, pipe, udp, channel, lookup } = handles;
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
  guardLookups(judge, hosts, lookup);
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
      const request = args[0];
      const told = isHolder(request) ? request['oncomplete'] : undefined;
      watchAnswer(request, told, (answer) => rememberAll(hosts, asked, answer));
    });
  }
}

/** The addresses in an answer, before whoever asked sees them. */
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

function guardLookups(judge: Judge, hosts: Hosts, requests: unknown): void {
  const dns = findBuiltIn('dns');
  const promises = dns?.['promises'];
  let asked: string | undefined;
  watchRequests(requests, (request, told) => {
    const name = asked;
    asked = undefined;
    if (name === undefined) return false;
    watchAnswer(request, told, (answer) => rememberAll(hosts, name, answer));
    return true;
  });
  const ask = (original: Method, args: unknown[]): unknown => {
    const name = args[0];
    settleOptions(args);
    asked = typeof name === 'string' ? name : undefined;
    try {
      return apply(original, undefined, args);
    } finally {
      asked = undefined;
    }
  };
  const find = (name: unknown): Error | undefined =>
    mayLookUp(hosts, name) ? undefined : judge.find('egress', 'dns.lookup', toText(name));
  replace(dns, 'lookup', (original) => (...args) => {
    const last = args[args.length - 1];
    const error = typeof last === 'function' ? find(args[0]) : undefined;
    if (error === undefined) return ask(original, args);
    later(() => void apply(last as Method, undefined, [error]));
    return createTable();
  });
  replace(promises, 'lookup', (original) => (...args) => {
    const error = find(args[0]);
    return error === undefined ? ask(original, args) : reject(error);
  });
  for (const holder of [dns, promises]) {
    guard(holder, 'lookupService', (args) => {
      const address = toText(args[0]);
      if (!hosts.hasAddress(address, args[1])) judge.check('egress', 'dns.lookupService', address);
    });
  }
}

const reject = async (error: Error): Promise<never> => {
  throw error;
};

/** An address as a name is answered without asking anybody; `connect` decides on it. */
const mayLookUp = (hosts: Hosts, name: unknown): boolean =>
  typeof name !== 'string' || name === '' || isAddress(name) || hosts.hasName(name);

/** Nobody is asked for them while a request is made. */
function settleOptions(args: unknown[]): void {
  const options = args[1];
  if (!isHolder(options) || typeof options === 'function') return;
  const { family, hints, all, verbatim, order } = options;
  args[1] = { family, hints, all, verbatim, order };
}
