import { writeTable } from './emit.ts';
import { readV2Operations, readV2Services } from './sources.ts';
import type { IamService, Model } from './sources.ts';

/** IAM prefixes that neither the signing name nor the endpoint prefix gives. */
const PREFIXES: Readonly<Record<string, string>> = {
  cloudwatch: 'cloudwatch',
  cloudcontrol: 'cloudformation',
  'application-auto-scaling': 'application-autoscaling',
  applicationcostprofiler: 'application-cost-profiler',
  'iot-data-plane': 'iot',
  'iot-jobs-data-plane': 'iotjobsdata',
  iotsecuretunneling: 'iot',
  'resource-groups-tagging-api': 'tag',
  'partnercentral-account': 'partnercentral',
  'partnercentral-benefits': 'partnercentral',
  'partnercentral-channel': 'partnercentral',
  'partnercentral-selling': 'partnercentral',
  mturk: 'mechanicalturk',
  sso: 'sso',
  'ecr-public': 'ecr-public',
  'iot-events-data': 'iotevents',
  'elastic-inference': 'elastic-inference',
};

/** Services of the JS SDK v3 that neither source models. */
const EXTRA: readonly Service[] = [
  {
    key: 'transcribe-streaming',
    className: 'TranscribeStreaming',
    v2: '',
    boto: '',
    prefix: 'transcribe',
    operations: [
      'StartCallAnalyticsStreamTranscription',
      'StartMedicalScribeStream',
      'StartMedicalStreamTranscription',
      'StartStreamTranscription',
    ],
  },
  {
    key: 'rekognitionstreaming',
    className: 'RekognitionStreaming',
    v2: '',
    boto: '',
    prefix: 'rekognition',
    operations: ['StartFaceLivenessSession'],
  },
];

export interface Service {
  readonly key: string;
  /** Class name of the v3 client without `Client`. */
  readonly className: string;
  readonly v2: string;
  readonly boto: string;
  readonly prefix: string;
  readonly operations: readonly string[];
  readonly model?: Model;
}

const toKey = (serviceId: string): string => serviceId.toLowerCase().replaceAll(' ', '-');
const toClass = (serviceId: string): string =>
  serviceId
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** One service for each `serviceId` of botocore and of the JS SDK v2. */
export function findServices(models: readonly Model[], iam: readonly IamService[]): Service[] {
  const known = new Set(iam.map((s) => s.prefix));
  const v2Names = new Map([...readV2Services()].map(([name, id]) => [id, name]));
  const v2Operations = readV2Operations();
  const services = new Map<string, Service>(EXTRA.map((s) => [s.key, s]));
  for (const model of models) {
    const { serviceId, signingName, endpointPrefix } = model.metadata;
    const key = toKey(serviceId);
    const prefix =
      PREFIXES[key] ??
      [signingName, endpointPrefix].find((p) => p !== undefined && known.has(p)) ??
      signingName ??
      endpointPrefix;
    const older = v2Operations.get(serviceId)?.operations ?? [];
    const operations = [...new Set([...Object.keys(model.operations), ...older])].sort();
    services.set(key, {
      key,
      className: toClass(serviceId),
      v2: v2Names.get(serviceId) ?? '',
      boto: model.boto,
      prefix,
      operations,
      model,
    });
  }
  for (const [serviceId, { prefix, operations }] of v2Operations) {
    const key = toKey(serviceId);
    if (services.has(key)) continue;
    const known2 = PREFIXES[key] ?? prefix;
    services.set(key, {
      key,
      className: toClass(serviceId),
      v2: v2Names.get(serviceId) ?? '',
      boto: '',
      prefix: known2,
      operations: operations.toSorted(),
    });
  }
  return [...services.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `key|v3 class|v2 class|boto3 name|IAM prefix`, the last ones left out where they equal the key. */
export function writeServices(services: readonly Service[]): void {
  const same = (value: string, key: string): string => (value === key ? '=' : value);
  const lines = services.map((s) =>
    [s.key, s.className, same(s.v2, s.className), same(s.boto, s.key), same(s.prefix, s.key)].join('|'),
  );
  writeTable('services.ts', 'servicesTable', 'botocore (Apache-2.0) and aws-sdk (Apache-2.0)', lines);
}

/** `key|Op Op* …|Waiter=Op …`; `*` marks an operation with a paginator. */
export function writeOperations(services: readonly Service[]): void {
  const lines = services.map((s) => {
    const pages = new Set(s.model?.paginators);
    const operations = s.operations.map((o) => (pages.has(o) ? `${o}*` : o)).join(' ');
    const waiters = Object.entries(s.model?.waiters ?? {}).map(([name, op]) => `${name}=${op}`);
    return [s.key, operations, waiters.join(' ')].join('|');
  });
  writeTable('operations.ts', 'operationsTable', 'botocore (Apache-2.0) and aws-sdk (Apache-2.0)', lines);
}
