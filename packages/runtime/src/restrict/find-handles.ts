import { findBinding, findBuiltIn } from './built-in.ts';
import { getPrototypeOf } from './intrinsics.ts';
import { isHolder, type Holder, type Method } from './replace.ts';

/** The prototypes of what the network goes through, whatever module it is asked by. */
export interface Handles {
  readonly tcp: unknown;
  readonly pipe: unknown;
  readonly udp: unknown;
  /** Of the resolver's own questions, which go past the system. */
  readonly channel: unknown;
  readonly process: unknown;
  /** Of what asks the system for an address. */
  readonly lookup: unknown;
}

/** From the bindings where they can be had; else from handles that are opened for a look and closed unused. */
export function findHandles(): Handles {
  return {
    tcp: fromBinding('tcp_wrap', 'TCP') ?? fromSocket({ host: 'localhost', port: 1, lookup: () => {} }),
    pipe: fromBinding('pipe_wrap', 'Pipe') ?? fromSocket({ path: '/dev/null/none' }),
    udp: fromBinding('udp_wrap', 'UDP') ?? fromDatagram(),
    channel: fromBinding('cares_wrap', 'ChannelWrap') ?? fromResolver(),
    process: fromBinding('process_wrap', 'Process') ?? fromChildProcess(),
    lookup: fromBinding('cares_wrap', 'GetAddrInfoReqWrap') ?? fromLookup(),
  };
}

function fromBinding(name: string, key: string): unknown {
  const handle = findBinding(name)?.[key];
  return isHolder(handle) ? handle['prototype'] : undefined;
}

const prototypeOf = (value: unknown): unknown => (isHolder(value) ? getPrototypeOf(value) : undefined);

function fromSocket(options: object): unknown {
  const net = findBuiltIn('net') as unknown as { readonly Socket: new () => Holder } | undefined;
  if (net === undefined) return undefined;
  const socket = new net.Socket();
  (socket['on'] as Method).call(socket, 'error', () => {});
  (socket['connect'] as Method).call(socket, options);
  const prototype = prototypeOf(socket['_handle']);
  (socket['destroy'] as Method).call(socket);
  return prototype;
}

function fromDatagram(): unknown {
  const dgram = findBuiltIn('dgram') as unknown as { readonly createSocket: (type: string) => Holder } | undefined;
  if (dgram === undefined) return undefined;
  const socket = dgram.createSocket('udp4');
  const state = Object.getOwnPropertySymbols(socket)
    .map((symbol) => socket[symbol])
    .find((value): value is Holder => isHolder(value) && 'handle' in value);
  const prototype = prototypeOf(state?.['handle']);
  (socket['close'] as Method).call(socket);
  return prototype;
}

function fromResolver(): unknown {
  const dns = findBuiltIn('dns') as unknown as { readonly Resolver: new () => Holder } | undefined;
  return dns === undefined ? undefined : prototypeOf(new dns.Resolver()['_handle']);
}

function fromChildProcess(): unknown {
  const children = findBuiltIn('child_process') as unknown as { readonly ChildProcess: new () => Holder } | undefined;
  return children === undefined ? undefined : prototypeOf(new children.ChildProcess()['_handle']);
}

/** A request goes away nowhere: whoever is to be told of its answer is noted first, and here this fails. */
function fromLookup(): unknown {
  const dns = findBuiltIn('dns') as unknown as
    | { readonly lookup: (name: string, then: () => void) => void }
    | undefined;
  const found: unknown[] = [];
  const set = function (this: unknown): never {
    found.push(this);
    throw new Error('found');
  };
  if (!Reflect.defineProperty(Object.prototype, 'oncomplete', { set, configurable: true })) return undefined;
  try {
    dns?.lookup('localhost', () => {});
  } catch {
    return prototypeOf(found[0]);
  } finally {
    delete (Object.prototype as { oncomplete?: unknown }).oncomplete;
  }
  return undefined;
}
