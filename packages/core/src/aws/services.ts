import { servicesTable } from './generated/services.ts';

/** Where a service's name was read from. */
export type Sdk = 'js-v3' | 'js-v2' | 'boto3';

interface ServiceNames {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly byClass: ReadonlyMap<string, string>;
  readonly byV2: ReadonlyMap<string, string>;
  readonly byBoto: ReadonlyMap<string, string>;
}

/** Names that no table holds: former package and client names, and pseudo-services for signed HTTP calls. */
const PSEUDO_PREFIXES: Readonly<Record<string, string>> = {
  'execute-api': 'execute-api',
  'appsync-graphql': 'appsync',
  'lambda-url': 'lambda',
  'es-http': 'es',
  'aoss-http': 'aoss',
  // Logging in to a database with a token; no operation of the RDS API.
  'rds-db': 'rds-db',
};

let names: ServiceNames | undefined;

/**
 * The canonical key of a service: the JS SDK v3's package name after `client-` (`sfn`, `cognito-identity-provider`).
 * `name` is a package (`@aws-sdk/client-sfn`) or its suffix for v3, a class (`StepFunctions`, `DynamoDB.DocumentClient`) or
 * module (`clients/dynamodb`, `aws-sdk/clients/dynamodb.js`) for v2, and the client's name (`stepfunctions`) for boto3.
 */
export function findService(sdk: Sdk, name: string): string | undefined {
  const { prefixes, byV2, byBoto } = readNames();
  if (sdk === 'boto3') return byBoto.get(name);
  if (sdk === 'js-v2') return byV2.get(toV2Name(name));
  const key = name.replace(/^@aws-sdk\//, '').replace(/^client-/, '');
  return prefixes.has(key) ? key : undefined;
}

/** The service of a JS SDK v3 client class: `SFNClient` or the aggregated `SFN`. */
export function findServiceByClientClass(name: string): string | undefined {
  const { byClass } = readNames();
  return byClass.get(name.toLowerCase()) ?? byClass.get(name.replace(/Client$/, '').toLowerCase());
}

/** The IAM prefix of a service key (`eventbridge` -> `events`). */
export function iamPrefixOf(service: string): string | undefined {
  return (
    readNames().prefixes.get(service) ??
    (Object.hasOwn(PSEUDO_PREFIXES, service) ? PSEUDO_PREFIXES[service] : undefined)
  );
}

/** Every service key, sorted. */
export function listServices(): readonly string[] {
  return [...readNames().prefixes.keys()];
}

/** `aws-sdk/clients/dynamodb.js`, `AWS.DynamoDB` and `DynamoDB.DocumentClient` all name the class `dynamodb`. */
function toV2Name(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/\.js$/, '');
  return last
    .replace(/^AWS\./, '')
    .replace(/\..*$/, '')
    .toLowerCase();
}

function readNames(): ServiceNames {
  if (names !== undefined) return names;
  const prefixes = new Map<string, string>();
  const byClass = new Map<string, string>();
  const byV2 = new Map<string, string>();
  const byBoto = new Map<string, string>();
  for (const line of servicesTable.split('\n')) {
    const [key = '', className = '', v2 = '', boto = '', prefix = ''] = line.split('|');
    prefixes.set(key, prefix === '=' ? key : prefix);
    byClass.set(className.toLowerCase(), key);
    if (v2 !== '') byV2.set((v2 === '=' ? className : v2).toLowerCase(), key);
    if (boto !== '') byBoto.set(boto === '=' ? key : boto, key);
  }
  names = { prefixes, byClass, byV2, byBoto };
  return names;
}
