import { findEntry, findText, toItems, type Value } from '../../../app/value.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findReferencedResource,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';

export const tlsOnlyPolicy: Rule = defineRule({
  id: 'DEF011',
  slug: 'tls-only-policy',
  severity: 'low',
  title: 'data may travel unencrypted to a bucket, a queue or a topic',
  references: ['OWASP-S3', 'CSA-SAS-3', 'CWE-319', 'FSBP-S3.5'],
  needsCode: false,
  suggestion: true,
  needsWholeTemplate: true,
  check: find,
});

const STORES = /^AWS::(?:S3::Bucket|SQS::Queue|SNS::Topic)$/;
const POLICIES = /^AWS::(?:S3::BucketPolicy|SQS::Queue(?:Inline)?Policy|SNS::Topic(?:Inline)?Policy)$/;

function* find(context: RuleContext): Iterable<Report> {
  const { guarded, open } = findGuarded(context);
  for (const store of listPlainResources(context, STORES)) {
    if (guarded.has(store) || open.some((target) => mayBe(store, target))) continue;
    yield toResourceReport(store, {
      message: `\`${store.id}\` takes requests over plain HTTP`,
      why: 'Whoever is on the way reads and changes what a client sends that does not insist on TLS. Let its policy deny everything where `aws:SecureTransport` is `false`.',
    });
  }
}

/** What a policy is for that is no reference to something in its template. */
interface OpenTarget {
  readonly policy: PlainResource;
  readonly value: Value;
}

/** What the policies are for that ask for TLS, or may. */
function findGuarded(context: RuleContext): {
  readonly guarded: ReadonlySet<PlainResource>;
  readonly open: readonly OpenTarget[];
} {
  const guarded = new Set<PlainResource>();
  const open: OpenTarget[] = [];
  for (const policy of listPlainResources(context, POLICIES).filter(mayAskForTls)) {
    for (const value of TARGETS.flatMap((name) => toItems(policy.find(name)))) {
      const named = findReferencedResource(value, policy, context);
      if (named === undefined) open.push({ policy, value });
      else guarded.add(named);
    }
  }
  return { guarded, open };
}

/** The properties of policies that say whose they are. */
const TARGETS = ['Bucket', 'Queue', 'Queues', 'Topic', 'Topics', 'TopicArn'];

/** By a name or an address; where one of them is not a text, nobody can tell. */
function mayBe(store: PlainResource, { policy, value }: OpenTarget): boolean {
  const service = /^AWS::\w+::/.exec(store.type)?.[0] ?? '';
  if (policy.template !== store.template || !policy.type.startsWith(service)) return false;
  const text = findText(value);
  if (text === undefined) return true;
  const name = ['BucketName', 'QueueName', 'TopicName']
    .map((property) => store.find(property))
    .find((n) => n !== undefined);
  const own = findText(name);
  return name !== undefined && (own === undefined || text.split(/[:/]/).at(-1) === own);
}

function mayAskForTls(policy: PlainResource): boolean {
  const document = policy.find('PolicyDocument');
  if (document?.kind !== 'map') return true;
  return toItems(findEntry(document, 'Statement')).some((statement) => {
    if (statement.kind !== 'map') return true;
    const condition = findEntry(statement, 'Condition');
    if (condition !== undefined && condition.kind !== 'map') return true;
    const keys = [...(condition?.entries.values() ?? [])].flatMap((test) =>
      test.kind === 'map' ? [...test.entries.keys()] : ['?'],
    );
    return findText(findEntry(statement, 'Effect')) === 'Deny' && keys.some((key) => TLS.test(key));
  });
}

const TLS = /^(?:aws:SecureTransport|s3:TlsVersion|\?)$/i;
