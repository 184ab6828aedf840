import type { SdkCall } from '../../app/sdk-call.ts';
import { findAction } from '../../aws/actions.ts';
import { findNeeds } from '../../aws/needs.ts';
import { iamPrefixOf } from '../../aws/services.ts';
import { compareActions } from '../../iam/match.ts';
import type { NeededPermission } from '../function-permissions.ts';

/** What a function may use although no call of its code says so. */
export interface UnseenUse {
  /** True when the code cannot show whether the action is used: it is neither needed for sure nor excess. */
  readonly mayUse: (action: string) => boolean;
  /** True when a service that is called may use the action (or some of a pattern) in the caller's name. */
  readonly isOnBehalf: (action: string) => boolean;
  /** True when a call that is made also works without the action, but works better with it. */
  readonly isOptional: (action: string) => boolean;
}

/**
 * Actions that no SDK operation stands for: signed HTTP requests, database and broker logins, file systems; and what
 * services ask of KMS in the caller's name. From the service authorization reference.
 */
const WITHOUT_SDK = [
  'aoss:APIAccessAll',
  'appsync:GraphQL',
  'appsync:EventPublish',
  'cassandra:*',
  'codecommit:GitPull',
  'codecommit:GitPush',
  'dax:*',
  'dsql:DbConnect*',
  'elasticache:Connect',
  'elasticfilesystem:Client*',
  'es:ESHttp*',
  'execute-api:Invoke',
  'iot:Connect',
  'iot:Receive',
  'iot:Subscribe',
  'kafka-cluster:*',
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'lambda:InvokeFunctionUrl',
  'memorydb:Connect',
  'neptune-db:*',
  'rds-db:connect',
  'vpc-lattice-svcs:*',
];

const DATA = ['s3:*', 'kms:*'];

/**
 * What services do with the caller's own permissions once they are called, where the call does not show it (what it shows, such as
 * the object that Textract reads, is a need of the call): "forward access sessions" in the IAM User Guide.
 */
const ON_BEHALF: Readonly<Record<string, readonly string[]>> = {
  athena: [...DATA, 'glue:*', 'lakeformation:*', 'lambda:InvokeFunction'],
  'auto-scaling': ['ec2:*', 'iam:*', 'elasticloadbalancing:*'],
  backup: ['*'],
  'bedrock-agent-runtime': ['bedrock:*'],
  cloudcontrol: ['*'],
  cloudformation: ['*'],
  comprehend: DATA,
  comprehendmedical: DATA,
  ec2: ['ec2:*', 'kms:*', 'iam:*'],
  ecs: ['ec2:*', 'elasticloadbalancing:*', 'iam:*'],
  emr: ['ec2:*', 'iam:*', ...DATA],
  glue: [...DATA, 'lakeformation:*'],
  personalize: DATA,
  quicksight: ['quicksight:*'],
  rds: ['ec2:*', 'kms:*', 'secretsmanager:*', 'iam:*'],
  'redshift-data': ['redshift:*', 'redshift-serverless:*', 'secretsmanager:GetSecretValue'],
  'resource-groups-tagging-api': ['*:*Tag*'],
  sagemaker: [...DATA, 'ecr:*', 'iam:*'],
  'service-catalog': ['*'],
  translate: DATA,
};

/** The same for single operations. */
const ON_BEHALF_OF_OPERATION: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:ExportTableToPointInTime': DATA,
  'dynamodb:ImportTable': [...DATA, 'dynamodb:*', 'logs:*'],
  'dynamodb:RestoreTableFromBackup': ['dynamodb:*'],
  'dynamodb:RestoreTableToPointInTime': ['dynamodb:*'],
  'lambda:CreateFunction': ['s3:GetObject*', 'ecr:*', 'ec2:*'],
  'lambda:UpdateFunctionCode': ['s3:GetObject*', 'ecr:*'],
  'lambda:PublishLayerVersion': ['s3:GetObject*'],
  'ssm:StartAutomationExecution': ['*'],
};

/** Reads from the calls of a role's functions what else they may use. */
export function findUnseenUse(
  calls: readonly Pick<SdkCall, 'service' | 'operation' | 'args'>[],
  needed: readonly NeededPermission[],
): UnseenUse {
  const onBehalfOf = new Set<string>();
  const optional = new Set<string>();
  for (const call of calls) {
    const onBehalf = Object.hasOwn(ON_BEHALF, call.service) ? ON_BEHALF[call.service] : undefined;
    const more = ON_BEHALF_OF_OPERATION[`${call.service}:${call.operation}`];
    for (const pattern of [...(onBehalf ?? []), ...(more ?? [])]) onBehalfOf.add(pattern);
    const needs = findNeeds(call);
    // What asks for no permission is used all the same, and works with one too.
    if (needs.length === 0) optional.add(`${iamPrefixOf(call.service)}:${call.operation}`.toLowerCase());
    for (const need of needs) if (need.optional === true) optional.add(need.action.toLowerCase());
  }
  for (const need of needed) {
    for (const action of findAction(need.action)?.dependentActions ?? []) optional.add(action.toLowerCase());
    for (const action of RELATED[need.action] ?? []) optional.add(action.toLowerCase());
  }
  const isAmong = (patterns: Iterable<string>, action: string): boolean =>
    [...patterns].some((pattern) => compareActions(pattern, action) !== 'no');
  return {
    mayUse: (action) => isAmong(WITHOUT_SDK, action) || isAmong(onBehalfOf, action),
    isOnBehalf: (action) => isAmong(onBehalfOf, action),
    isOptional: (action) => optional.has(action.toLowerCase()),
  };
}

/** Without `ListBucket` a missing object is `403`, not `404`; uploads in parts are also given up and looked at. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['s3:ListBucket', 's3:GetBucketLocation', 's3:GetObjectVersion'],
  's3:PutObject': [
    's3:AbortMultipartUpload',
    's3:ListMultipartUploadParts',
    's3:ListBucketMultipartUploads',
    's3:GetBucketLocation',
  ],
};
