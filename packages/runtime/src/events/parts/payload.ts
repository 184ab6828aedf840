import { EventError } from '../../errors.ts';

type Node = Readonly<Record<string, unknown>>;

/** What the guard makes of a schema: the value as the schema gives it back, or the path within it that is wrong. */
export type Validated = { readonly value: unknown } | { readonly path: string };
export type Validate = (value: unknown) => Validated | Promise<Validated>;

/** Where the content is that a handler validates, and how it is written. */
export interface Payload {
  /** The path from the event; `*` for each record. */
  readonly at: readonly string[];
  readonly encoding: Encoding;
  /** Holds the content against a schema, and puts what the schema gives back in its place. Throws an `EventError`. */
  readonly replace: (event: unknown, validate: Validate) => unknown;
}

type Encoding = 'json' | 'base64' | 'value';

/** Told of what stands beside the content before it is read, such as headers. */
type Require = (beside: Node) => void;

export function definePayload(at: readonly string[], encoding: Encoding, require?: Require): Payload {
  return { at, encoding, replace: (event, validate) => replace(event, at, { encoding, validate, require }, '') };
}

interface Way {
  readonly encoding: Encoding;
  readonly validate: Validate;
  readonly require: Require | undefined;
}

function replace(event: unknown, [step = '', ...rest]: readonly string[], way: Way, path: string): unknown {
  if (step === '*') return replaceEach(event, rest, way, path);
  const node = event as Node;
  const here = path === '' ? step : `${path}.${step}`;
  const put = (value: unknown): Node => ({ ...node, [step]: value });
  if (rest.length > 0) return chain(replace(node[step], rest, way, here), put);
  way.require?.(node);
  return chain(way.validate(read(node, step, way.encoding, here)), (result) => {
    if ('path' in result) throw new EventError('ERR_EVENT_BODY', here + result.path);
    return put(result.value);
  });
}

/** Every item of a list, or of every list in a map. */
function replaceEach(items: unknown, rest: readonly string[], way: Way, path: string): unknown {
  if (Array.isArray(items)) return all(items.map((item, at) => replace(item, rest, way, `${path}[${at}]`)));
  const entries = Object.entries(items as Node);
  return chain(all(entries.map(([, item]) => replace(item, rest, way, `${path}.*`))), (values) =>
    Object.fromEntries(entries.map(([key], at) => [key, (values as unknown[])[at]])),
  );
}

/** Waits only where a schema made it necessary. */
function all(values: readonly unknown[]): unknown {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : values;
}

function chain<T>(value: T | Promise<T>, next: (value: T) => unknown): unknown {
  // oxlint-disable-next-line promise/no-callback-in-promise -- `next` is a function like any other
  return value instanceof Promise ? value.then(next) : next(value);
}

function read(node: Node, field: string, encoding: Encoding, path: string): unknown {
  const value = node[field];
  if (encoding === 'value' || typeof value !== 'string') return value ?? undefined;
  const isBase64 = encoding === 'base64' || node['isBase64Encoded'] === true || node['is_base64_encoded'] === true;
  const text = isBase64 ? Buffer.from(value, 'base64').toString('utf8') : value;
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new EventError('ERR_EVENT_BODY', path);
  }
}
