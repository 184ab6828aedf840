import type { NeededPermission } from '../../function-permissions.ts';
import type { Surroundings } from '../surroundings.ts';
import { toContextNeeds } from './context-need.ts';
import { findDestinationNeeds } from './destination-needs.ts';
import { findFileSystemNeeds } from './file-system-needs.ts';
import { findFunctionKeyNeeds, findKeyNeeds } from './key-needs.ts';
import { findLogNeeds } from './log-needs.ts';
import { findPollerNeeds } from './poller-needs.ts';

/** From "Giving Lambda functions access to resources in an Amazon VPC" in the Lambda developer guide. */
const VPC = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const TRACING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

/** What Lambda itself does with the function's role, besides what the code does. */
export function findContextNeeds(fromCode: readonly NeededPermission[], around: Surroundings): NeededPermission[] {
  const fn = around.function;
  const at = fn.at;
  const needs = [
    ...fn.triggers.flatMap((trigger) => findPollerNeeds(trigger, around)),
    ...findDestinationNeeds(around),
  ];
  return [
    ...needs,
    ...findKeyNeeds([...fromCode, ...needs], around),
    ...findFunctionKeyNeeds(around),
    ...findLogNeeds(around),
    ...(fn.inVpc ? toContextNeeds(VPC, '*', { origin: 'vpc', operation: 'network interface', at }) : []),
    ...findFileSystemNeeds(around),
    ...(fn.tracing ? toContextNeeds(TRACING, '*', { origin: 'tracing', operation: 'active tracing', at }) : []),
  ];
}
