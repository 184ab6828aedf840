import {
  apply,
  construct,
  createObject,
  createTable,
  defineProperty,
  deleteProperty,
  getPrototypeOf,
  getValue,
  isCalledByNobody,
  ProxyConstructor,
  setPrototypeOf,
} from './intrinsics.ts';
import { isHolder } from './replace.ts';

type Listener = (answer: unknown) => void;

/**
 * Tells what Node's resolver answers a request, and nothing that somebody else says in its name: `async_hooks` hand requests to all. The
 * machine asks for `oncomplete` when the answer is there, with nothing else on the stack; whoever asks otherwise is given none. A proxy
 * behind the request answers, for its trap, unlike a getter, is shown to nobody.
 */
export function watchAnswer(request: unknown, original: unknown, listener: Listener): void {
  if (!isHolder(request) || typeof original !== 'function') return;
  let isOpen = true;
  const { answer } = {
    answer(this: unknown, ...args: unknown[]): unknown {
      isOpen = false;
      listener(args[1]);
      return apply(original, this, args);
    },
  };
  const traps = createTable<unknown>();
  const trap = (target: object, key: PropertyKey, receiver: unknown): unknown =>
    key === 'oncomplete' && receiver === request && isOpen && isCalledByNobody(trap)
      ? answer
      : getValue(target, key, receiver);
  traps['get'] = trap;
  deleteProperty(request, 'oncomplete');
  // An object of its own: what stands on the prototype itself, a proxy may not tell otherwise.
  const behind = createObject(getPrototypeOf(request));
  setPrototypeOf(request, construct(ProxyConstructor, [behind, traps]) as object);
}

/** A descriptor to which nobody adds by `Object.prototype`. */
const bare = (descriptor: PropertyDescriptor): PropertyDescriptor => {
  setPrototypeOf(descriptor, null);
  return descriptor;
};

/** What Node notes on a request before it gives it away. A setter further up would see it, and could answer. */
const FIELDS = ['bindingName', 'callback', 'family', 'hostname', 'resolve', 'reject', 'ttl'];

/**
 * Has `watch` see each request as soon as Node says who is to be told of its answer. False leaves it alone.
 *
 * INVARIANT: between the guard's call and this nothing runs that is not Node's.
 */
export function watchRequests(prototype: unknown, watch: (request: unknown, told: unknown) => boolean): void {
  if (!isHolder(prototype)) return;
  for (const name of FIELDS)
    defineProperty(prototype, name, { value: undefined, writable: true, configurable: false, enumerable: false });
  const { set } = {
    set(this: unknown, value: unknown): void {
      if (!isHolder(this)) return;
      if (getPrototypeOf(this) === prototype && watch(this, value)) return;
      defineProperty(this, 'oncomplete', bare({ value, writable: true, configurable: true, enumerable: true }));
    },
  };
  defineProperty(prototype, 'oncomplete', { set, configurable: false, enumerable: false });
}
