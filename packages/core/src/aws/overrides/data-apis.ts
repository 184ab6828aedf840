import { constant, findField, notKnown } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { Need, NeedCall, NeedRule, ServiceRules } from '../need.ts';
import { findAtPath } from '../passed-roles.ts';
import { allOf, draftOf, forEach, needAny, needOn, whenGiven } from './need-on.ts';
import { splitUri } from './s3-access.ts';

// Source: the service authorization reference's pages for the RDS and Redshift data APIs, Athena, Timestream and AppConfig, and each
// service's guide to the further permissions of a query.

const readSecret = (member: string): NeedRule =>
  whenGiven([member], needOn('secretsmanager:GetSecretValue', 'secretsmanager:Secret', 'SecretId', [member]));

/** The cluster by its ARN, and the secret with the database's password. */
export const rdsDataRules: ServiceRules = forEach(
  ['ExecuteStatement', 'BatchExecuteStatement', 'BeginTransaction', 'CommitTransaction', 'RollbackTransaction'],
  (operation) =>
    allOf(
      needOn(`rds-data:${operation}`, 'rds-data:cluster', 'DbClusterInstanceName', [
        'resourceArn',
        'dbClusterOrInstanceArn',
      ]),
      readSecret('secretArn'),
      readSecret('awsSecretStoreArn'),
    ),
);

/** Without a secret the data API asks for temporary credentials in the caller's name. */
const redshiftCredentials: NeedRule = (call) => {
  if (isGiven(call.args, ['SecretArn'])) return readSecret('SecretArn')(call);
  if (isGiven(call.args, ['WorkgroupName'])) {
    return [
      {
        action: 'redshift-serverless:GetCredentials',
        targets: createTargets({ type: 'redshift-serverless:workgroup', region: call.region }),
      },
    ];
  }
  if (!isGiven(call.args, ['DbUser'])) {
    return [
      {
        action: 'redshift:GetClusterCredentialsWithIAM',
        targets: createTargets({ type: 'redshift:dbname', region: call.region }),
      },
    ];
  }
  const names = { ClusterName: findField(call.args, 'ClusterIdentifier') };
  const draft = draftOf(call, 'redshift:dbuser', 'DbUser', ['DbUser']);
  return [{ action: 'redshift:GetClusterCredentials', targets: createTargets({ ...draft, names }) }];
};

export const redshiftDataRules: ServiceRules = forEach(
  ['ExecuteStatement', 'BatchExecuteStatement', 'ListDatabases', 'ListSchemas', 'ListTables', 'DescribeTable'],
  () => allOf(deriveNeeds, redshiftCredentials),
);

/** A query runs in a workgroup, `primary` unless it says otherwise, and reads and writes with the caller's rights. */
const startQuery: NeedRule = (call) => {
  const named = isGiven(call.args, ['WorkGroup']) ? findField(call.args, 'WorkGroup') : constant('primary');
  const group = createTargets({
    type: 'athena:workgroup',
    whole: named,
    wholeName: 'WorkGroupName',
    wholeForm: 'name',
    region: call.region,
  });
  return [
    { action: 'athena:StartQueryExecution', targets: group },
    ...readCatalogue(call),
    ...onResults(call.args, ['s3:PutObject'], ['s3:GetBucketLocation']),
  ];
};

/** The tables of the query and where their data lies are in the query's text and in Glue: not in the call. */
function readCatalogue(call: NeedCall): Need[] {
  const [database] = findAtPath(call.args, ['QueryExecutionContext', 'Database']);
  const table = createTargets({ type: 'glue:table', names: { DatabaseName: database }, region: call.region });
  const schema = createTargets({
    type: 'glue:database',
    whole: database,
    wholeName: 'DatabaseName',
    wholeForm: 'name',
    region: call.region,
  });
  const catalog = createTargets({
    type: 'glue:catalog',
    arn: 'arn:${Partition}:glue:${Region}:${Account}:catalog',
    region: call.region,
  });
  return ['glue:GetTable', 'glue:GetDatabase', 'glue:GetPartitions'].map((action) => ({
    action,
    optional: true,
    targets: action === 'glue:GetDatabase' ? [...catalog, ...schema] : [...catalog, ...schema, ...table],
  }));
}

