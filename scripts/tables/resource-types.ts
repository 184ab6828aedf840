import type { SpecDatabase } from './cfn-types.ts';
import { packArn, writeTable } from './emit.ts';

/** What the table takes from a resource of the registry. */
interface Resource {
  readonly cloudFormationType: string;
  readonly name: string;
  readonly arnTemplate?: string;
  readonly primaryIdentifier?: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Meaning = 'name' | 'arn' | 'id' | 'url' | 'other';

/** What `Ref` gives where the primary identifier of the type's schema does not say so; from each type's page, "Return values". */
const REF: Readonly<Record<string, Meaning>> = {
  'AWS::ApiGateway::Authorizer': 'id',
  'AWS::ApiGateway::Deployment': 'id',
  'AWS::ApiGateway::Method': 'id',
  'AWS::ApiGateway::Model': 'name',
  'AWS::ApiGateway::Resource': 'id',
  'AWS::ApiGateway::Stage': 'name',
  'AWS::ApiGatewayV2::Authorizer': 'id',
  'AWS::ApiGatewayV2::Deployment': 'id',
  'AWS::ApiGatewayV2::Integration': 'id',
  'AWS::ApiGatewayV2::Route': 'id',
  'AWS::ApiGatewayV2::Stage': 'name',
  'AWS::AppSync::ApiKey': 'arn',
  'AWS::AppSync::DataSource': 'arn',
  'AWS::AppSync::FunctionConfiguration': 'arn',
  'AWS::AppSync::GraphQLApi': 'arn',
  'AWS::AppSync::Resolver': 'arn',
  'AWS::Batch::JobDefinition': 'arn',
  'AWS::CertificateManager::Certificate': 'arn',
  'AWS::CloudFormation::Stack': 'arn',
  'AWS::Cognito::UserPoolClient': 'id',
  'AWS::Cognito::UserPoolGroup': 'name',
  'AWS::ECS::Service': 'arn',
  'AWS::EFS::MountTarget': 'id',
  'AWS::Events::Rule': 'name',
  'AWS::Glue::Database': 'name',
  'AWS::Glue::Table': 'name',
  'AWS::Lambda::Permission': 'id',
  'AWS::SecretsManager::Secret': 'arn',
  'AWS::SNS::Subscription': 'arn',
};

const ATTRIBUTES: Readonly<Record<string, Meaning>> = {
  'AWS::SecretsManager::Secret.Id': 'arn',
};

const IAM_PREFIX: Readonly<Record<string, string>> = {
  ApiGateway: 'apigateway',
  ApiGatewayV2: 'apigateway',
  CertificateManager: 'acm',
  CloudFormation: 'cloudformation',
  Cognito: 'cognito-idp',
  ElasticLoadBalancing: 'elasticloadbalancing',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  Scheduler: 'scheduler',
};

/** The property that names the resource, where it is neither the primary identifier nor the ARN's placeholder. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::KMS::Key': '',
  'AWS::ECS::TaskDefinition': 'Family',
  'AWS::Lambda::LayerVersion': 'LayerName',
  'AWS::Lambda::Alias': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::CloudFormation::Stack': '',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** ARNs that the registry lacks, or that `Ref` fills in another way than the placeholder says. */
const ARN: Readonly<Record<string, string>> = {
  // `Ref` gives the name with its `alias/`.
  'AWS::KMS::Alias': 'arn:${Partition}:kms:${Region}:${Account}:${Ref}',
  'AWS::Scheduler::Schedule': 'arn:${Partition}:scheduler:${Region}:${Account}:schedule/${GroupName}/${Ref}',
};

const fold = (name: string): string => name.replaceAll(/[^a-zA-Z0-9]/g, '').toLowerCase();

function meaningOf(name: string): Meaning {
  if (/arn$/i.test(name)) return 'arn';
  if (/(domain|host)name$/i.test(name)) return 'other';
  if (/(url|uri|endpoint)$/i.test(name)) return 'url';
  if (/name$/i.test(name)) return 'name';
  return /(id|identifier)$/i.test(name) ? 'id' : 'other';
}

/** `type|IAM prefix|ARN|what Ref gives|property with the name|attribute:meaning …`, meanings by their first letter. */
export function writeResourceTypes(db: SpecDatabase): void {
  const all = db.all('resource').filter((r) => !r.cloudFormationType.startsWith('AWS::Serverless::'));
  const prefixes = findServicePrefixes(all);
  const lines = all
    .toSorted((a, b) => (a.cloudFormationType < b.cloudFormationType ? -1 : 1))
    .map((resource) => {
      const type = resource.cloudFormationType;
      const service = type.split('::')[1] ?? '';
      const prefix =
        resource.arnTemplate?.split(':')[2] ?? IAM_PREFIX[service] ?? prefixes.get(service) ?? service.toLowerCase();
      const attributes = Object.keys(resource.attributes).filter(
        (a) => !a.includes('.') || /(Arn|Name|Id|Url)$/.test(a),
      );
      const packed = attributes.map((a) => `${a}:${(ATTRIBUTES[`${type}.${a}`] ?? meaningOf(a)).charAt(0)}`).join(' ');
      const ref = refMeaning(resource);
      return [type, prefix, packArn(arnWithRef(resource, ref)), ref.charAt(0), nameProperty(resource), packed].join(
        '|',
      );
    });
  writeTable('resource-types.ts', 'resourceTypesTable', '@aws-cdk/aws-service-spec (Apache-2.0)', lines);
}

/** The prefix that most ARNs of a CloudFormation service have. */
function findServicePrefixes(all: readonly Resource[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { cloudFormationType, arnTemplate } of all) {
    const service = cloudFormationType.split('::')[1] ?? '';
    if (arnTemplate !== undefined && !found.has(service)) found.set(service, arnTemplate.split(':')[2] ?? '');
  }
  return found;
}

function refMeaning(resource: Resource): Meaning {
  const given = REF[resource.cloudFormationType];
  if (given !== undefined) return given;
  const ids = resource.primaryIdentifier ?? [];
  if (ids.length !== 1) return ids.length === 0 ? 'id' : 'other';
  const meaning = meaningOf(ids[0] ?? '');
  return meaning === 'other' ? 'name' : meaning;
}

/** The ARN template with `${Ref}` for the placeholder that a name or id from `Ref` fills. */
function arnWithRef(resource: Resource, ref: Meaning): string {
  const given = ARN[resource.cloudFormationType];
  const arn = resource.arnTemplate ?? '';
  if (given !== undefined) return given;
  if (ref !== 'name' && ref !== 'id') return arn;
  const placeholders = [...arn.matchAll(/\$\{(\w+)\}/g)]
    .map((m) => m[1] as string)
    .filter((p) => !['Partition', 'Region', 'Account'].includes(p));
  const last = placeholders.at(-1);
  return last === undefined ? arn : arn.replace(`\${${last}}`, '${Ref}');
}

function nameProperty(resource: Resource): string {
  const given = NAME_PROPERTY[resource.cloudFormationType];
  if (given !== undefined) return given;
  const settable = Object.keys(resource.properties).filter(
    (p) => meaningOf(p) === 'name' || (resource.primaryIdentifier ?? []).includes(p),
  );
  const [id] = resource.primaryIdentifier ?? [];
  if (id !== undefined && resource.primaryIdentifier?.length === 1 && settable.includes(id) && meaningOf(id) !== 'arn')
    return id;
  const last = [...(resource.arnTemplate ?? '').matchAll(/\$\{(\w+)\}/g)].at(-1)?.[1] ?? '';
  return (
    settable.find((p) => fold(p) === fold(last)) ??
    settable.find((p) => fold(p) === `${fold(resource.name)}name`) ??
    (/id$/i.test(last) || last === '' ? '' : (settable.find((p) => p === 'Name') ?? ''))
  );
}
