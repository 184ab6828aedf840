import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { findAction } from '../actions.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { Need, NeedCall, NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { findAtPath, passRole } from '../passed-roles.ts';
import { allOf, forEach, keyUse, needOn } from './need-on.ts';

// Source: "Actions, resources, and condition keys for AWS Systems Manager" and "Restricting access to Parameter Store parameters using
// IAM policies".

const toParameter = (whole: CodeValue | undefined, call: NeedCall, suffix = ''): readonly ResourceTarget[] =>
  createTargets({
    type: 'ssm:parameter',
    whole,
    wholeName: 'ParameterNameWithoutLeadingSlash',
    wholeForm: 'name',
    suffix,
    region: call.region,
  });

const onParameter =
  (member: string): NeedRule =>
  (call) => [{ action: `ssm:${call.operation}`, targets: toParameter(findField(call.args, member), call) }];

const SECRET_REFERENCE = '/aws/reference/secretsmanager/';

/** A parameter of this path stands for a secret, which is read with the caller's rights. */
const referencedSecret =
  (member: string): NeedRule =>
  (call) => {
    const named = findField(call.args, member);
    const names = named?.kind === 'list' ? named.items : named === undefined ? [] : [named];
    return names.flatMap((name): Need[] => {
      if (name.kind !== 'const' || !String(name.value).startsWith(SECRET_REFERENCE)) return [];
      const whole = { ...name, value: String(name.value).slice(SECRET_REFERENCE.length) };
      const draft = { type: 'secretsmanager:Secret', whole, wholeName: 'SecretId', region: call.region };
      return [{ action: 'secretsmanager:GetSecretValue', targets: createTargets(draft) }];
    });
  };

/** The path itself is what AWS checks; below it, for those who write the hierarchy into the policy. */
const byPath: NeedRule = (call) => {
  const path = withoutLastSlash(findField(call.args, 'Path'));
  return [
    { action: 'ssm:GetParametersByPath', targets: [...toParameter(path, call), ...toParameter(path, call, '/*')] },
  ];
};

function withoutLastSlash(path: CodeValue | undefined): CodeValue | undefined {
  if (path?.kind === 'const' && typeof path.value === 'string')
    return { ...path, value: path.value.replace(/(?<=.)\/$/, '') };
  if (path?.kind !== 'concat') return path;
  const last = path.parts.at(-1);
  return last?.kind === 'const' && last.value === '/' ? { ...path, parts: path.parts.slice(0, -1) } : path;
}

/** Only a parameter that a customer key encrypts asks for that key, and the call does not tell which. */
const decrypt: NeedRule = (call) => {
  const flag = isGiven(call.args, ['WithDecryption']) ? findField(call.args, 'WithDecryption') : undefined;
  const off = flag === undefined || (flag.kind === 'const' && flag.value === false);
  return off
    ? []
    : [{ action: 'kms:Decrypt', optional: true, targets: createTargets({ type: 'kms:key', region: call.region }) }];
};

const putParameter: NeedRule = (call) => {
  const targets = toParameter(findField(call.args, 'Name'), call);
  const tags = deriveNeeds(call).filter((need) => need.action === 'ssm:AddTagsToResource');
  return [{ action: 'ssm:PutParameter', targets }, ...tags.map((need) => ({ ...need, targets }))];
};

/** The values of `ResourceType`, with the resource type and the placeholder that the id fills. */
const TAGGED: Readonly<Record<string, string>> = {
  Association: 'association',
  Automation: 'automation-execution',
  Document: 'document',
  MaintenanceWindow: 'maintenancewindow',
  ManagedInstance: 'managed-instance',
  OpsItem: 'opsitem',
  OpsMetadata: 'opsmetadata',
  Parameter: 'parameter',
  PatchBaseline: 'patchbaseline',
};

