import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { findString, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toKey } from '../engine/union.ts';
import { createSigner, findSignedService, recordSignedRequest } from './http-signer.ts';
import { readArgument } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

/** Groups of methods: `client.indices.create`. */
const GROUPS =
  /^(?:indices|cluster|cat|nodes|ingest|snapshot|tasks|security|plugins|transport|http|ml|knn|sql|ppl|transforms)$/;
/** Methods that ask with HEAD, GET, PUT and DELETE; others POST. In one word of small letters. */
const HEAD = /^(?:ping|exists\w*)$/;
const GET =
  /^(?:get\w*|info|health|stats|state|count|explain|source|termvectors|indices|shards|aliases|allocation|pendingtasks|list|status)$/;
const PUT = /^(?:put\w*|create\w*|clone|shrink|split|addblock)$/;
const DELETE = /^(?:delete(?!byquery)\w*|clearscroll)$/;

interface SearchClient {
  readonly service: string | null;
  readonly url: Abstract;
  readonly library: string;
}

/** The method that a client's method sends: an index request that names a document is a PUT. */
function toHttpMethod(group: string, name: string, hasId: boolean): string {
  const folded = name.replaceAll('_', '').toLowerCase();
  if (folded === 'index' && group === '') return hasId ? 'PUT' : 'POST';
  if (group === 'cat') return 'GET';
  if (HEAD.test(folded)) return 'HEAD';
  if (GET.test(folded)) return 'GET';
  if (DELETE.test(folded)) return 'DELETE';
  return PUT.test(folded) ? 'PUT' : 'POST';
}

function createSearchClient(client: SearchClient, group = ''): ModelValue {
  const key = `opensearch:${client.service ?? '?'}:${toKey(client.url)}${group === '' ? '' : `.${group}`}`;
  const run = (name: string): Abstract =>
    toMethod(key, name, (engine, args, site) => {
      const verb =
        name === 'perform_request' ? args.positional[0] : toConst(toHttpMethod(group, name, hasId(engine, args, site)));
      send(engine, client, verb ?? UNDEFINED, site);
      return toUnknown(`result of ${name}`);
    });
  return {
    k: 'model',
    key,
    data: client,
    get: (_engine, name) => {
      if (group === '' && GROUPS.test(name)) return createSearchClient(client, name);
      return name === 'close' ? toNative(name, () => UNDEFINED) : run(name);
    },
  };
}

function hasId(engine: Engine, args: Arguments, site: Site): boolean {
  const input = args.positional[0];
  const given =
    args.named.get('id') ?? (input?.k === 'object' ? engine.get(input, toConst('id'), false, site) : undefined);
  return given !== undefined && (given.k !== 'const' || (given.value ?? null) !== null);
}

function send(engine: Engine, { service, url, library }: SearchClient, method: Abstract, site: Site): void {
  recordSignedRequest(engine, service, { url, method, library }, site);
}

/** The first host: a text, or an object with a `host`. */
function findHost(engine: Engine, value: Abstract | undefined, site: Site): Abstract {
  if (value === undefined) return toUnknown('the host of a search domain');
  const first = value.k === 'list' ? (value.items[0] ?? UNDEFINED) : value;
  return first.k === 'object' ? engine.get(first, toConst('host'), true, site) : first;
}

const pythonClient = toNative('OpenSearch', (engine, args, site) => {
  const auth = args.named.get('http_auth') ?? args.named.get('basic_auth');
  const service = findSignedService(auth);
  const url = findHost(engine, readArgument(args, 0, 'hosts'), site);
  // A user and password are no business of IAM.
  return service === undefined
    ? toUnknown('a search client')
    : createSearchClient({ service, url, library: 'opensearchpy' });
});

/** `helpers.bulk(client, actions)` and its kin. */
const helper = (name: string): Abstract =>
  toNative(`opensearch.${name}`, (engine, args, site) => {
    const client = readArgument(args, 0, 'client');
    if (client?.k === 'model' && client.key.startsWith('opensearch:'))
      send(engine, client.data as SearchClient, toConst('POST'), site);
    return toUnknown(`result of ${name}`);
  });

/** `AWSV4SignerAuth(credentials, region, 'aoss')`; it signs for domains unless it is told otherwise. */
const signerAuth = toNative('AWSV4SignerAuth', (_engine, args) =>
  createSigner(args.positional[2] ?? args.named.get('service') ?? toConst('es')),
);

/** The search clients of Python. */
export const pythonSearch: PackageModel = {
  matches: (name) => name === 'opensearchpy' || name === 'elasticsearch',
  find: (_engine, _name, path) => {
    const name = path.at(-1) ?? '';
    if (/^(?:Async)?(?:OpenSearch|Elasticsearch)$/.test(name)) return pythonClient;
    if (/AWSV4Signer(?:Async)?Auth$/.test(name)) return signerAuth;
    return /^(?:async_)?(?:(?:parallel|streaming)_)?bulk$|^(?:async_)?(?:scan|reindex)$/.test(name)
      ? helper(name)
      : undefined;
  },
};

const jsSigner = toNative('AwsSigv4Signer', (engine, args, site) => {
  const given = engine.get(args.positional[0] ?? UNDEFINED, toConst('service'), false, site);
  const signer = createSigner(findString(given) === undefined ? toConst('es') : given);
  return engine.createObject([['sigv4', signer]]);
});

const jsClient: ModelValue = {
  k: 'model',
  key: 'class:opensearch.Client',
  construct: (engine, args, site) => {
    const options = args.positional[0] ?? UNDEFINED;
    const service = findSignedService(engine.get(options, toConst('sigv4'), false, site));
    if (service === undefined) return toUnknown('a search client');
    const node = [toConst('node'), toConst('nodes')].map((n) => engine.get(options, n, false, site));
    const url = findHost(
      engine,
      node.find((n) => n.k !== 'const' || n.value !== undefined),
      site,
    );
    return createSearchClient({ service, url, library: '@opensearch-project/opensearch' });
  },
};

/** The search client of JavaScript. */
export const jsSearch: PackageModel = {
  matches: (name) => name === '@opensearch-project/opensearch',
  find: (_engine, _name, path) => {
    if (path.at(-1) === 'Client') return jsClient;
    return path.at(-1) === 'AwsSigv4Signer' ? jsSigner : undefined;
  },
};
