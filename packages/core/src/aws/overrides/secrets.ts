import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { NeedCall, NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { allOf, needAny, needOn, whenGiven } from './need-on.ts';

// Source: the service authorization reference's pages for Secrets Manager, Systems Manager and KMS, and
// "Restricting access to Parameter Store parameters using IAM policies".

/** Reading many secrets asks for the batch, and for each secret; a filter for the list of all. */
export const secretsManagerRules: ServiceRules = {
  BatchGetSecretValue: allOf(
    needAny('secretsmanager:BatchGetSecretValue'),
    needOn('secretsmanager:GetSecretValue', 'secretsmanager:Secret', 'SecretId', ['SecretIdList']),
    whenGiven(['Filters'], needAny('secretsmanager:ListSecrets')),
  ),
  CreateSecret: allOf(createSecret, keyUse('KmsKeyId', ['kms:GenerateDataKey', 'kms:Decrypt'])),
  UpdateSecret: allOf(deriveNeeds, keyUse('KmsKeyId', ['kms:GenerateDataKey', 'kms:Decrypt'])),
};

/** A secret is created under its name, with tags on the same resource. */
function createSecret(call: NeedCall): ReturnType<NeedRule> {
  const [own] = needOn('secretsmanager:CreateSecret', 'secretsmanager:Secret', 'SecretId', ['Name'])(call);
  return deriveNeeds(call).map((need) => ({ ...need, targets: own?.targets ?? need.targets }));
}

/** A customer key that the arguments name is used with the caller's rights. */
function keyUse(member: string, actions: readonly string[]): NeedRule {
  return whenGiven([member], allOf(...actions.map((action) => needOn(action, 'kms:key', 'KeyId', [member]))));
}

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

export const ssmRules: ServiceRules = {
  GetParameter: allOf(onParameter('Name'), decrypt),
  GetParameters: allOf(onParameter('Names'), decrypt),
  GetParameterHistory: allOf(onParameter('Name'), decrypt),
  GetParametersByPath: allOf(byPath, decrypt),
  PutParameter: allOf(putParameter, keyUse('KeyId', ['kms:Encrypt'])),
  DeleteParameter: onParameter('Name'),
  DeleteParameters: onParameter('Names'),
  LabelParameterVersion: onParameter('Name'),
  UnlabelParameterVersion: onParameter('Name'),
};

export const kmsRules: ServiceRules = {
  ReEncrypt: allOf(
    // The ciphertext tells its key: without `SourceKeyId` any key may be meant.
    needOn('kms:ReEncryptFrom', 'kms:key', 'KeyId', ['SourceKeyId']),
    needOn('kms:ReEncryptTo', 'kms:key', 'KeyId', ['DestinationKeyId']),
  ),
  CreateAlias: aliasRule,
  UpdateAlias: aliasRule,
};

/** An alias call is checked on the alias and on the key that it points to. */
function aliasRule(call: NeedCall): ReturnType<NeedRule> {
  const action = `kms:${call.operation}`;
  const [alias] = needOn(action, 'kms:alias', 'Alias', ['AliasName'])(call);
  const [key] = needOn(action, 'kms:key', 'KeyId', ['TargetKeyId'])(call);
  return [{ action, targets: [...(alias?.targets ?? []), ...(key?.targets ?? [])] }];
}
