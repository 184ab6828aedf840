import type { GrantedStatement, GrantOrigin, NeedOrigin } from '../function-permissions.ts';

/**
 * AWS's own policies for what every function does around its code: logs, traces, network interfaces.
 * From the Lambda Developer Guide, "Working with AWS managed policies in the execution role".
 */
const BASE_POLICIES: ReadonlySet<string> = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AWSLambdaENIManagementAccess',
  'AWSLambdaBasicDurableExecutionRolePolicy',
  'AWSXrayWriteOnlyAccess',
  'AWSXRayDaemonWriteAccess',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
  'CloudWatchLambdaApplicationSignalsExecutionRolePolicy',
  'VPCAccessPolicy',
]);

/** Ready-made policies for what polls a queue or a stream: more than enough, and meant to be. */
const POLLER_POLICIES: ReadonlySet<string> = new Set([
  'AWSLambdaSQSQueueExecutionRole',
  'AWSLambdaKinesisExecutionRole',
  'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaMSKExecutionRole',
  'DynamoDBStreamReadPolicy',
  'KinesisStreamReadPolicy',
  'SQSPollerPolicy',
]);

/** The actions of the platform around a function: the Lambda Developer Guide names them for each feature. */
const BASE_ACTIONS: ReadonlySet<string> = new Set(
  [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeVpcs',
    'ec2:GetSecurityGroupsForVpc',
    'lambda:CheckpointDurableExecution',
    'lambda:GetDurableExecutionState',
  ].map((action) => action.toLowerCase()),
);

const BASE_ORIGINS: ReadonlySet<NeedOrigin> = new Set(['logging', 'tracing', 'vpc']);

/** True for a grant that belongs to running a function at all: never excess, never too wide. */
export function isBaseGrant(statement: GrantedStatement): boolean {
  const { kind, name } = statement.origin;
  return kind === 'implicit' || ((kind === 'managed-aws' || kind === 'policy-template') && isBasePolicy(name));
}

export const isBasePolicy = (name: string): boolean => BASE_POLICIES.has(name.slice(name.lastIndexOf('/') + 1));
export const isPollerPolicy = ({ kind, name }: GrantOrigin): boolean =>
  (kind === 'managed-aws' || kind === 'policy-template') && POLLER_POLICIES.has(name);
export const isBaseAction = (action: string): boolean => BASE_ACTIONS.has(action.toLowerCase());
export const isBaseOrigin = (origin: NeedOrigin): boolean => BASE_ORIGINS.has(origin);