/** Tags go onto a resource of the type that the call says; of any type when it does not. */
const onTagged: NeedRule = (call) => {
  const action = `ssm:${call.operation}`;
  const said = findField(call.args, 'ResourceType');
  const type = said?.kind === 'const' ? TAGGED[String(said.value)] : undefined;
  const types = (findAction(action)?.resourceTypes ?? []).filter((t) => type === undefined || t.type === type);
  const targets = types.flatMap(({ type: name, arns }) => {
    const wholeName = /\$\{(\w+)\}$/.exec(arns[0] ?? '')?.[1] ?? 'ResourceId';
    const whole = findField(call.args, 'ResourceId');
    return createTargets({ type: `ssm:${name}`, whole, wholeName, region: call.region });
  });
  return [{ action, targets }];
};

/** The machines that a member names; every one when the call chooses them by tags. */
function toMachines(call: NeedCall, member: string): readonly ResourceTarget[] {
  const whole = isGiven(call.args, [member]) ? findField(call.args, member) : undefined;
  return ['ec2:instance', 'ssm:managed-instance'].flatMap((type) =>
    createTargets({ type, whole, wholeName: 'InstanceId', region: call.region }),
  );
}

const toDocument = (call: NeedCall): readonly ResourceTarget[] =>
  createTargets({
    type: 'ssm:document',
    whole: findField(call.args, 'DocumentName'),
    wholeName: 'DocumentName',
    region: call.region,
  });

const sendCommand: NeedRule = (call) => {
  const output = isGiven(call.args, ['OutputS3BucketName'])
    ? createTargets({ type: 's3:bucket', whole: findField(call.args, 'OutputS3BucketName'), wholeName: 'BucketName' })
    : [];
  return [
    { action: 'ssm:SendCommand', targets: [...toDocument(call), ...toMachines(call, 'InstanceIds'), ...output] },
    ...deriveNeeds(call).filter((need) => need.action === 'iam:PassRole'),
  ];
};

const startSession: NeedRule = (call) => {
  const document = isGiven(call.args, ['DocumentName']) ? toDocument(call) : [];
  return [{ action: 'ssm:StartSession', targets: [...toMachines(call, 'Target'), ...document] }];
};

/** The role that an automation runs with is one of its parameters; its definition also has an ARN of its own. */
const startAutomation: NeedRule = (call) => {
  const [own, ...others] = deriveNeeds(call);
  const roles = findAtPath(call.args, ['Parameters', 'AutomationAssumeRole', '[]']);
  const type = 'ssm:automation-definition';
  const whole = findField(call.args, 'DocumentName');
  const definition = createTargets({ type, whole, wholeName: 'AutomationDefinitionName', region: call.region });
  return [
    ...(own === undefined ? [] : [{ ...own, targets: [...own.targets, ...definition] }]),
    ...others,
    ...(roles.length === 0 ? [] : [passRole(roles)]),
  ];
};

export const ssmRules: ServiceRules = {
  GetParameter: allOf(onParameter('Name'), referencedSecret('Name'), decrypt),
  GetParameters: allOf(onParameter('Names'), referencedSecret('Names'), decrypt),
  GetParameterHistory: allOf(onParameter('Name'), decrypt),
  GetParametersByPath: allOf(byPath, decrypt),
  PutParameter: allOf(putParameter, keyUse('KeyId', ['kms:Encrypt'])),
  DeleteParameter: onParameter('Name'),
  DeleteParameters: onParameter('Names'),
  LabelParameterVersion: onParameter('Name'),
  UnlabelParameterVersion: onParameter('Name'),
  ...forEach(['AddTagsToResource', 'RemoveTagsFromResource', 'ListTagsForResource'], () => onTagged),
  SendCommand: sendCommand,
  StartSession: startSession,
  StartAutomationExecution: startAutomation,
  GetDocument: needOn('ssm:GetDocument', 'ssm:document', 'DocumentName', ['Name']),
  DescribeDocument: needOn('ssm:DescribeDocument', 'ssm:document', 'DocumentName', ['Name']),
};
