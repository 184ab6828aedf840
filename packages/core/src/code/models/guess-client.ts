import { findBoto3Extra } from '../../aws/boto3-extras.ts';
import { findBoto3Resource } from '../../aws/boto3-resources.ts';
import { findOperation } from '../../aws/operations.ts';
import { findService, findServiceByClientClass, listServices } from '../../aws/services.ts';
import type { Abstract } from '../engine/abstract.ts';
import type { Use } from '../engine/find-uses.ts';
import { createBotoClient } from './boto3-client.ts';
import { createResource, createServiceResource } from './boto3-resource.ts';
import { createDocumentClient, createV3Client } from './js-sdk-v3.ts';

/** Names that people give to clients, by the service's name in boto3. */
const ALIASES: Readonly<Record<string, string>> = {
  dyn: 'dynamodb',
  ddb: 'dynamodb',
  dynamo: 'dynamodb',
  cw: 'cloudwatch',
  cloudwatchlogs: 'logs',
  log: 'logs',
  eventbridge: 'events',
  sfn: 'stepfunctions',
  stepfunction: 'stepfunctions',
  states: 'stepfunctions',
  secret: 'secretsmanager',
  secrets: 'secretsmanager',
  secretmanager: 'secretsmanager',
  cognito: 'cognito-idp',
  cognitoidentityprovider: 'cognito-idp',
  elb: 'elbv2',
  elasticloadbalancingv2: 'elbv2',
  cfn: 'cloudformation',
  r53: 'route53',
  rek: 'rekognition',
  bedrockruntime: 'bedrock-runtime',
  apigw: 'apigateway',
  costexplorer: 'ce',
};

/** Resources of boto3 that are called by their own name. */
const RESOURCES: Readonly<Record<string, readonly [service: string, type: string]>> = {
  bucket: ['s3', 'Bucket'],
  object: ['s3', 'Object'],
  obj: ['s3', 'Object'],
  table: ['dynamodb', 'Table'],
  queue: ['sqs', 'Queue'],
  message: ['sqs', 'Message'],
  topic: ['sns', 'Topic'],
  subscription: ['sns', 'Subscription'],
  instance: ['ec2', 'Instance'],
  keypair: ['ec2', 'KeyPair'],
  securitygroup: ['ec2', 'SecurityGroup'],
  volume: ['ec2', 'Volume'],
  vpc: ['ec2', 'Vpc'],
  role: ['iam', 'Role'],
  user: ['iam', 'User'],
  policy: ['iam', 'Policy'],
  group: ['iam', 'Group'],
  stack: ['cloudformation', 'Stack'],
  alarm: ['cloudwatch', 'Alarm'],
  metric: ['cloudwatch', 'Metric'],
};

/** Members of every client that are no operation. */
const OF_CLIENTS =
  /^(?:get_waiter|get_paginator|can_paginate|generate_presigned_\w+|exceptions|meta|close|send|config)$/;
const OF_RESOURCES = /^(?:meta|load|reload|get_available_subresources)$/;

/**
 * What a parameter that a caller outside the file fills most likely is: told by its name (`s3_client`, `table`) where what the
 * code calls on it agrees, or by what the code calls on it where one service alone has all of that.
 */
export function guessClient(
  name: string,
  uses: readonly Use[],
  language: 'javascript' | 'python',
): Abstract | undefined {
  if (uses.length === 0) return undefined;
  return language === 'python' ? guessBoto(name, uses) : guessJavaScript(name, uses);
}

function guessBoto(name: string, uses: readonly Use[]): Abstract | undefined {
  const folded = fold(name);
  const service = findNamedService(folded);
  if (service !== undefined) {
    const settings = { service, credentials: 'default', confidence: 'likely' } as const;
    if (!folded.endsWith('resource') && isClientOf(service, uses)) return createBotoClient(settings);
    if (!folded.endsWith('client') && isResourceOf(service, '', uses)) return createServiceResource(settings);
  }
  const resource = findNamedResource(folded, uses);
  if (resource !== undefined) return resource;
  const only = findOnlyService(uses);
  return only === undefined
    ? undefined
    : createBotoClient({ service: only, credentials: 'default', confidence: 'likely' });
}

function guessJavaScript(name: string, uses: readonly Use[]): Abstract | undefined {
  const folded = fold(name);
  if (/doc(?:ument)?(?:client)?$/.test(folded) || /^(?:ddb|dynamo(?:db)?)(?:doc|document)/.test(folded))
    return createDocumentClient({ service: 'dynamodb', credentials: 'default', confidence: 'likely' });
  const service = findNamedService(folded) ?? findOnlyService(uses);
  return service === undefined || !isClientOf(service, uses)
    ? undefined
    : createV3Client({ service, credentials: 'default', confidence: 'likely' }, (method) =>
        findOperation(service, method),
      );
}

const fold = (name: string): string => name.replaceAll(/[_\d]+$|_/g, '').toLowerCase();

/** `s3_client`, `lambda`, `dyn_resource`, `iamClient`. */
function findNamedService(folded: string): string | undefined {
  const bare = folded.replace(/^(?:boto3?|aws|my|mock)(?=.)/, '').replace(/(?:client|resource|svc|service|conn)$/, '');
  const alias = Object.hasOwn(ALIASES, bare) ? ALIASES[bare] : undefined;
  return (
    findService('boto3', alias ?? bare) ??
    findServiceByClientClass(bare) ??
    listServices().find((s) => s.replaceAll('-', '') === bare)
  );
}

function isClientOf(service: string, uses: readonly Use[]): boolean {
  const called = uses.filter((u) => u.isCalled);
  const isKnown = (u: Use): boolean =>
    OF_CLIENTS.test(u.name) ||
    findOperation(service, u.name) !== undefined ||
    findBoto3Extra(service, 'client', u.name) !== undefined;
  return called.length > 0 && called.every(isKnown);
}

function isResourceOf(service: string, type: string, uses: readonly Use[]): boolean {
  const resource = findBoto3Resource(service, type);
  if (resource === undefined) return false;
  const acts = (n: string): boolean =>
    resource.actions.has(n) ||
    resource.waiters.has(n) ||
    resource.collections.has(n) ||
    resource.subresources.has(n) ||
    OF_RESOURCES.test(n) ||
    findBoto3Extra(service, type, n) !== undefined;
  return uses.some((u) => acts(u.name)) && uses.filter((u) => u.isCalled).every((u) => acts(u.name));
}

function findNamedResource(folded: string, uses: readonly Use[]): Abstract | undefined {
  const last = Object.keys(RESOURCES).find((r) => folded.endsWith(r));
  const found = last === undefined ? undefined : RESOURCES[last];
  if (found === undefined) return undefined;
  const [service, type] = found;
  return isResourceOf(service, type, uses)
    ? createResource({ service, credentials: 'default', confidence: 'likely' }, type, new Map())
    : undefined;
}

/** The one service that has every operation that is called. */
function findOnlyService(uses: readonly Use[]): string | undefined {
  const called = uses.filter((u) => u.isCalled && !OF_CLIENTS.test(u.name));
  if (called.length === 0) return undefined;
  const having = listServices().filter((s) => called.every((u) => findOperation(s, u.name) !== undefined));
  return having.length === 1 ? having[0] : undefined;
}
