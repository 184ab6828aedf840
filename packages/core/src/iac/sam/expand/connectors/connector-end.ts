import type { Expansion } from '../expansion.ts';
import { findReferenced, getAtt, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isEqual, isObject, isSet } from '../json.ts';
import { refuse } from '../refusal.ts';

/** One end of a connector, and what is known of it. */
export interface ConnectorEnd {
  readonly id: string | undefined;
  readonly type: string;
  /** The type before the expansion. */
  readonly declaredType: string;
  readonly roleName: Json | undefined;
  readonly queueUrl: Json | undefined;
  /** `Arn`, `Name`, `ResourceId`, `Qualifier`. */
  readonly values: Readonly<Record<string, Json | undefined>>;
}

/** What SAM's own types become. */
const BECOMES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
};

/** Types whose ARN `Ref` gives. */
const REF_IS_ARN = /^AWS::(?:StepFunctions::StateMachine|AppSync::(?:GraphQLApi|DataSource)|SNS::Topic)$/;
const HAS_ARN =
  /^AWS::(?:Lambda::Function|Events::(?:Rule|EventBus)|SQS::Queue|DynamoDB::Table|S3::Bucket|Location::PlaceIndex|ApiGatewayV2::Api|ApiGateway::RestApi)$/;
const IS_API = /^AWS::ApiGateway(?:V2::Api|::RestApi)$/;

/** The property that names the role. */
const ROLE: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
  'AWS::AppSync::DataSource': 'ServiceRoleArn',
};

/** @throws Refusal when the end names nothing that is known. */
export function readConnectorEnd(given: JsonObject, other: JsonObject, expansion: Expansion): ConnectorEnd {
  const hasOther = Object.keys(given).some((key) => key !== 'Id' && key !== 'Qualifier');
  if ('Id' in given === hasOther) refuse('an end of a connector takes `Id`, or `Type` with what is known of it', given);
  const id = given['Id'];
  if (!isSet(id)) return readNamed(given);
  if (typeof id !== 'string') return refuse('`Id` must be text', given);
  const resource = findMember(expansion.results, id);
  if (!isObject(resource)) return refuse(`the template has no resource \`${id}\``, given);
  const type = resource['Type'];
  if (typeof type !== 'string' || type === '') return refuse(`resource \`${id}\` has no \`Type\``, given);
  const properties = isObject(resource['Properties']) ? resource['Properties'] : {};
  const declared = findMember(expansion.sources, id);
  const before = isObject(declared) ? declared['Type'] : undefined;
  return {
    id,
    type,
    declaredType: typeof before === 'string' ? before : type,
    roleName: findRole(type, properties, other),
    queueUrl: type === 'AWS::SQS::Queue' ? ref(id) : undefined,
    values: {
      Arn: REF_IS_ARN.test(type) ? ref(id) : HAS_ARN.test(type) ? getAtt(id, 'Arn') : undefined,
      Name: type === 'AWS::StepFunctions::StateMachine' ? getAtt(id, 'Name') : undefined,
      ResourceId: IS_API.test(type) ? ref(id) : type.endsWith('GraphQLApi') ? getAtt(id, 'ApiId') : undefined,
      Qualifier: 'Qualifier' in given ? given['Qualifier'] : IS_API.test(type) ? '*' : undefined,
    },
  };
}

function readNamed(given: JsonObject): ConnectorEnd {
  const type = given['Type'];
  if (typeof type !== 'string' || type === '') return refuse('an end of a connector needs `Type`', given);
  const own = (Object.hasOwn(BECOMES, type) ? BECOMES[type] : undefined) ?? type;
  const { Arn, Name, ResourceId, Qualifier } = given;
  return {
    id: undefined,
    type: own,
    declaredType: own,
    roleName: given['RoleName'],
    queueUrl: given['QueueUrl'],
    values: { Arn, Name, ResourceId, Qualifier },
  };
}

function findRole(type: string, properties: JsonObject, other: JsonObject): Json | undefined {
  const property = Object.hasOwn(ROLE, type) ? ROLE[type] : undefined;
  const role =
    property !== undefined
      ? properties[property]
      : type === 'AWS::Events::Rule'
        ? findTargetRole(properties, other)
        : undefined;
  const id = findReferenced(role);
  return id === undefined ? undefined : ref(id);
}

/** The role of the target that the connector leads to. */
function findTargetRole(properties: JsonObject, other: JsonObject): Json | undefined {
  const targets = Array.isArray(properties['Targets']) ? properties['Targets'] : [];
  const found = targets.find((target) => {
    const arn = isObject(target) ? target['Arn'] : undefined;
    const id = findReferenced(arn);
    return (id !== undefined && id === other['Id']) || (isSet(other['Arn']) && isEqual(arn, other['Arn']));
  });
  return isObject(found) ? found['RoleArn'] : undefined;
}
