import { operationsTable } from './generated/operations.ts';

interface ServiceOperations {
  /** From the folded spelling to the API's. */
  readonly operations: ReadonlyMap<string, string>;
  readonly paginated: ReadonlySet<string>;
  /** From the folded name of a waiter to the operation that it polls. */
  readonly waiters: ReadonlyMap<string, string>;
}

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ServiceOperations>();
const NONE: ServiceOperations = { operations: new Map(), paginated: new Set(), waiters: new Map() };

/** The API's name of an operation from any SDK's spelling: `getItem`, `get_item`, `GetItem` -> `GetItem`. */
export function findOperation(service: string, spelling: string): string | undefined {
  return readOperations(service).operations.get(fold(spelling));
}

/** The operation that a paginator calls: `paginateListObjectsV2`, `list_objects_v2`, `listObjectsV2` -> `ListObjectsV2`. */
export function findPaginator(service: string, spelling: string): string | undefined {
  const { operations, paginated } = readOperations(service);
  const found = operations.get(fold(spelling)) ?? operations.get(fold(spelling.replace(/^paginate/i, '')));
  return found !== undefined && paginated.has(found) ? found : undefined;
}

/** The operation that a waiter polls: `bucket_exists`, `bucketExists`, `waitUntilBucketExists` -> `HeadBucket`. */
export function findWaiter(service: string, waiter: string): string | undefined {
  const { waiters } = readOperations(service);
  return waiters.get(fold(waiter)) ?? waiters.get(fold(waiter.replace(/^waitUntil|^waitFor/i, '')));
}

/** Every operation of a service, sorted. */
export function listOperations(service: string): readonly string[] {
  return [...readOperations(service).operations.values()];
}

const fold = (spelling: string): string => spelling.replaceAll('_', '').toLowerCase();

function readOperations(service: string): ServiceOperations {
  const known = parsed.get(service);
  if (known !== undefined) return known;
  lines ??= new Map(operationsTable.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  const line = lines.get(service);
  if (line === undefined) return NONE;
  const found = parseLine(line);
  parsed.set(service, found);
  return found;
}

function parseLine(line: string): ServiceOperations {
  const [, names = '', waiterPairs = ''] = line.split('|');
  const operations = new Map<string, string>();
  const paginated = new Set<string>();
  for (const entry of names.split(' ')) {
    const name = entry.endsWith('*') ? entry.slice(0, -1) : entry;
    operations.set(name.toLowerCase(), name);
    if (name !== entry) paginated.add(name);
  }
  const waiters = new Map<string, string>();
  for (const pair of waiterPairs === '' ? [] : waiterPairs.split(' ')) {
    const [waiter = '', operation = ''] = pair.split('=');
    waiters.set(waiter.toLowerCase(), operation);
  }
  return { operations, paginated, waiters };
}
