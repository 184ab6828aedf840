import { toExpression } from '../../../app/expression.ts';
import type { Location } from '../../../app/location.ts';
import type { Resource } from '../../../app/resource.ts';
import { findEntry, findPath, findText, type Value } from '../../../app/value.ts';
import { check } from '../../../iam/relate/check.ts';
import type { Statement } from '../../../iam/policy/policy.ts';
import type { Witness } from '../../../iam/relate/witness.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { fillIn, IN_A_REGION } from '../fill-in.ts';
import { alwaysNames, asksForSource } from '../names-someone.ts';
import { readPolicyStatements } from '../policy-statements.ts';
import { toStep } from '../../to-step.ts';

export const publicResourcePolicy: Rule = defineRule({
  id: 'PERM013',
  slug: 'public-resource-policy',
  severity: 'critical',
  title: 'anybody may use a resource',
  references: [
    'OWASP-S5',
    'CSA-SAS-2',
    'CWE-732',
    ...['Lambda.1', 'SQS.3', 'SNS.4', 'EventBridge.3', 'KMS.5', 'S3.2', 'S3.3'].map((control) => `FSBP-${control}`),
  ],
  needsCode: false,
  check: findReports,
});

/** Where the policy of a resource stands, and what it is attached to. */
const POLICIES: Readonly<Record<string, readonly [what: string, ...path: string[]]>> = {
  'AWS::DynamoDB::Table': ['table', 'ResourcePolicy', 'PolicyDocument'],
  'AWS::ECR::Repository': ['repository', 'RepositoryPolicyText'],
  'AWS::Elasticsearch::Domain': ['domain', 'AccessPolicies'],
  'AWS::EventSchemas::RegistryPolicy': ['registry', 'Policy'],
  'AWS::Kinesis::ResourcePolicy': ['stream', 'ResourcePolicy'],
  'AWS::KMS::Key': ['key', 'KeyPolicy'],
  'AWS::OpenSearchService::Domain': ['domain', 'AccessPolicies'],
  'AWS::S3::BucketPolicy': ['bucket', 'PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['secret', 'ResourcePolicy'],
  'AWS::SNS::TopicPolicy': ['topic', 'PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['queue', 'PolicyDocument'],
};

function* findReports({ application }: RuleContext): Iterable<Report> {
  for (const template of application.templates) {
    for (const resource of template.resources.values()) {
      if (resource.type === 'AWS::Lambda::Permission') yield* judgePermission(resource);
      if (resource.type === 'AWS::Events::EventBusPolicy') yield* judgeBus(resource);
      if (resource.type === 'AWS::Lambda::LayerVersionPermission') yield* judgeLayer(resource);
      const [what, ...path] = (Object.hasOwn(POLICIES, resource.type) ? POLICIES[resource.type] : undefined) ?? [];
      if (what !== undefined && !isWithinNetwork(resource))
        yield* judgePolicy(resource, findPath(resource.properties, ...path), what);
    }
  }
}

const NARROWING = ['SourceArn', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken'];

/** What lets callers in by a function URL alone is another matter: of the URL. */
const isForUrl = (resource: Resource): boolean =>
  findEntry(resource.properties, 'FunctionUrlAuthType') !== undefined ||
  /^true$/i.test(findText(findEntry(resource.properties, 'InvokedViaFunctionUrl')) ?? '');

function* judgePermission(resource: Resource): Iterable<Report> {
  if (findText(findEntry(resource.properties, 'Principal')) !== '*') return;
  if (isForUrl(resource) || NARROWING.some((name) => alwaysNames(findEntry(resource.properties, name)))) return;
  yield toReport(resource, resource.at, 'may invoke the function', undefined);
}

/** Only what is in the network reaches a domain there, and `*` is how AWS writes its policy. */
const isWithinNetwork = ({ properties }: Resource): boolean => hasSubnets(findEntry(properties, 'VPCOptions'));

/** True where subnets stand in every deployment, or may. */
function hasSubnets(options: Value | undefined): boolean {
  if (options === undefined || options.kind === 'no-value') return false;
  if (options.kind === 'cond') return hasSubnets(options.then) && hasSubnets(options.else);
  if (options.kind === 'list') return options.items.some(hasSubnets);
  // What an include brings may be subnets.
  return options.kind !== 'map' || options.entries.has('Fn::Transform') || hasSubnets(findEntry(options, 'SubnetIds'));
}

function* judgeLayer(resource: Resource): Iterable<Report> {
  if (findText(findEntry(resource.properties, 'Principal')) !== '*') return;
  if (alwaysNames(findEntry(resource.properties, 'OrganizationId'))) return;
  // Its code can be read, and nothing be done with it.
  yield { ...toReport(resource, resource.at, 'may read the layer', undefined), severity: 'medium' };
}

/** A bus takes a whole statement, or its parts as properties. */
function* judgeBus(resource: Resource): Iterable<Report> {
  const statement = findEntry(resource.properties, 'Statement');
  if (statement !== undefined) {
    const document = { kind: 'map', entries: new Map([['Statement', statement]]) } as const;
    yield* judgePolicy(resource, document, 'bus');
    return;
  }
  if (findText(findEntry(resource.properties, 'Principal')) !== '*') return;
  if (findEntry(resource.properties, 'Condition') !== undefined) return;
  yield toReport(resource, resource.at, 'may put events on the bus', undefined);
}

function* judgePolicy(resource: Resource, document: Value | undefined, what: string): Iterable<Report> {
  const placed = readPolicyStatements(document, 'resource', resource.at);
  const whole = document === undefined ? undefined : (fillIn(toExpression(document), IN_A_REGION) as Expression);
  // The policy of a repository is about that repository, and names none.
  const written = [whole?.['Statement'] ?? []].flat().map((one) => (isNamed(one) ? one : { ...one, Resource: '*' }));
  const denies = placed.flatMap(({ statement }) => (statement.effect === 'Deny' ? [written[statement.index]] : []));
  for (const { statement, at } of placed) {
    if (!isForEveryone(statement)) continue;
    const one = { ...whole, Statement: [written[statement.index], ...denies] };
    const { result, witness } = check(one, { notPublic: true, kind: 'resource' });
    // Whose events are meant is told, however loosely.
    const isOfSource = Object.hasOwn(witness?.context ?? {}, 'aws:sourcearn') && asksForSource(statement);
    if (result === 'new-access' && !isOfSource) {
      yield toReport(resource, at, `may use the ${what}`, witness);
    }
  }
}

type Expression = Readonly<Record<string, unknown>>;

const isNamed = (statement: object): boolean => 'Resource' in statement || 'NotResource' in statement;

const isForEveryone = ({ effect, principals }: Statement): boolean =>
  effect === 'Allow' &&
  principals !== undefined &&
  (principals.not || principals.principals.some(({ kind }) => kind === 'everyone'));

function toReport(resource: Resource, at: Location, may: string, witness: Witness | undefined): Report {
  const action = witness === undefined ? '' : `, for example by \`${witness.action}\``;
  const keys = Object.keys(witness?.context ?? {}).filter((key) => key !== 'aws:securetransport');
  return {
    at,
    resource: resource.id,
    message: `anybody ${may} by ${resource.id}`,
    why: `Nothing asks who it is: every account of AWS may, and where the service allows it everybody without one${action}.`,
    confidence: keys.length === 0 && !isConditional(resource) ? 'certain' : 'likely',
    trace: [toStep(resource.at, `${resource.type} ${resource.id}`), toStep(at, 'lets everyone in')],
    identity: [resource.id, witness?.action ?? ''],
  };
}

/** True where what narrows access stands in one branch of a condition. */
const isConditional = ({ properties }: Resource): boolean =>
  ['VPCOptions', 'OrganizationId', ...NARROWING].some((name) => findEntry(properties, name)?.kind === 'cond');
