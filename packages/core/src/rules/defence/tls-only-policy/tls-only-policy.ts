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
  check: find,
});

interface Kind {
  readonly policies: RegExp;
  /** The property of a policy that says whose it is. */
  readonly target: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::S3::Bucket': { policies: /^AWS::S3::BucketPolicy$/, target: 'Bucket' },
  'AWS::SQS::Queue': { policies: /^AWS::SQS::Queue(?:Inline)?Policy$/, target: 'Queue' },
  'AWS::SNS::Topic': { policies: /^AWS::SNS::Topic(?:Inline)?Policy$/, target: 'Topic' },
};

function* find(context: RuleContext): Iterable<Report> {
  for (const store of listPlainResources(context, /^AWS::(?:S3::Bucket|SQS::Queue|SNS::Topic)$/)) {
    const kind = KINDS[store.type];
    if (kind === undefined || findPolicies(store, kind, context).some(mayAskForTls)) continue;
    yield toResourceReport(store, {
      message: `\`${store.id}\` takes requests over plain HTTP`,
      why: 'Whoever is on the way reads and changes what a client sends that does not insist on TLS. Let its policy deny everything where `aws:SecureTransport` is `false`.',
    });
  }
}

/** The policies of a resource; one of a resource that is not known may be. */
function findPolicies(store: PlainResource, { policies, target }: Kind, context: RuleContext): PlainResource[] {
  const name = store.find(`${target}Name`);
  const isOwn = (value: Value, policy: PlainResource): boolean => {
    const named = findReferencedResource(value, policy, context);
    return named === undefined ? !isOther(value, name) : named === store;
  };
  return listPlainResources(context, policies).filter(
    (policy) =>
      policy.template === store.template &&
      [policy.find(target), ...toItems(policy.find(`${target}s`))].some(
        (value) => value !== undefined && isOwn(value, policy),
      ),
  );
}

/** A name or an address of something else; where one of them is not a text, nobody can tell. */
function isOther(value: Value, name: Value | undefined): boolean {
  const text = findText(value);
  if (text === undefined) return false;
  const own = findText(name);
  return name === undefined || (own !== undefined && text.split(/[:/]/).at(-1) !== own);
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
