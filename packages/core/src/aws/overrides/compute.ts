import { findField } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { Need, NeedCall, NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { findAtPath, passRole } from '../passed-roles.ts';
import { allOf, forEach } from './need-on.ts';

// Source: "Actions, resources, and condition keys for Amazon EC2", and the user guide's page on granting the permission to launch
// instances: a launch is checked on everything that it makes and uses.

const on = (
  type: string,
  placeholder: string,
  call: NeedCall,
  members: readonly string[],
): readonly ResourceTarget[] => {
  const member = members.find((m) => isGiven(call.args, [m]));
  const whole = member === undefined ? undefined : findField(call.args, member);
  return createTargets({ type: `ec2:${type}`, whole, wholeName: placeholder, wholeForm: 'name', region: call.region });
};

/** An instance profile carries a role along, which its name does not tell. */
const passProfile =
  (path: string): NeedRule =>
  (call) =>
    findAtPath(call.args, path.split('.')).length === 0 ? [] : [passRole([])];

/** With a launch template the call leaves open what the template sets. */
const launch: NeedRule = (call) => {
  const inInterfaces = isGiven(call.args, ['NetworkInterfaces']);
  const subnet = inInterfaces ? [] : ['SubnetId'];
  const groups = inInterfaces ? [] : ['SecurityGroupIds'];
  const targets = [
    ...on('image', 'ImageId', call, ['ImageId']),
    ...on('instance', 'InstanceId', call, []),
    ...on('network-interface', 'NetworkInterfaceId', call, []),
    ...on('security-group', 'SecurityGroupId', call, groups),
    ...on('subnet', 'SubnetId', call, subnet),
    ...on('volume', 'VolumeId', call, []),
    ...(isGiven(call.args, ['KeyName']) ? on('key-pair', 'KeyPairName', call, ['KeyName']) : []),
    ...(isGiven(call.args, ['LaunchTemplate']) ? on('launch-template', 'LaunchTemplateId', call, []) : []),
    ...(isGiven(call.args, ['Placement']) ? on('placement-group', 'PlacementGroupName', call, []) : []),
    ...(isGiven(call.args, ['BlockDeviceMappings']) ? on('snapshot', 'SnapshotId', call, []) : []),
  ];
  const tags = deriveNeeds(call).filter((need) => need.action === 'ec2:CreateTags');
  const hidden = isGiven(call.args, ['LaunchTemplate']) ? [passRole([])] : [];
  const passed = passProfile('IamInstanceProfile')(call);
  return [{ action: 'ec2:RunInstances', targets }, ...tags, ...(passed.length > 0 ? passed : hidden)];
};

/** Security groups of a network interface stand in `Groups`. */
const withGroups: NeedRule = (call) =>
  deriveNeeds(call).map((need): Need =>
    need.action.startsWith('ec2:') && isGiven(call.args, ['Groups'])
      ? { ...need, targets: [...need.targets, ...on('security-group', 'SecurityGroupId', call, ['Groups'])] }
      : need,
  );

export const ec2Rules: ServiceRules = {
  RunInstances: launch,
  ...forEach(
    ['CreateNetworkInterface', 'ModifyNetworkInterfaceAttribute', 'ModifyInstanceAttribute'],
    () => withGroups,
  ),
  ...forEach(['AssociateIamInstanceProfile', 'ReplaceIamInstanceProfileAssociation'], () =>
    allOf(deriveNeeds, passProfile('IamInstanceProfile')),
  ),
};
