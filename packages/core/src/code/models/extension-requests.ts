import type { Abstract, ObjectValue } from '../engine/abstract.ts';
import { toConst, toUnknown } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { isUrl } from '../engine/data-files.ts';
import { concatenate } from '../engine/fold.ts';
import { callOperation } from './operation-call.ts';

/** Stands in a text for a part that is not constant. */
const HOLE = '\uFFFC';

/** A text with holes, and what is in them. */
interface Address {
  readonly text: string;
  readonly holes: readonly Abstract[];
}

interface Endpoint {
  readonly path: RegExp;
  readonly service: string;
  readonly operations: readonly string[];
  /** The parameter of the query, and the input member that it fills. */
  readonly query?: readonly [parameter: string, member: string];
}

/**
 * What extensions of AWS answer on the function's own host, with the function's role
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html,
 * https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-integration-lambda-extensions-retrieving.html).
 */
const ENDPOINTS: readonly Endpoint[] = [
  {
    path: /^\/systemsmanager\/parameters\/get\/?$/,
    service: 'ssm',
    operations: ['GetParameter'],
    query: ['name', 'Name'],
  },
  {
    path: /^\/secretsmanager\/get\/?$/,
    service: 'secrets-manager',
    operations: ['GetSecretValue'],
    query: ['secretId', 'SecretId'],
  },
  {
    path: /^\/applications\/[^/:]+\/environments\/[^/:]+\/configurations\/[^/:]+$/,
    service: 'appconfigdata',
    operations: ['StartConfigurationSession', 'GetLatestConfiguration'],
  },
];

/** An address on the function's own host, or one whose host is not told. */
const LOCAL = new RegExp(`^(?:https?://(?:localhost|127\\.0\\.0\\.1|${HOLE})[^/]*|${HOLE})?(/[^?#]*)(?:\\?([^#]*))?`);

const LIBRARY = 'Lambda extension';

/** Records what an HTTP request to an extension of AWS needs; false when none of the values is an address of one. */
export function recordExtensionRequest(engine: Engine, values: readonly Abstract[], site: Site): boolean {
  let isRecorded = false;
  for (const address of values.flatMap(findAddresses)) {
    const [, path = '', query = ''] = LOCAL.exec(address.text) ?? [];
    const endpoint = ENDPOINTS.find((e) => e.path.test(path));
    if (endpoint === undefined) continue;
    isRecorded = true;
    const given = readQuery(address, query);
    recordEndpoint(engine, endpoint, given.size > 0 ? given : findParameters(values), site);
  }
  return isRecorded;
}

function recordEndpoint(
  engine: Engine,
  { service, operations, query }: Endpoint,
  given: ReadonlyMap<string, Abstract>,
  site: Site,
): void {
  const args = engine.createObject();
  if (query !== undefined) args.fields.set(query[1], given.get(query[0]) ?? toUnknown('a part of a query'));
  if (given.has('withDecryption')) args.fields.set('WithDecryption', toConst(true));
  for (const operation of operations)
    callOperation(engine, { service, credentials: 'default' }, { operation, args, library: LIBRARY }, site);
}

/** The values as addresses; of an object, its fields that hold one. */
function findAddresses(value: Abstract): readonly Address[] {
  switch (value.k) {
    case 'const':
      return typeof value.value === 'string' ? [{ text: value.value, holes: [] }] : [];
    case 'concat':
      return [toAddress(value.parts)];
    case 'union':
      return value.values.flatMap(findAddresses);
    case 'object':
      return ['url', 'uri', 'href', 'path'].flatMap((name) => {
        const field = value.fields.get(name);
        return field === undefined || field.k === 'object' ? [] : findAddresses(field);
      });
    case 'model':
      return isUrl(value.data) ? findAddresses(value.data.url) : [];
    default:
      return [];
  }
}

function toAddress(parts: readonly Abstract[]): Address {
  const holes: Abstract[] = [];
  const text = parts.map((part) => {
    if (part.k === 'const') return String(part.value);
    holes.push(part);
    return HOLE;
  });
  return { text: text.join(''), holes };
}

/** The parameters of a query, each with its holes filled again. */
function readQuery({ text, holes }: Address, query: string): ReadonlyMap<string, Abstract> {
  const start = query === '' ? text.length : text.indexOf('?') + 1;
  let hole = countHoles(text.slice(0, start));
  const found = new Map<string, Abstract>();
  for (const pair of query.split('&')) {
    const [name = ''] = pair.split('=', 1);
    const value = pair.slice(name.length + 1);
    hole += countHoles(name);
    const pieces = value.split(HOLE).flatMap((piece, i) => {
      const constant = toConst(decode(piece));
      return i === 0 ? [constant] : [holes[hole + i - 1] ?? toUnknown('a part of a query'), constant];
    });
    hole += countHoles(value);
    if (pair.includes('=')) found.set(name, concatenate(pieces));
  }
  return found;
}

const countHoles = (text: string): number => text.split(HOLE).length - 1;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `params={'name': x}` of `requests`, `{ params: { name: x } }` of axios. */
function findParameters(values: readonly Abstract[]): ReadonlyMap<string, Abstract> {
  const objects = values.filter((v): v is ObjectValue => v.k === 'object');
  const inner = objects.map((o) => o.fields.get('params')).find((v) => v?.k === 'object');
  const direct = objects.find((o) => o.fields.has('name') || o.fields.has('secretId'));
  return inner?.k === 'object' ? inner.fields : (direct?.fields ?? new Map<string, Abstract>());
}
