import type { NeededResource } from '../function-permissions.ts';

export interface SidSubject {
  readonly service: string;
  readonly resources: readonly NeededResource[];
}

/** Prefixes whose plain capital would not read well. */
const SERVICES: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  'execute-api': 'ApiGateway',
  kms: 'KMS',
  ses: 'SES',
  sns: 'SNS',
  sqs: 'SQS',
  ssm: 'SSM',
  states: 'StepFunctions',
};

/** Logical ids named in one statement id; more would not read as a name. */
const MAX_NAMES = 2;

/** A readable, unique statement id for each: service and what it is about (`DynamoDBOrders`). Letters and digits only. */
export function createSids(subjects: readonly SidSubject[]): readonly string[] {
  const taken = new Set<string>();
  return subjects.map((subject) => {
    const base = toSid(subject);
    let sid = base;
    // `S3` and a second one must not read as `S32`.
    const stem = /\d$/.test(base) ? `${base}Part` : base;
    for (let count = 2; taken.has(sid); count += 1) sid = `${stem}${count}`;
    taken.add(sid);
    return sid;
  });
}

function toSid({ service, resources }: SidSubject): string {
  const names = [...new Set(resources.map((r) => r.logicalId).filter((id) => id !== undefined))];
  const about = names.length > 0 && names.length <= MAX_NAMES ? names.join('') : names.length > 0 ? 'Several' : '';
  return `${(Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined) ?? toPascal(service)}${about.replaceAll(/[^A-Za-z0-9]/g, '')}`;
}

const toPascal = (service: string): string =>
  service
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
