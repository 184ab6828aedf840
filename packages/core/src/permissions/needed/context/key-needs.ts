import type { Resource } from '../../../app/resource.ts';
import { findEntry, findPath, findText, toItems, type Value } from '../../../app/value.ts';
import type { NeededPermission, NeededResource } from '../../function-permissions.ts';
import { toCloudFormationType } from '../resource-form.ts';
import type { Surroundings } from '../surroundings.ts';
import { findKeyResources } from './key-resources.ts';

/** How resources of one type name their key, and which actions on them read or write what it encrypts. */
interface Encrypted {
  readonly service: string;
  readonly key: (properties: Resource['properties']) => Value | undefined;
  readonly reads: RegExp;
  readonly writes: RegExp;
}

/** From the "required KMS permissions" section of each service's page on encryption. */
const ENCRYPTED: Readonly<Record<string, Encrypted>> = {
  'AWS::DynamoDB::Table': {
    service: 'dynamodb',
    key: (properties) => findPath(properties, 'SSESpecification', 'KMSMasterKeyId'),
    reads: /^dynamodb:(?:BatchGet|Get|Query|Scan|PartiQLSelect|BatchWrite|Put|Update|Delete|Condition|PartiQL)/,
    writes: /^$/,
  },
  'AWS::S3::Bucket': {
    service: 's3',
    key: (properties) => {
      const rules = findPath(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration');
      const first = toItems(rules)[0];
      return findPath(first, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID');
    },
    reads: /^s3:GetObject(?:Version)?$/,
    writes: /^s3:PutObject$/,
  },
  'AWS::SQS::Queue': {
    service: 'sqs',
    key: (properties) => findEntry(properties, 'KmsMasterKeyId'),
    reads: /^sqs:(?:ReceiveMessage|SendMessage)$/,
    writes: /^sqs:SendMessage$/,
  },
  'AWS::SNS::Topic': {
    service: 'sns',
    key: (properties) => findEntry(properties, 'KmsMasterKeyId'),
    reads: /^sns:Publish$/,
    writes: /^sns:Publish$/,
  },
  'AWS::SecretsManager::Secret': {
    service: 'secretsmanager',
    key: (properties) => findEntry(properties, 'KmsKeyId'),
    reads: /^secretsmanager:(?:GetSecretValue|PutSecretValue|UpdateSecret)$/,
    writes: /^secretsmanager:(?:PutSecretValue|UpdateSecret)$/,
  },
  'AWS::Kinesis::Stream': {
    service: 'kinesis',
    key: (properties) => findPath(properties, 'StreamEncryption', 'KeyId'),
    reads: /^kinesis:(?:GetRecords|SubscribeToShard)$/,
    writes: /^kinesis:PutRecords?$/,
  },
};

/** The key permissions that needs on encrypted resources bring along, narrowed to use through the service. */
export function findKeyNeeds(needs: readonly NeededPermission[], around: Surroundings): NeededPermission[] {
  return needs.flatMap((need) =>
    need.resources.flatMap(({ logicalId }) => {
      const resource = logicalId === undefined ? undefined : around.template.resources.get(logicalId);
      const encrypted = resource === undefined ? undefined : ENCRYPTED[toCloudFormationType(resource.type)];
      const key = resource === undefined ? undefined : encrypted?.key(resource.properties);
      if (encrypted === undefined || key === undefined || isManagedByAws(key)) return [];
      const actions = [
        ...(encrypted.reads.test(need.action) || isInParts(need) ? ['kms:Decrypt'] : []),
        ...(encrypted.writes.test(need.action) ? ['kms:GenerateDataKey'] : []),
      ];
      const via = { 'Fn::Sub': `${encrypted.service}.\${AWS::Region}.amazonaws.com` };
      const condition = { StringEquals: { 'kms:ViaService': via } };
      return actions.map((action) => toKeyNeed(action, findKeyResources(key, around), need, condition));
    }),
  );
}

/** S3 reads the parts of an upload again to put them together. */
const isInParts = (need: NeededPermission): boolean =>
  need.action === 's3:PutObject' && need.calls.some((c) => /Multipart|UploadPart/.test(c.operation));

/** The key that encrypts the function's environment. */
export function findFunctionKeyNeeds(around: Surroundings): NeededPermission[] {
  const { kmsKey, at } = around.function;
  if (kmsKey === null || isManagedByAws(kmsKey)) return [];
  const cause = { confidence: 'certain', calls: [{ at, operation: 'environment encryption' }] } as const;
  return [toKeyNeed('kms:Decrypt', findKeyResources(kmsKey, around), cause)];
}

/** `alias/aws/sqs` and the like: AWS's own keys, which need no permission. */
const isManagedByAws = (key: Value): boolean => /^(?:arn:.*:)?alias\/aws\//.test(findText(key) ?? '');

const toKeyNeed = (
  action: string,
  resources: readonly NeededResource[],
  cause: Pick<NeededPermission, 'confidence' | 'calls'>,
  condition?: NonNullable<NeededPermission['condition']>,
): NeededPermission => ({
  action,
  resources,
  origin: 'kms',
  confidence: cause.confidence,
  calls: cause.calls,
  ...(condition === undefined ? {} : { condition }),
});
