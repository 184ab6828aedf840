import { boto3ResourcesTable } from './generated/boto3-resources.ts';

/**
 * Where boto3 takes a value from. `identifier`: of the resource itself; `data`: a path in what the resource has loaded;
 * `string`: the constant `value`; `input`: an argument of the call; `requestParameter` and `response`: a path in the request
 * that made the resource, or in what it returned.
 */
export interface Boto3Source {
  /** Input member or identifier that is filled; a path such as `Filters[0].Name` reaches into the input. */
  readonly target: string;
  readonly source: 'identifier' | 'data' | 'string' | 'input' | 'requestParameter' | 'response';
  /** Name of the identifier, path, or the constant. */
  readonly value: string;
}

/** A resource that a call or an attribute gives, with what fills its identifiers. */
export interface Boto3Reference {
  readonly type: string;
  readonly identifiers: readonly Boto3Source[];
  /** The answer of the call holds what the resource would load. */
  readonly isLoaded: boolean;
}

/** A method that calls one operation. */
export interface Boto3Action {
  readonly operation: string;
  readonly params: readonly Boto3Source[];
  readonly returns?: Boto3Reference;
}

/** One of boto3's resource classes (`dynamodb.Table`, `s3.Bucket`), by the names that Python code uses. */
export interface Boto3Resource {
  /** Empty for the service resource, what `boto3.resource('s3')` gives. */
  readonly name: string;
  /** In the order of the constructor's arguments, as boto3's data spells them (`Name`, `BucketName`, `Key`). */
  readonly identifiers: readonly string[];
  /** What `load`, `reload` and the first look at an attribute call. */
  readonly load?: Boto3Action;
  /** In snake case: `put_item`. */
  readonly actions: ReadonlyMap<string, Boto3Action>;
  /** Methods of a collection of such resources: `bucket.objects.delete()`. */
  readonly batchActions: ReadonlyMap<string, Boto3Action>;
  /** Classes to make from this one, called with what has the source `input`: `Object` of a bucket, `Table` of the service. */
  readonly subresources: ReadonlyMap<string, Boto3Reference>;
  /** In snake case: related resources that the loaded data names. */
  readonly references: ReadonlyMap<string, Boto3Reference>;
  /** In snake case: `objects`; iterating (or `all`, `filter`, `limit`, `pages`) calls the operation. */
  readonly collections: ReadonlyMap<string, Boto3Action>;
  /** `wait_until_exists` and the operation that it polls. */
  readonly waiters: ReadonlyMap<string, Boto3Action>;
  /** In snake case: attributes whose first use loads the resource. */
  readonly attributes: ReadonlySet<string>;
}

type PackedSource = readonly [target: string, source: Boto3Source['source'], value: string];
type PackedReference = readonly [type: string, identifiers: readonly PackedSource[], isLoaded?: 1];
type PackedAction = readonly [operation: string, params: readonly PackedSource[], returns?: PackedReference];

interface PackedResource {
  readonly i: readonly string[];
  readonly l?: PackedAction;
  readonly a?: Readonly<Record<string, PackedAction>>;
  readonly b?: Readonly<Record<string, PackedAction>>;
  readonly h?: Readonly<Record<string, PackedReference>>;
  readonly c?: Readonly<Record<string, PackedAction>>;
  readonly w?: Readonly<Record<string, PackedAction>>;
  readonly s?: string;
}

const parsed = new Map<string, ReadonlyMap<string, Boto3Resource>>();

/** A resource class of a service (by its service key); `''` is the service resource itself. */
export function findBoto3Resource(service: string, name: string): Boto3Resource | undefined {
  return readResources(service).get(name);
}

/** Names of the resource classes of a service; empty when boto3 has no resource for it. */
export function listBoto3Resources(service: string): readonly string[] {
  return [...readResources(service).keys()];
}

/** boto3's spelling of an API name: `PutItem` -> `put_item`, `ETag` -> `e_tag`, `DBInstance` -> `db_instance`. */
export function toSnakeCase(name: string): string {
  return name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function readResources(service: string): ReadonlyMap<string, Boto3Resource> {
  const known = parsed.get(service);
  if (known !== undefined) return known;
  const line = boto3ResourcesTable.split('\n').find((l) => l.startsWith(`${service} `));
  const packed =
    line === undefined ? {} : (JSON.parse(line.slice(service.length + 1)) as Record<string, PackedResource>);
  const found = new Map(Object.entries(packed).map(([name, resource]) => [name, unpackResource(name, resource)]));
  exposeAll(found);
  parsed.set(service, found);
  return found;
}

/** boto3 exposes every resource class on the service resource, called with all its identifiers. */
function exposeAll(found: Map<string, Boto3Resource>): void {
  const service = found.get('');
  if (service === undefined) return;
  const all = [...found]
    .filter(([name]) => name !== '')
    .map(([name, { identifiers }]) => {
      const sources = identifiers.map((target) => ({ target, source: 'input' as const, value: '' }));
      return [name, { type: name, identifiers: sources, isLoaded: false }] as const;
    });
  found.set('', { ...service, subresources: new Map([...all, ...service.subresources]) });
}

function unpackResource(name: string, packed: PackedResource): Boto3Resource {
  const related = Object.entries(packed.h ?? {}).map(([key, r]) => [key, unpackReference(r)] as const);
  const isLoaded = (r: Boto3Reference): boolean => r.identifiers.some((i) => i.source === 'data');
  return {
    name,
    identifiers: packed.i,
    ...(packed.l === undefined ? {} : { load: unpackAction(packed.l) }),
    actions: toMap(packed.a, toSnakeCase),
    batchActions: toMap(packed.b, toSnakeCase),
    subresources: new Map(related.filter(([, r]) => !isLoaded(r))),
    references: new Map(related.filter(([, r]) => isLoaded(r)).map(([key, r]) => [toSnakeCase(key), r])),
    collections: toMap(packed.c, toSnakeCase),
    waiters: toMap(packed.w, (key) => `wait_until_${toSnakeCase(key)}`),
    attributes: new Set((packed.s ?? '').split(' ').filter(Boolean).map(toSnakeCase)),
  };
}

function toMap(
  packed: Readonly<Record<string, PackedAction>> | undefined,
  rename: (name: string) => string,
): ReadonlyMap<string, Boto3Action> {
  return new Map(Object.entries(packed ?? {}).map(([name, action]) => [rename(name), unpackAction(action)]));
}

function unpackAction([operation, params, returns]: PackedAction): Boto3Action {
  const action = { operation, params: params.map(unpackSource) };
  return returns === undefined ? action : { ...action, returns: unpackReference(returns) };
}

const unpackReference = ([type, identifiers, isLoaded]: PackedReference): Boto3Reference => ({
  type,
  identifiers: identifiers.map(unpackSource),
  isLoaded: isLoaded === 1,
});

const unpackSource = ([target, source, value]: PackedSource): Boto3Source => ({ target, source, value });
