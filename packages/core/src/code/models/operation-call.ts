import type { CodeValue } from '../../app/code-value.ts';
import { findField } from '../../app/code-value.ts';
import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { toArguments, toConst, toUnknown, NULL } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCodeValue } from '../engine/snapshot.ts';
import { unite } from '../engine/union.ts';

/** How a client was made: what every call on it carries. */
export interface ClientSettings {
  readonly service: string;
  readonly region?: Abstract;
  readonly endpoint?: Abstract;
  readonly credentials: 'default' | 'other';
  /** Parameters bound to the client (`new AWS.S3({ params: { Bucket } })`). */
  readonly params?: Abstract;
  /** Set where the client itself is a guess. */
  readonly confidence?: 'likely';
}

export interface Operation {
  readonly operation: string;
  readonly args: Abstract;
  readonly library?: string;
  readonly confidence?: 'certain' | 'likely';
}

/** Records an operation and answers with what stands for its result. */
export function callOperation(engine: Engine, client: ClientSettings, call: Operation, site: Site): Abstract {
  const args = withoutRetries(toCodeValue(call.args));
  // A list that is still empty may be filled by code that runs later, such as the body of a `with`.
  if (holdsEmptyList(call.args))
    engine.deferred.set(`call:${engine.nextId()}`, () => recordCall(engine, client, call, site));
  else recordCall(engine, client, call, site);
  return { k: 'result', service: client.service, operation: call.operation, path: [], args };
}

const holdsEmptyList = (args: Abstract): boolean =>
  args.k === 'object' && [...args.fields.values()].some((v) => v.k === 'list' && v.items.length === 0 && !v.open);

function recordCall(engine: Engine, client: ClientSettings, call: Operation, site: Site): void {
  const args = withoutRetries(toCodeValue(call.args));
  engine.record(
    {
      service: client.service,
      operation: call.operation,
      args,
      credentials: client.credentials,
      confidence: call.confidence ?? client.confidence ?? 'certain',
      ...(call.library === undefined ? {} : { library: call.library }),
      ...(client.region === undefined ? {} : { region: client.region }),
      ...(client.endpoint === undefined ? {} : { endpoint: client.endpoint }),
    },
    site,
  );
}

/** `RequestItems: response.UnprocessedItems` asks again for what the first call asked for. */
function withoutRetries(args: CodeValue): CodeValue {
  if (args.kind !== 'object') return args;
  const items = args.fields.get('RequestItems');
  const values = items?.kind === 'one-of' ? items.values : items === undefined ? [] : [items];
  if (!values.some(isRetry)) return args;
  const kept = values
    .flatMap((v) => (isRetry(v) ? [findField(v.args, 'RequestItems')] : [v]))
    .filter((v) => v !== undefined);
  const [first] = kept;
  return first === undefined
    ? args
    : {
        ...args,
        fields: new Map([
          ...args.fields,
          ['RequestItems', kept.length === 1 ? first : { kind: 'one-of', values: kept }],
        ]),
      };
}

const isRetry = (value: CodeValue): value is Extract<CodeValue, { kind: 'result' }> =>
  value.kind === 'result' && (value.path[0]?.startsWith('Unprocessed') ?? false);

/** Reads region, endpoint and credentials out of a client's options. `names` are the SDK's own. */
export function readSettings(
  engine: Engine,
  service: string,
  options: Abstract | undefined,
  site: Site,
  names: { region: string; endpoint: string; credentials: readonly string[] },
): ClientSettings {
  const read = (name: string): Abstract | undefined => {
    if (options === undefined || options.k === 'const' || options.k === 'unknown') return undefined;
    const value = engine.get(options, toConst(name), true, site);
    return (value.k === 'const' && (value.value ?? null) === null) || value.k === 'unknown' ? undefined : value;
  };
  const region = read(names.region);
  const endpoint = read(names.endpoint);
  const credentials = names.credentials.map(read).find((v) => v !== undefined);
  // Another region or identity for each event needs another client.
  const isFixed = [region, endpoint, credentials].every((v) => v === undefined || v.k === 'const' || v.k === 'env');
  const isEachTime = !engine.isLoading && engine.depth === 0 && engine.keepers === 0;
  if (isEachTime && isFixed) engine.noteClient(service, site);
  return {
    service,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: credentials === undefined || isOwnCredentials(credentials) ? 'default' : 'other',
  };
}

/** The function's own credentials, handed on: `fromNodeProviderChain()`, `fromEnv()`, `AWS_ACCESS_KEY_ID` of the environment. */
function isOwnCredentials(value: Abstract): boolean {
  if (value.k === 'external') return true;
  if (value.k === 'env') return /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(value.name);
  if (value.k === 'object') return [...value.fields.values()].some(isOwnCredentials);
  if (value.k === 'model') return value.key !== 'credentials:assumed';
  return value.k === 'union' && value.values.some(isOwnCredentials);
}

/** Two clients made alike are one value. */
export function toClientKey(kind: string, settings: ClientSettings): string {
  const text = (value: Abstract | undefined): string =>
    value === undefined ? '' : JSON.stringify(toCodeValue(value), (_k, v: unknown) => (v instanceof Map ? [...v] : v));
  return `client:${kind}:${settings.service}:${text(settings.region)}:${text(settings.endpoint)}:${settings.credentials}:${text(settings.params)}`;
}

/** Calls a trailing `(error, data) => …` callback with the result. */
export function callBack(engine: Engine, args: Arguments, result: Abstract, site: Site): void {
  const callback = args.positional.slice(1).find((a) => a.k === 'function' || a.k === 'native');
  const only = args.positional.length === 1 && args.positional[0]?.k === 'function' ? args.positional[0] : undefined;
  const target = callback ?? only;
  // The call may fail: what is done about it is done too.
  if (target !== undefined) engine.call(target, toArguments(unite(NULL, toUnknown('an error')), result), site);
}

/** Named arguments as the object that the API takes. */
export function toInput(engine: Engine, args: Arguments): Abstract {
  const named = [...args.named].filter(([name]) => name !== '**');
  return engine.createObject(named, { open: args.named.has('**') || args.rest !== undefined });
}

/** An object with natively defined members. */
export function toMembers(
  key: string,
  members: Readonly<Record<string, Abstract>>,
  fallback?: (name: string) => Abstract,
): ModelValue {
  return {
    k: 'model',
    key,
    get: (_engine, name) =>
      Object.hasOwn(members, name) ? members[name] : (fallback?.(name) ?? toUnknown(`${name} of ${key}`)),
  };
}

/** Methods that every client has and that call nothing. */
const HARMLESS =
  /^(destroy|close|config|on|once|emit|removeListener|addListener|middlewareStack|exceptions|customizeRequests|setupRequestListeners|toString|__exit__|__aexit__|setEndpoint|initConfig)$/;

/** A method that the tables do not know: it may be an operation that is newer than they are. */
export function callUnknownOperation(
  engine: Engine,
  what: string,
  name: string,
  args: Arguments,
  site: Site,
): Abstract {
  if (!HARMLESS.test(name)) engine.unresolved(`\`${name}\` of ${what}`, 'it is no operation that is known', site);
  engine.escape(
    [...args.positional, ...args.named.values()].filter((a) => a.k === 'function'),
    what,
    site,
  );
  return toUnknown(`result of ${name}`);
}
