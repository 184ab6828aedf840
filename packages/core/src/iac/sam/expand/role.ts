import { findManagedPolicy } from '../../../aws/managed-policies.ts';
import type { Expansion } from './expansion.ts';
import type { Json, JsonObject } from './json.ts';
import { isEqual, isObject } from './json.ts';
import { isIf } from './intrinsics.ts';
import type { Policy } from './policies.ts';
import { mapBranches } from './policies.ts';
import type { Made } from './resource.ts';
import { make } from './resource.ts';

/** The trust policy of a role that one service assumes. */
export const toTrust = (service: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
});

interface RoleParts {
  readonly trust: Json;
  /** ARNs of managed policies that come first. */
  readonly managed?: readonly Json[];
  /** Policies that come before those of the author. */
  readonly inline?: readonly JsonObject[];
  readonly policies?: readonly Policy[];
  readonly path?: Json | undefined;
  readonly boundary?: Json | undefined;
  readonly tags?: Json[] | undefined;
  readonly attributes: JsonObject;
  readonly from?: Json | undefined;
}

/** A role with the policies that SAM gives it and those that its author names. */
export function makeRole(id: string, parts: RoleParts, expansion: Expansion): Made {
  const managed: Json[] = [...(parts.managed ?? [])];
  const inline: Json[] = [...(parts.inline ?? [])];
  for (const [index, { kind, value }] of (parts.policies ?? []).entries()) {
    if (kind === 'statement') {
      const wrap = (document: Json): Json => ({ PolicyName: `${id}Policy${index}`, PolicyDocument: document });
      inline.push(mapBranches(value, wrap));
      continue;
    }
    const arn = isIf(value) ? mapBranches(value, (v) => toArn(v, expansion)) : toArn(value, expansion);
    if (!managed.some((known) => isEqual(known, arn))) managed.push(arn);
  }
  return make(
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: parts.trust,
      ManagedPolicyArns: managed,
      Policies: inline.length === 0 ? undefined : inline,
      Path: parts.path,
      PermissionsBoundary: parts.boundary,
      Tags: parts.tags,
    },
    { attributes: parts.attributes, from: parts.from },
  );
}

/** A managed policy's name stands for its ARN; what is no name stays. */
function toArn(value: Json, expansion: Expansion): Json {
  if (typeof value !== 'string' || !/^[\w+=,.@-]+$/.test(value)) return value;
  return findManagedPolicy(value)?.arn.replace(/^arn:aws:/, `arn:${expansion.partition}:`) ?? value;
}

/** Adds a managed policy to a role that does not have it. */
export function addManagedPolicy(role: Made, arn: Json): void {
  const managed = (role.properties['ManagedPolicyArns'] ??= []) as Json[];
  if (!managed.some((known) => isEqual(known, arn))) managed.push(arn);
}

/** Adds an inline policy to a role that has none with the same statements. */
export function addInlinePolicy(role: Made, policy: JsonObject): void {
  const policies = (role.properties['Policies'] ??= []) as Json[];
  const isKnown = policies.some(
    (known) => isObject(known) && isEqual(known['PolicyDocument'], policy['PolicyDocument']),
  );
  if (!isKnown) policies.push(policy);
}

const toInline = (name: string, statements: Json[]): JsonObject => ({
  PolicyName: name,
  PolicyDocument: { Statement: statements },
});

const allow = (action: string, resource: Json): JsonObject => ({
  Action: action,
  Effect: 'Allow',
  Resource: resource,
});

/** What a role needs to send something to a destination, by the destination's kind; `undefined` for a kind that needs nothing. */
export function toSendPolicy(kind: Json | undefined, target: Json, id: string): JsonObject | undefined {
  switch (kind) {
    case 'SQS':
      return toInline(`${id}SQSPolicy`, [allow('sqs:SendMessage', target)]);
    case 'SNS':
      return toInline(`${id}SNSPolicy`, [allow('sns:publish', target)]);
    case 'EventBridge':
      return toInline(`${id}EventBridgePolicy`, [allow('events:PutEvents', target)]);
    case 'Lambda':
      return toInline(`${id}LambdaPolicy`, [allow('lambda:InvokeFunction', target)]);
    case 'S3':
    case 'S3Bucket':
      return toInline(`${id}S3Policy`, [
        allow('s3:PutObject', { 'Fn::Join': ['/', [target, '*']] }),
        allow('s3:ListBucket', target),
      ]);
    default:
      return undefined;
  }
}

export const toStartExecutionPolicy = (stateMachine: Json, id: string): JsonObject =>
  toInline(`${id}StartExecutionPolicy`, [allow('states:StartExecution', stateMachine)]);

/** What a function's role needs to send failed events away. */
export const toDeadLetterPolicy = (kind: Json | undefined, target: Json): JsonObject => ({
  PolicyName: 'DeadLetterQueuePolicy',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: kind === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage', Resource: target, Effect: 'Allow' }],
  },
});
