import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import type { Template } from '../../../app/application.ts';
import { listReferences } from '../../../app/list-references.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { findEntry, findText, isTrue, toItems, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

export const unencryptedStore: Rule = defineRule({
  id: 'DEF009',
  slug: 'unencrypted-store',
  severity: 'low',
  title: 'data lies unencrypted where the service encrypts nothing by itself',
  references: ['OWASP-S3', 'CSA-SAS-3', 'CWE-311', 'FSBP-Kinesis.1', 'FSBP-SNS.1', 'FSBP-APIGateway.5', 'FSBP-SQS.1'],
  needsCode: false,
  check: find,
});

interface Off {
  /** The property that would encrypt it. */
  readonly property: string;
  readonly fix: string;
}

type Check = (resource: PlainResource) => Off | undefined;

/** Off unless a switch is on; a value that is not known may be. */
const unlessOn =
  (...path: readonly string[]): Check =>
  (resource) => {
    const value = resource.find(...path);
    const isOff = value === undefined || findText(value)?.toLowerCase() === 'false';
    return isOff ? { property: path[0] ?? '', fix: `\`${path.join('.')}: true\`` } : undefined;
  };

const unlessSet =
  (property: string, fix: string): Check =>
  (resource) =>
    resource.find(property) === undefined ? { property, fix } : undefined;

/** A copy or a member is encrypted as what it is made of. */
const unlessMade =
  (check: Check, ...origins: readonly string[]): Check =>
  (resource) =>
    origins.some((origin) => resource.find(origin) !== undefined) ? undefined : check(resource);

const database = unlessMade(
  unlessOn('StorageEncrypted'),
  'DBClusterIdentifier',
  'DBSnapshotIdentifier',
  'SnapshotIdentifier',
  'SourceDBInstanceIdentifier',
  'SourceDBClusterIdentifier',
  'SourceRegion',
  'GlobalClusterIdentifier',
);

/** What AWS leaves unencrypted when nothing is said, by the pages of the properties in the CloudFormation reference. */
const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['AWS::Kinesis::Stream', unlessSet('StreamEncryption', '`StreamEncryption` with a key of KMS')],
  ['AWS::SNS::Topic', unlessSet('KmsMasterKeyId', '`KmsMasterKeyId`')],
  ['AWS::SQS::Queue', toQueueOff],
  ['AWS::DAX::Cluster', unlessOn('SSESpecification', 'SSEEnabled')],
  ['AWS::AppSync::ApiCache', unlessOn('AtRestEncryptionEnabled')],
  ['AWS::ApiGateway::Stage', toStageOff],
  ['AWS::RDS::DBInstance', database],
  ['AWS::RDS::DBCluster', database],
  ['AWS::DocDB::DBCluster', database],
  ['AWS::Neptune::DBCluster', database],
  ['AWS::EFS::FileSystem', unlessOn('Encrypted')],
  ['AWS::OpenSearchService::Domain', unlessOn('EncryptionAtRestOptions', 'Enabled')],
  ['AWS::Elasticsearch::Domain', unlessOn('EncryptionAtRestOptions', 'Enabled')],
]);

const TYPES = new RegExp(`^(?:${[...CHECKS.keys()].join('|')})$`);

function* find(context: RuleContext): Iterable<Report> {
  for (const resource of listPlainResources(context, TYPES)) {
    const off = CHECKS.get(resource.type)?.(resource);
    if (off === undefined) continue;
    const report = toResourceReport(resource, {
      at: resource.at(off.property),
      message: `\`${resource.id}\` keeps its data unencrypted`,
      why: `Who gets at the storage or a copy of it reads everything, and no key has to be asked for. Set ${off.fix}.`,
    });
    yield { ...report, ...toFix(resource, context) };
  }
}

/** SQS encrypts by itself since 2022-10-04; only switched off is it off. */
function toQueueOff(queue: PlainResource): Off | undefined {
  const isOff = queue.text('SqsManagedSseEnabled')?.toLowerCase() === 'false';
  if (!isOff || queue.find('KmsMasterKeyId') !== undefined) return undefined;
  return { property: 'SqsManagedSseEnabled', fix: '`SqsManagedSseEnabled: true`, or a key of KMS' };
}

function toStageOff(stage: PlainResource): Off | undefined {
  const isPlain = (setting: Value): boolean => {
    const encrypted = findEntry(setting, 'CacheDataEncrypted');
    const isOff = encrypted === undefined || findText(encrypted)?.toLowerCase() === 'false';
    return isTrue(findEntry(setting, 'CachingEnabled')) && isOff;
  };
  if (!toItems(stage.find('MethodSettings')).some(isPlain)) return undefined;
  return { property: 'MethodSettings', fix: '`CacheDataEncrypted: true`' };
}

/** Only what can be switched on in place: a database, a file system or a cluster would be made anew, without its data. */
function toFix(resource: PlainResource, context: RuleContext): ReturnType<typeof toPropertyFix> {
  switch (resource.type) {
    case 'AWS::Kinesis::Stream': {
      const properties = { StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } };
      return toPropertyFix('encrypt it with the key of Kinesis', resource, properties);
    }
    case 'AWS::SNS::Topic':
      if (hasOtherPublisher(resource, context)) return {};
      return toPropertyFix('encrypt it with the key of SNS', resource, { KmsMasterKeyId: 'alias/aws/sns' });
    case 'AWS::SQS::Queue':
      return toPropertyFix('let SQS encrypt it', resource, { SqsManagedSseEnabled: true });
    default:
      return {};
  }
}

/** Roles and functions may use the key of SNS, services (alarms, buckets, rules) not (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). */
const CALLERS = /^AWS::(?:Lambda::Function$|IAM::)/;
const SUBSCRIBERS = /^AWS::(?:Lambda::|SNS::(?:Topic|Subscription)$)/;

/** True unless functions of the template publish to a topic, and nobody else is seen to; who knows the name of a topic needs no reference to it. */
function hasOtherPublisher(topic: PlainResource, context: RuleContext): boolean {
  if (topic.template.isOpen === true || topic.find('TopicName') !== undefined) return true;
  const users = findUsers(topic.template, context).get(topic.id) ?? new Set();
  const isOther = (type: string): boolean => !CALLERS.test(type) && !SUBSCRIBERS.test(type);
  return ![...users].some((type) => CALLERS.test(type)) || [...users].some(isOther);
}

const users = new WeakMap<Template, ReadonlyMap<string, ReadonlySet<string>>>();

/** The types of what refers to each resource of a template; an output may be anybody. Asked for each topic, and always the same. */
function findUsers(template: Template, context: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  const known = users.get(template);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  const add = (value: Value, type: string): void => {
    for (const { id } of listReferences(value)) found.set(id, (found.get(id) ?? new Set()).add(type));
  };
  for (const { template: own, resource } of listPlainResources(context, /./))
    if (own === template) add(resource.properties, resource.type);
  for (const { value } of template.exports) add(value, 'Output');
  users.set(template, found);
  return found;
}
