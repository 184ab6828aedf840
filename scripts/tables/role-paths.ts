import type { Model, Operation } from './sources.ts';

const READS =
  /^(Get|List|Describe|Delete|Search|Batch(Get|Delete)|Assume|Remove|Disassociate|Detach|Untag|Stop|Cancel)/;
const MAX_DEPTH = 6;
const MAX_PATHS = 32;
/** Services whose role members name a principal, not a role that is passed on. */
const NO_PASS = new Set([
  'STS',
  'IAM',
  'SSO',
  'Organizations',
  'RAM',
  'AccessAnalyzer',
  'Signin',
  'SSO Admin',
  'SSO OIDC',
]);

/** Paths of the input members that hold a role which the service will use: `Role`, `Targets[].RoleArn`. */
export function findRolePaths(operation: Operation, model: Model): string[] {
  if (READS.test(operation.name) || operation.input === undefined || NO_PASS.has(model.metadata.serviceId)) return [];
  const found: string[] = [];
  collect(operation.input.shape, '', model, [], found);
  return found.slice(0, MAX_PATHS);
}

function collect(name: string, path: string, model: Model, seen: readonly string[], found: string[]): void {
  const shape = model.shapes[name];
  if (shape === undefined || seen.includes(name) || seen.length > MAX_DEPTH || found.length >= MAX_PATHS) return;
  const inside = [...seen, name];
  if (shape.type === 'list' && shape.member !== undefined)
    return collect(shape.member.shape, `${path}[]`, model, inside, found);
  if (shape.type !== 'structure') return;
  for (const [member, { shape: target }] of Object.entries(shape.members ?? {})) {
    const here = path === '' ? member : `${path}.${member}`;
    const type = model.shapes[target]?.type;
    if (type === 'string') {
      if (isRole(member, path)) found.push(here);
    } else if (type === 'structure' || type === 'list') collect(target, here, model, inside, found);
  }
}

/** Members that hold a role's ARN or name and do not end with `RoleArn`; instance profiles too, which carry a role along. */
const ROLE_MEMBERS = new Set(
  [
    'AccessRole',
    'AutoScalingRole',
    'ClusterRole',
    'ExecutionRole',
    'IamFleetRole',
    'IamInstanceProfile',
    'IamRole',
    'JobFlowRole',
    'LoggingRole',
    'NodeRole',
    'OperationsRole',
    'Role',
    'ServiceExecutionRole',
    'ServiceRole',
    'ServiceRoleOverride',
    'SnsCallerArn',
    'SpotIamFleetRole',
    'TwoWayChannelRole',
    'DomainExecutionRole',
    'FleetServiceRole',
    'InstanceRole',
    'InvocationRole',
    'LambdaRole',
    'ResourceAccessRole',
    'SyncRole',
    'IamRoleForDataSourceArn',
  ].map((name) => name.toLowerCase()),
);

// A `role` inside a list is the part that a speaker plays (`messages[].role`); EMR's instance groups have one of three kinds.
const isRole = (member: string, path: string): boolean =>
  /role_?arn$/i.test(member) ||
  (ROLE_MEMBERS.has(member.toLowerCase()) && !(/^(role|instanceRole)$/i.test(member) && path.includes('[]')));
