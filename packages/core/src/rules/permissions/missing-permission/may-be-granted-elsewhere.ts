import type { Application } from '../../../app/application.ts';
import { hasReference } from '../../../app/has-reference.ts';
import type { Resource } from '../../../app/resource.ts';
import { findEntry, toItems, type Value } from '../../../app/value.ts';
import { nameServiceOf } from '../name-service.ts';
import type { NeededPermission } from '../../../permissions/function-permissions.ts';

/** Types that hold a resource policy, and the property that does. */
const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'ResourcePolicy',
  'AWS::ECR::Repository': 'RepositoryPolicyText',
  'AWS::Events::EventBusPolicy': 'Statement',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::Kinesis::ResourcePolicy': 'ResourcePolicy',
  'AWS::Lambda::Permission': 'Principal',
  'AWS::S3::AccessPoint': 'Policy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
};

/**
 * True when the policy of a resource may allow what the role does not: one of the application names the resource and
 * lets in more than services.
 */
export function mayBeGrantedElsewhere(application: Application, { resources }: NeededPermission): boolean {
  const ids = new Set(resources.map((resource) => resource.logicalId));
  return application.templates.some((template) =>
    [...template.resources.values()].some((resource) => {
      const property = RESOURCE_POLICIES[resource.type];
      const policy = property === undefined ? undefined : findEntry(resource.properties, property);
      return policy !== undefined && isAbout(resource, ids) && letsPrincipalsIn(policy);
    }),
  );
}

const isAbout = (resource: Resource, ids: ReadonlySet<string | undefined>): boolean =>
  ids.has(resource.id) || hasReference(resource.properties, (id) => ids.has(id));

function letsPrincipalsIn(policy: Value): boolean {
  // `AWS::Lambda::Permission` and the oldest event bus policies name a principal by itself.
  if (policy.kind === 'literal' || policy.kind === 'join')
    return nameServiceOf(policy)?.endsWith('.amazonaws.com') !== true;
  if (policy.kind !== 'map') return true;
  const document = findEntry(policy, 'PolicyDocument') ?? policy;
  const statements = toItems(findEntry(document, 'Statement') ?? document);
  return statements.some((statement) => {
    const principal = findEntry(statement, 'Principal');
    const isDeny = findEntry(statement, 'Effect');
    if (isDeny?.kind === 'literal' && isDeny.value === 'Deny') return false;
    return principal?.kind !== 'map' || [...principal.entries.keys()].some((kind) => kind !== 'Service');
  });
}
