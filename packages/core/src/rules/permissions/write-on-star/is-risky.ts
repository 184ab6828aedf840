import { findAction } from '../../../aws/actions.ts';
import { compareActions } from '../../../iam/match.ts';
import { isTagging } from '../is-tagging.ts';

/** Reading that gives what is stored, not what it is called or how it is set up. From the service authorization reference. */
const DATA_READS = [
  's3:GetObject',
  's3:GetObjectVersion',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'sqs:ReceiveMessage',
  'kinesis:GetRecords',
  'kinesis:SubscribeToShard',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:StartQuery',
  'cognito-idp:AdminGetUser',
  'cognito-idp:ListUsers',
  'cognito-idp:ListUsersInGroup',
  'codecommit:GetFile',
  'codecommit:GitPull',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'athena:GetQueryResults',
  'es:ESHttpGet',
  'es:ESHttpPost',
  'lambda:GetFunction',
  'rds-data:ExecuteStatement',
  'redshift-data:ExecuteStatement',
  'kafka-cluster:ReadData',
  'states:GetExecutionHistory',
  'ebs:GetSnapshotBlock',
];

/** PERM016 is about these: on `*` they open what is encrypted, whichever service holds it. */
const DECRYPTION = ['kms:Decrypt', 'kms:ReEncrypt*'];

/** True for an action that changes something or reads data. */
export function isRisky(action: string): boolean {
  if (DECRYPTION.some((pattern) => compareActions(pattern, action) === 'covers')) return false;
  // The catalogue counts tagging as writing; a tag is no data.
  if (isTagging(action)) return false;
  const access = findAction(action)?.access;
  return access === 'Write' || access === 'Permissions management' || DATA_READS.includes(action);
}
