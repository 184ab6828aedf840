import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { hasReference } from '../../../app/has-reference.ts';
import { findActors } from '../../may-act-on.ts';
import { toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { findEntry, findText, toItems, type Value } from '../../../app/value.ts';

export const publicBucket: Rule = defineRule({
  id: 'DEF010',
  slug: 'public-bucket',
  severity: 'high',
  title: 'a bucket may be read by everybody',
  references: ['OWASP-S5', 'CSA-SAS-3', 'CWE-732', 'FSBP-S3.8'],
  needsCode: false,
  check: find,
});

const BLOCKS = ['BlockPublicPolicy', 'RestrictPublicBuckets', 'BlockPublicAcls', 'IgnorePublicAcls'];

function* find(context: RuleContext): Iterable<Report> {
  for (const bucket of listPlainResources(context, /^AWS::S3::Bucket$/)) {
    const block = bucket.find('PublicAccessBlockConfiguration');
    const opened = BLOCKS.find((name) => isFalse(findEntry(block, name)));
    const control = bucket.text('AccessControl');
    const isPublic = control !== undefined && /^Public|^AuthenticatedRead$/.test(control);
    if (opened === undefined && !isPublic) continue;
    const report = toResourceReport(bucket, {
      at: isPublic ? bucket.at('AccessControl') : bucket.at('PublicAccessBlockConfiguration', opened ?? ''),
      message: isPublic
        ? `everybody may read \`${bucket.id}\`: its access control is \`${control}\``
        : `\`${bucket.id}\` may be opened to everybody: \`${opened}\` is off`,
      why: 'S3 has blocked public access of new buckets since April 2023; this switches it off. Serve files through CloudFront with origin access control, which needs no public bucket.',
    });
    yield { ...report, ...(isMeant(bucket, context) ? {} : toFix(bucket, isPublic)) };
  }
}

const isFalse = (value: Value | undefined): boolean =>
  value?.kind === 'literal' && /^(?:false|no|off)$/i.test(String(value.value));

/**
 * Where something here shows that others do read, closing the bucket is not an edit but a change of plan: a website, a distribution, a
 * policy that lets somebody in (S3 refuses one for everybody when they are blocked), or a function that writes access control lists.
 */
function isMeant(bucket: PlainResource, context: RuleContext): boolean {
  const { template } = bucket;
  // An include may bring any of them.
  if (template.isOpen === true) return true;
  const readers = listPlainResources(context, /^AWS::(?:S3::BucketPolicy|CloudFront::Distribution)$/);
  const isRead = readers.some(
    (reader) =>
      reader.template === template && (reader.type === POLICY ? mayAllow(reader, bucket) : isIn(reader, bucket)),
  );
  const isServed = bucket.find('WebsiteConfiguration') !== undefined;
  return isServed || isRead || findActors(context, bucket, ['s3:PutObjectAcl', 's3:PutObjectVersionAcl']).length > 0;
}

const POLICY = 'AWS::S3::BucketPolicy';

const isIn = ({ resource }: PlainResource, bucket: PlainResource): boolean =>
  hasReference(resource.properties, (id) => id === bucket.id) || bucket.find('BucketName') !== undefined;

/** A policy of the bucket, or of one that is only named, that does more than deny. */
function mayAllow(policy: PlainResource, bucket: PlainResource): boolean {
  const target = policy.find('Bucket');
  if (target?.kind === 'ref' && policy.template.resources.has(target.id) && target.id !== bucket.id) return false;
  const statements = policy.find('PolicyDocument', 'Statement');
  return toItems(statements).some((statement) => findText(findEntry(statement, 'Effect')) !== 'Deny');
}

/** All of it at once: each switch alone leaves the bucket open in another way. */
function toFix(bucket: PlainResource, isPublic: boolean): ReturnType<typeof toValueFix> {
  const block = bucket.find('PublicAccessBlockConfiguration');
  const control = isPublic ? bucket.find('AccessControl')?.at : undefined;
  const switches = BLOCKS.map((name) => findEntry(block, name)).filter(isFalse);
  return toValueFix('let nobody in', bucket.template, [
    ...switches.flatMap((value) => (value?.at === undefined ? [] : [{ at: value.at, value: true }])),
    ...(control === undefined ? [] : [{ at: control, value: 'Private' }]),
  ]);
}
