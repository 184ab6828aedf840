import { toCode } from '../code-location.ts';
import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { isIntrinsic } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet, toText } from '../json.ts';
import { toLogicalId } from '../logical-id.ts';
import { expectPresent, refuse } from '../refusal.ts';
import { resolveMappings } from '../resolve-parameters.ts';
import type { Made, Source } from '../resource.ts';
import { make, toTags } from '../resource.ts';
import { toOwnTags } from './function.ts';

const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };

/** A table with a key of one attribute. */
export function expandSimpleTable(source: Source, _expansion: Expansion): Made[] {
  const { id, properties, attributes, dependsOn, body } = source;
  const { PrimaryKey, ProvisionedThroughput, Tags } = properties;
  const key =
    isObject(PrimaryKey) && isSet(PrimaryKey) ? toKey(PrimaryKey) : { AttributeName: 'id', AttributeType: 'S' };
  const find = (name: string): Json | undefined => (isSet(properties[name]) ? properties[name] : undefined);
  const table = make(
    id,
    'AWS::DynamoDB::Table',
    {
      AttributeDefinitions: [key],
      KeySchema: [{ AttributeName: key['AttributeName'] ?? null, KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: find('PointInTimeRecoverySpecification'),
      ProvisionedThroughput: find('ProvisionedThroughput'),
      BillingMode: isSet(ProvisionedThroughput) ? undefined : 'PAY_PER_REQUEST',
      SSESpecification: find('SSESpecification'),
      TableName: find('TableName'),
      Tags: isObject(Tags) && isSet(Tags) ? toTags(Tags) : undefined,
    },
    { attributes, dependsOn, from: body },
  );
  return [table];
}

function toKey(key: JsonObject): JsonObject {
  const name = expectPresent(key['Name'], 'PrimaryKey.Name', key);
  const type = expectPresent(key['Type'], 'PrimaryKey.Type', key);
  const known = typeof type === 'string' && Object.hasOwn(ATTRIBUTE_TYPES, type) ? ATTRIBUTE_TYPES[type] : undefined;
  if (known === undefined) refuse('`PrimaryKey.Type` is `String`, `Number` or `Binary`', key);
  return { AttributeName: name, AttributeType: known };
}

/** Another template, deployed as a stack of this one. */
export function expandApplication(source: Source, expansion: Expansion): Made[] {
  const { id, properties, passed, dependsOn, body } = source;
  const location = properties['Location'] ?? null;
  if (location === null) refuse('`Location` is required', properties);
  const repository = isObject(location) ? toRepository(location, expansion) : undefined;
  const stack = make(
    id,
    'AWS::CloudFormation::Stack',
    {
      TemplateURL: repository === undefined ? location : '',
      Parameters: properties['Parameters'],
      NotificationARNs: properties['NotificationARNs'],
      Tags: toOwnTags(properties['Tags'], repository ?? {}),
      TimeoutInMinutes: properties['TimeoutInMinutes'],
    },
    { attributes: passed, dependsOn, from: body },
  );
  return [stack];
}

function toRepository(location: JsonObject, expansion: Expansion): JsonObject {
  for (const name of ['ApplicationId', 'SemanticVersion'])
    if (!(name in location)) refuse(`\`Location.${name}\` is required`, location);
  const { Mappings } = expansion.input;
  const id = resolveMappings(resolve(location['ApplicationId'], expansion), Mappings) ?? null;
  const version = resolveMappings(resolve(location['SemanticVersion'], expansion), Mappings) ?? null;
  if (id === null || !isSet(version)) refuse('`Location` needs `ApplicationId` and `SemanticVersion`', location);
  if (isIntrinsic(id) || isIntrinsic(version))
    refuse('`ApplicationId` and `SemanticVersion` must be known before the stack is', location);
  return { 'serverlessrepo:applicationId': id, 'serverlessrepo:semanticVersion': version };
}

/** Properties of a layer that only text, or a parameter with text, may stand in. */
const LAYER_TEXTS = ['LayerName', 'LicenseInfo', 'Description', 'RetentionPolicy'];

const NOT_HASHED = new Set(['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'Connectors']);

/** A layer: every change makes another version, so that its logical id has a hash of all that was written. */
export function expandLayerVersion(source: Source, expansion: Expansion): Made[] {
  const { id, properties: given, passed, dependsOn, body } = source;
  const texts = Object.fromEntries(LAYER_TEXTS.map((name) => [name, resolve(given[name], expansion)]));
  const properties: JsonObject = { ...given, ...compact(texts) };
  const retention = toRetention(properties['RetentionPolicy']);
  const hashed = Object.fromEntries(Object.entries(body).filter(([name]) => !NOT_HASHED.has(name)));
  const content = { ...hashed, Properties: compact(properties) };
  checkArchitectures(properties['CompatibleArchitectures']);
  const layer = make(
    toLogicalId(id, { [id]: content }),
    'AWS::Lambda::LayerVersion',
    {
      LayerName: isSet(properties['LayerName']) ? properties['LayerName'] : id,
      Description: properties['Description'],
      Content: toCode(properties['ContentUri'], 'ContentUri', expansion),
      CompatibleArchitectures: properties['CompatibleArchitectures'],
      CompatibleRuntimes: properties['CompatibleRuntimes'],
      LicenseInfo: properties['LicenseInfo'],
    },
    {
      attributes: {
        DeletionPolicy: 'Retain',
        ...passed,
        ...(retention === undefined ? {} : { DeletionPolicy: retention }),
      },
      dependsOn,
      from: body,
    },
  );
  return [layer];
}

function toRetention(policy: Json | undefined): string | undefined {
  if ((policy ?? null) === null) return undefined;
  const found = ['Retain', 'Delete'].find((name) => name.toLowerCase() === toText(policy).toLowerCase());
  return found ?? refuse('`RetentionPolicy` is `Retain` or `Delete`', policy);
}

function checkArchitectures(given: Json | undefined): void {
  if (!Array.isArray(given)) return;
  const wrong = given.find((item) => !isIntrinsic(item) && item !== 'arm64' && item !== 'x86_64');
  if (wrong !== undefined) refuse('`CompatibleArchitectures` holds `x86_64` and `arm64`', given);
}