/** Where results go: the caller writes there, and reads them again with `GetQueryResults`. */
function onResults(args: CodeValue, actions: readonly string[], ownActions: readonly string[]): Need[] {
  const locations = findAtPath(args, ['ResultConfiguration', 'OutputLocation']).flatMap(splitUri);
  return locations.flatMap(({ bucket, key }) => {
    const draft = { whole: bucket, wholeName: 'BucketName', wholeForm: 'name' } as const;
    const ObjectName: CodeValue = { kind: 'concat', parts: [key, notKnown('the name of a result')] };
    const objects = createTargets({ ...draft, type: 's3:object', names: { ObjectName } });
    const own = createTargets({ ...draft, type: 's3:bucket' });
    return [
      ...actions.map((action) => ({ action, targets: objects })),
      ...ownActions.map((action) => ({ action, targets: own })),
      ...[...PARTS, ...(actions.includes('s3:GetObject') ? [] : ['s3:GetObject'])].map((action) => ({
        action,
        optional: true,
        targets: objects,
      })),
      { action: 's3:ListBucket', optional: true, targets: own },
    ];
  });
}

const PARTS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/** A query that the code itself started runs in the workgroup that it named then. */
const onExecution: NeedRule = (call) => {
  const id = findField(call.args, 'QueryExecutionId');
  const args =
    id?.kind === 'result' && id.service === 'athena' && id.operation === 'StartQueryExecution' ? id.args : undefined;
  const group =
    args === undefined ? undefined : isGiven(args, ['WorkGroup']) ? findField(args, 'WorkGroup') : constant('primary');
  const draft = {
    type: 'athena:workgroup',
    whole: group,
    wholeName: 'WorkGroupName',
    wholeForm: 'name',
    region: call.region,
  } as const;
  const isRead = call.operation === 'GetQueryResults' && args !== undefined;
  return [
    { action: `athena:${call.operation}`, targets: createTargets(draft) },
    ...(isRead ? onResults(args, ['s3:GetObject'], []) : []),
  ];
};

export const athenaRules: ServiceRules = {
  StartQueryExecution: startQuery,
  ...forEach(
    ['GetQueryExecution', 'GetQueryResults', 'StopQueryExecution', 'GetQueryRuntimeStatistics'],
    () => onExecution,
  ),
};

/** Both APIs find their endpoint with a call of their own. */
const endpoints = needAny('timestream:DescribeEndpoints');

const withEndpoints = (operations: readonly string[]): ServiceRules =>
  forEach(operations, () => allOf(deriveNeeds, endpoints));

export const timestreamWriteRules: ServiceRules = withEndpoints([
  'CreateBatchLoadTask',
  'CreateDatabase',
  'CreateTable',
  'DeleteDatabase',
  'DeleteTable',
  'DescribeBatchLoadTask',
  'DescribeDatabase',
  'DescribeTable',
  'ListBatchLoadTasks',
  'ListDatabases',
  'ListTables',
  'ResumeBatchLoadTask',
  'UpdateDatabase',
  'UpdateTable',
  'WriteRecords',
]);
export const timestreamQueryRules: ServiceRules = {
  ...withEndpoints(['CancelQuery', 'CreateScheduledQuery', 'DeleteScheduledQuery', 'DescribeScheduledQuery']),
  ...withEndpoints(['ExecuteScheduledQuery', 'ListScheduledQueries', 'PrepareQuery', 'UpdateScheduledQuery']),
  Query: allOf(
    (call) => [
      { action: 'timestream:Select', targets: createTargets({ type: 'timestream:table', region: call.region }) },
    ],
    endpoints,
  ),
};

/** The token stands for the session that was opened with the application, environment and profile. */
const latestConfiguration: NeedRule = (call) => {
  const token = findField(call.args, 'ConfigurationToken');
  const opened =
    token?.kind === 'result' && token.service === 'appconfigdata' && token.operation === 'StartConfigurationSession'
      ? token.args
      : undefined;
  // A library that keeps the token to itself is told of by what it opened the session with.
  const args = opened ?? call.args;
  const [need] = deriveNeeds({ ...call, operation: 'StartConfigurationSession', args });
  return need === undefined ? [] : [{ ...need, action: 'appconfig:GetLatestConfiguration' }];
};

export const appConfigDataRules: ServiceRules = { GetLatestConfiguration: latestConfiguration };
