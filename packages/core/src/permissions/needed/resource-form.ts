/** What a value says of the thing it names: its ARN, a URL with it, or its bare name (or id). */
export type Form = 'arn' | 'url' | 'name';

/** How CloudFormation names a resource of one type. */
export interface ResourceForm {
  /** What `Ref` gives. */
  readonly ref: Form;
  /** The attribute with the ARN; `null` when `Ref` gives the ARN or no attribute does. */
  readonly arn: string | null;
  /** The property that sets the physical name. */
  readonly name?: string;
}

const named = (name: string, arn: string | null = 'Arn'): ResourceForm => ({ ref: 'name', arn, name });
const byArn = (name: string): ResourceForm => ({ ref: 'arn', arn: null, name });

/** From the "Return values" section of each type's page in the CloudFormation template reference. */
const FORMS: Readonly<Record<string, ResourceForm>> = {
  'AWS::ApiGateway::RestApi': { ref: 'name', arn: null },
  'AWS::ApiGatewayV2::Api': { ref: 'name', arn: null },
  'AWS::AppSync::GraphQLApi': { ref: 'arn', arn: 'Arn' },
  'AWS::Athena::WorkGroup': named('Name', null),
  'AWS::Cognito::IdentityPool': { ref: 'name', arn: null },
  'AWS::Cognito::UserPool': { ref: 'name', arn: 'Arn' },
  'AWS::DynamoDB::GlobalTable': named('TableName'),
  'AWS::DynamoDB::Table': named('TableName'),
  'AWS::ECS::TaskDefinition': { ref: 'arn', arn: null },
  'AWS::Events::EventBus': named('Name'),
  'AWS::Events::Rule': named('Name'),
  'AWS::IAM::ManagedPolicy': { ref: 'arn', arn: null },
  'AWS::IAM::Role': named('RoleName'),
  'AWS::KMS::Alias': { ref: 'name', arn: null },
  'AWS::KMS::Key': { ref: 'name', arn: 'Arn' },
  'AWS::Kinesis::Stream': named('Name'),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName'),
  'AWS::Lambda::Alias': { ref: 'arn', arn: null },
  'AWS::Lambda::Function': named('FunctionName'),
  'AWS::Lambda::Version': { ref: 'arn', arn: null },
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::S3::Bucket': named('BucketName'),
  'AWS::SNS::Topic': byArn('TopicName'),
  'AWS::SQS::Queue': { ref: 'url', arn: 'Arn', name: 'QueueName' },
  'AWS::SSM::Parameter': named('Name', null),
  'AWS::SecretsManager::Secret': byArn('Name'),
  'AWS::StepFunctions::Activity': byArn('Name'),
  'AWS::StepFunctions::StateMachine': byArn('StateMachineName'),
};

/** SAM's types by what SAM makes of them. */
const SAM: Readonly<Record<string, string>> = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::LayerVersion': 'AWS::Lambda::LayerVersion',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** The CloudFormation type behind a type of SAM; other types are themselves. */
export const toCloudFormationType = (type: string): string => SAM[type] ?? type;

export function findResourceForm(type: string): ResourceForm | undefined {
  return FORMS[toCloudFormationType(type)];
}
