import { findEntry, findText, isTrue, toItems, type Value } from '../../../app/value.ts';
import { resolveText } from '../../../app/resolve-value.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { findActors } from '../../may-act-on.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import type { PlainResource } from '../../template-resources.ts';

export const noRecovery: Rule = defineRule({
  id: 'DEF012',
  slug: 'no-recovery',
  severity: 'low',
  title: 'data that is deleted cannot be brought back',
  references: ['OWASP-S6', 'CSA-SAS-9', 'CWE-693', 'FSBP-DynamoDB.2', 'FSBP-DynamoDB.6'],
  needsCode: false,
  check: find,
});

const STORES = /^AWS::(?:DynamoDB::(?:Table|GlobalTable)|S3::Bucket)$/;

function* find(context: RuleContext): Iterable<Report> {
  const backups = new Set(listPlainResources(context, /^AWS::Backup::BackupSelection$/).map((r) => r.template));
  for (const store of listPlainResources(context, STORES)) {
    if (isKept(store, context) || backups.has(store.template) || store.template.isOpen === true) continue;
    const isBucket = store.type === 'AWS::S3::Bucket';
    if (isBucket ? !isAtRisk(store, context) : isRecoverable(store) || hasEnd(store)) continue;
    yield {
      ...toResourceReport(store, isBucket ? BUCKET(store.id) : TABLE(store.id)),
      ...(store.type === 'AWS::DynamoDB::Table' ? toFix(store) : {}),
    };
  }
}

const TABLE = (id: string): { message: string; why: string } => ({
  message: `nothing brings back what is deleted from \`${id}\`, or \`${id}\` itself`,
  why: 'A wrong deployment that replaces the table, a mistake or an attack on a function that writes to it takes everything. Switch on point-in-time recovery (`PointInTimeRecoverySpecification`), or at least `DeletionProtectionEnabled` or `DeletionPolicy: Retain`.',
});

const BUCKET = (id: string): { message: string; why: string } => ({
  message: `nothing brings back what is deleted from \`${id}\` or written over`,
  why: 'A mistake or an attack on a function that writes there takes the objects for good. Switch on `VersioningConfiguration`, with a rule that expires old versions, or let objects that are not kept expire.',
});

/** Objects that a function may write over or delete, and that are meant to last here. */
const isAtRisk = (bucket: PlainResource, context: RuleContext): boolean =>
  !isVersioned(bucket) && !isPassing(bucket) && findActors(context, bucket, CHANGES).length > 0;

const CHANGES = ['s3:PutObject', 's3:DeleteObject'];

const toFix = (table: PlainResource): ReturnType<typeof toPropertyFix> =>
  toPropertyFix('switch on point-in-time recovery', table, { [RECOVERY]: { [ENABLED]: true } });

const isOn = (value: Value | undefined): boolean => value !== undefined && findText(value)?.toLowerCase() !== 'false';

/** A policy that is not known may keep it. */
function isKept({ resource, template }: PlainResource, { application }: RuleContext): boolean {
  const policy = resource.deletionPolicy;
  return policy !== undefined && resolveText(policy, template, application) !== 'Delete';
}

function isRecoverable(table: PlainResource): boolean {
  const replicas = toItems(table.find('Replicas'));
  const recovery = [table.find('PointInTimeRecoverySpecification'), ...replicas.map((r) => findEntry(r, RECOVERY))];
  const protections = [table.find(PROTECTION), ...replicas.map((replica) => findEntry(replica, PROTECTION))];
  const isOpen = replicas.some(({ kind }) => kind !== 'map');
  return (
    isOpen ||
    protections.some(isOn) ||
    recovery.some((value) => value !== undefined && (value.kind !== 'map' || isOn(findEntry(value, ENABLED))))
  );
}

const RECOVERY = 'PointInTimeRecoverySpecification';
const ENABLED = 'PointInTimeRecoveryEnabled';
const PROTECTION = 'DeletionProtectionEnabled';

/** Sessions, locks and caches: items that expire are not meant to last. */
const hasEnd = (table: PlainResource): boolean => isOn(table.find('TimeToLiveSpecification', 'Enabled'));

function isVersioned(bucket: PlainResource): boolean {
  const status = bucket.find('VersioningConfiguration', 'Status');
  return (status !== undefined && findText(status) !== 'Suspended') || isTrue(bucket.find('ObjectLockEnabled'));
}

/** What expires, or is published from somewhere else, is not meant to last here. */
function isPassing(bucket: PlainResource): boolean {
  const rules = bucket.find('LifecycleConfiguration', 'Rules');
  return toItems(rules).some(mayExpire) || bucket.find('WebsiteConfiguration') !== undefined;
}

/** Rules that only tidy up uploads and old versions, or move objects, let what is there stay. */
function mayExpire(rule: Value): boolean {
  if (rule.kind !== 'map') return true;
  const isOff = findText(findEntry(rule, 'Status')) === 'Disabled';
  return !isOff && ['ExpirationInDays', 'ExpirationDate'].some((name) => findEntry(rule, name) !== undefined);
}
