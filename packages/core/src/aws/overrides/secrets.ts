import { deriveNeeds } from '../derive-needs.ts';
import type { NeedCall, NeedRule, ServiceRules } from '../need.ts';
import { allOf, keyUse, needAny, needOn, whenGiven } from './need-on.ts';

// Source: the service authorization reference's pages for Secrets Manager and KMS, and the "required permissions" of each operation.

const replicate: NeedRule = whenGiven(['AddReplicaRegions'], (call) => {
  const member = call.operation === 'CreateSecret' ? 'Name' : 'SecretId';
  const action = 'secretsmanager:ReplicateSecretToRegions';
  return needOn(action, 'secretsmanager:Secret', 'SecretId', [member])(call);
});

/** Whoever sets a rotation must be able to call its function; one that is set already is not in the call. */
const rotate: NeedRule = (call) => {
  const invoke = needOn('lambda:InvokeFunction', 'lambda:function', 'FunctionName', ['RotationLambdaARN']);
  return [...deriveNeeds(call), ...whenGiven(['RotationLambdaARN'], invoke)(call)];
};

/** Reading many secrets asks for the batch, and for each secret; a filter for the list of all. */
export const secretsManagerRules: ServiceRules = {
  BatchGetSecretValue: allOf(
    needAny('secretsmanager:BatchGetSecretValue'),
    needOn('secretsmanager:GetSecretValue', 'secretsmanager:Secret', 'SecretId', ['SecretIdList']),
    whenGiven(['Filters'], needAny('secretsmanager:ListSecrets')),
  ),
  CreateSecret: allOf(createSecret, replicate, keyUse('KmsKeyId', ['kms:GenerateDataKey', 'kms:Decrypt'])),
  RotateSecret: rotate,
  UpdateSecret: allOf(deriveNeeds, keyUse('KmsKeyId', ['kms:GenerateDataKey', 'kms:Decrypt'])),
};

/** A secret is created under its name, with tags on the same resource. */
function createSecret(call: NeedCall): ReturnType<NeedRule> {
  const [own] = needOn('secretsmanager:CreateSecret', 'secretsmanager:Secret', 'SecretId', ['Name'])(call);
  return deriveNeeds(call).map((need) => ({ ...need, targets: own?.targets ?? need.targets }));
}

export const kmsRules: ServiceRules = {
  ReEncrypt: allOf(
    // The ciphertext tells its key: without `SourceKeyId` any key may be meant.
    needOn('kms:ReEncryptFrom', 'kms:key', 'KeyId', ['SourceKeyId']),
    needOn('kms:ReEncryptTo', 'kms:key', 'KeyId', ['DestinationKeyId']),
  ),
  // A replica is a key of its own in another region.
  ReplicateKey: allOf(deriveNeeds, needAny('kms:CreateKey')),
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
