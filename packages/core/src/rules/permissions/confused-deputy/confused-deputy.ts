import type { Template } from '../../../app/application.ts';
import type { Location } from '../../../app/location.ts';
import type { Resource } from '../../../app/resource.ts';
import { toText } from '../../../app/expression.ts';
import { findEntry, type Value } from '../../../app/value.ts';
import type { Statement } from '../../../iam/policy/policy.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { toStep } from '../../to-step.ts';
import { nameService, nameServiceOf } from '../name-service.ts';
import { alwaysNames, asksForSource } from '../names-someone.ts';
import { asksFor, readPolicyStatements } from '../policy-statements.ts';

export const confusedDeputy: Rule = defineRule({
  id: 'PERM014',
  slug: 'confused-deputy',
  severity: 'high',
  title: 'a service may act on a resource for any account',
  references: ['OWASP-S5', 'CSA-SAS-3', 'CWE-441', 'FSBP-Lambda.1'],
  needsCode: false,
  check: findReports,
});

/** Policies of resources that services of other accounts could write to or read from, with what they are attached to. */
const POLICIES: Readonly<Record<string, string>> = {
  'AWS::SQS::QueuePolicy': 'queue',
  'AWS::SNS::TopicPolicy': 'topic',
  'AWS::S3::BucketPolicy': 'bucket',
};

function* findReports({ application }: RuleContext): Iterable<Report> {
  for (const template of application.templates) {
    for (const resource of template.resources.values()) {
      if (resource.type === 'AWS::Lambda::Permission') yield* judgePermission(resource, template);
      const what = Object.hasOwn(POLICIES, resource.type) ? POLICIES[resource.type] : undefined;
      if (what !== undefined) yield* judgePolicy(resource, what);
    }
  }
}

/** Properties that say for whom the service acts. */
const SOURCES = ['SourceArn', 'SourceAccount', 'EventSourceToken', 'PrincipalOrgID'];

/** Services that are known to tell for which account they act; by the examples on their pages in AWS's documentation. */
const TELLERS = /^(?:s3|ses|config|cognito-idp|secretsmanager|logs(?:\.[a-z0-9-]+)?)\.amazonaws\.com$/;

function* judgePermission(resource: Resource, template: Template): Iterable<Report> {
  const service = nameServiceOf(findEntry(resource.properties, 'Principal'));
  if (service === undefined || !isService(service)) return;
  const isOfBucket = isBucketElsewhere(findEntry(resource.properties, 'SourceArn'));
  const sources = isOfBucket ? SOURCES.filter((name) => name !== 'SourceArn') : SOURCES;
  if (sources.some((name) => alwaysNames(findEntry(resource.properties, name)))) return;
  const missing = isOfBucket ? 'SourceAccount' : 'SourceArn';
  const report = toReport(resource, resource.at, service, 'may invoke the function', missing);
  const account = { SourceAccount: { Ref: 'AWS::AccountId' } };
  const fix = TELLERS.test(service) ? toPropertyFix('take the own account alone', { resource, template }, account) : {};
  yield { ...report, ...fix };
}

/**
 * ARNs of buckets name no account: whoever takes a name that became free is the source. A bucket of the template goes with the permission.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
 */
const isBucketElsewhere = (arn: Value | undefined): boolean =>
  /^arn:(?:[\w-]+|\$\{AWS::Partition\}):s3:::[\w.-]+$/.test(arn === undefined ? '' : toText(arn));

function* judgePolicy(resource: Resource, what: string): Iterable<Report> {
  const document = findEntry(resource.properties, 'PolicyDocument');
  for (const { statement, at } of readPolicyStatements(document, 'resource', resource.at)) {
    if (statement.effect !== 'Allow' || statement.principals?.not !== false) continue;
    const service = statement.principals.principals.map(nameService).find((name) => name !== undefined);
    if (service === undefined || !isService(service) || asksForAccount(statement)) continue;
    yield toReport(resource, at, service, `may use the ${what}`, 'aws:SourceArn');
  }
}

/** Whose events are meant is told, however loosely; of any account and any name is not. */
const asksForAccount = (statement: Statement): boolean =>
  (asksFor(statement, /^aws:sourcearn$/) && asksForSource(statement)) ||
  asksFor(statement, /^aws:(?:source(?:account|owner|orgid|orgpaths)|principalorgid|resourceaccount)$/);

const isService = (name: string): boolean => /\.amazonaws\.com(?:\.cn)?$/.test(name);

function toReport(resource: Resource, at: Location, service: string, may: string, missing: string): Report {
  return {
    at,
    resource: resource.id,
    message: `${service} ${may} by ${resource.id} for any account: \`${missing}\` is missing`,
    why: 'The service serves every customer of AWS: another account that knows the name has it act here, with data of its choice.',
    confidence: 'likely',
    trace: [toStep(resource.at, `${resource.type} ${resource.id}`), toStep(at, `lets ${service} in`)],
    identity: [resource.id, service],
  };
}
