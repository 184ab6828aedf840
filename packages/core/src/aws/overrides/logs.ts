import { deriveNeeds } from '../derive-needs.ts';
import type { NeedRule, ResourceTarget, ServiceRules, Target } from '../need.ts';
import { allOf, forEach, needAny, needOn } from './need-on.ts';
import { findPassedRoles } from '../passed-roles.ts';

// Source: "Actions, resources, and condition keys for Amazon CloudWatch Logs" and the user guide's page on ARNs of log groups:
// calls on a log group are checked against an ARN that ends with `:*` or `:log-stream:…`; only `TagResource`, `UntagResource` and
// `ListTagsForResource` use the bare one.

/** Adds `:*` to the ARN of a log group that the call names; a wildcard name already covers it. */
const withStreams: NeedRule = (call) =>
  deriveNeeds(call).map((need) =>
    need.action.startsWith('logs:') ? { ...need, targets: need.targets.map((target) => toGroup(target)) } : need,
  );

function toGroup(target: Target): Target {
  if (target.kind === 'any' || target.resourceType !== 'log-group' || !isNamed(target)) return target;
  return { ...target, arn: `${target.arn}:*` };
}

function isNamed(target: ResourceTarget): boolean {
  const value = target.whole ?? target.names['LogGroupName'];
  return value !== undefined && value.kind !== 'unknown' && value.kind !== 'event' && value.kind !== 'result';
}

const GROUP_OPERATIONS = [
  'AssociateKmsKey',
  'CreateExportTask',
  'CreateLogGroup',
  'DeleteDataProtectionPolicy',
  'DeleteLogGroup',
  'DeleteMetricFilter',
  'DeleteRetentionPolicy',
  'DeleteSubscriptionFilter',
  'DeleteTransformer',
  'DescribeLogStreams',
  'DescribeMetricFilters',
  'DescribeSubscriptionFilters',
  'DisassociateKmsKey',
  'FilterLogEvents',
  'GetDataProtectionPolicy',
  'GetLogGroupFields',
  'GetTransformer',
  'ListTagsLogGroup',
  'PutDataProtectionPolicy',
  'PutBearerTokenAuthentication',
  'PutLogGroupDeletionProtection',
  'PutMetricFilter',
  'PutRetentionPolicy',
  'PutTransformer',
  'StartLiveTail',
  'StartQuery',
  'TagLogGroup',
  'UntagLogGroup',
  'CreateLogAnomalyDetector',
];

const groupMembers = ['logGroupName', 'logGroupNames', 'logGroupIdentifier', 'logGroupIdentifiers'];

/** The groups of a query, by any of the members that may list them. */
const onGroups =
  (action: string): NeedRule =>
  (call) =>
    needOn(
      `logs:${action}`,
      'logs:log-group',
      'LogGroupName',
      groupMembers,
    )(call).map((need) => ({ ...need, targets: need.targets.map(toGroup) }));

/** The role that delivers to a stream is passed on; a function as destination needs nothing of the caller. */
const putSubscriptionFilter: NeedRule = allOf(onGroups('PutSubscriptionFilter'), (call) =>
  findPassedRoles(call, ['roleArn']),
);

export const logsRules: ServiceRules = {
  ...forEach(GROUP_OPERATIONS, () => withStreams),
  DescribeLogGroups: needAny('logs:DescribeLogGroups'),
  // The reference lists the action under destinations.
  DeleteDeliverySource: needOn('logs:DeleteDeliverySource', 'logs:delivery-source', 'DeliverySourceName', ['name']),
  StartQuery: onGroups('StartQuery'),
  FilterLogEvents: onGroups('FilterLogEvents'),
  DescribeLogStreams: onGroups('DescribeLogStreams'),
  StartLiveTail: onGroups('StartLiveTail'),
  PutSubscriptionFilter: putSubscriptionFilter,
};
