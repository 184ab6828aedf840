/** How the ARN of a resource of one CloudFormation type is spelled, and what `Ref` and its attributes give. */
export interface PhysicalName {
  /** The ARN with `{name}` for what names the resource; `{account}`, `{region}`, `{partition}` are the stack's own. */
  readonly arn: string;
  /** The property that sets the name; `null` where the name is always an id that AWS makes. */
  readonly property: string | null;
  readonly ref: 'name' | 'arn' | 'other';
  /** Attributes that give the ARN. */
  readonly arnAttributes: readonly string[];
  /** Attributes that give the name. */
  readonly nameAttributes: readonly string[];
}

const regional = (rest: string): string => `arn:{partition}:${rest.replace(':', ':{region}:{account}:')}`;

const define = (
  arn: string,
  property: string | null,
  ref: PhysicalName['ref'],
  nameAttributes: readonly string[] = [],
  arnAttributes: readonly string[] = ['Arn'],
): PhysicalName => ({ arn, property, ref, nameAttributes, arnAttributes });

const TABLE = define(regional('dynamodb:table/{name}'), 'TableName', 'name');
const FUNCTION = define(regional('lambda:function:{name}'), 'FunctionName', 'name');
// The state machine's ARN is its own Ref; SAM calls the property Name.
const STATE_MACHINE = regional('states:stateMachine:{name}');

/** From the "Return values" section of each type's page in the CloudFormation template reference. */
const NAMES: Readonly<Record<string, PhysicalName>> = {
  'AWS::AppSync::GraphQLApi': define(regional('appsync:apis/{name}'), null, 'arn', ['ApiId']),
  'AWS::CloudWatch::Alarm': define(regional('cloudwatch:alarm:{name}'), 'AlarmName', 'name'),
  'AWS::CodeBuild::Project': define(regional('codebuild:project/{name}'), 'Name', 'name'),
  'AWS::Cognito::UserPool': define(regional('cognito-idp:userpool/{name}'), null, 'name', ['UserPoolId']),
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::DynamoDB::Table': TABLE,
  'AWS::ECR::Repository': define(regional('ecr:repository/{name}'), 'RepositoryName', 'name'),
  'AWS::Events::EventBus': define(regional('events:event-bus/{name}'), 'Name', 'name', ['Name']),
  'AWS::IAM::Role': define('arn:{partition}:iam::{account}:role/{name}', 'RoleName', 'name'),
  'AWS::KMS::Key': define(regional('kms:key/{name}'), null, 'name', ['KeyId']),
  'AWS::Kinesis::Stream': define(regional('kinesis:stream/{name}'), 'Name', 'name'),
  'AWS::KinesisFirehose::DeliveryStream': define(
    regional('firehose:deliverystream/{name}'),
    'DeliveryStreamName',
    'name',
  ),
  'AWS::Lambda::Function': FUNCTION,
  'AWS::Logs::LogGroup': define(regional('logs:log-group:{name}'), 'LogGroupName', 'name', [], []),
  'AWS::S3::Bucket': define('arn:{partition}:s3:::{name}', 'BucketName', 'name'),
  'AWS::SNS::Topic': define(regional('sns:{name}'), 'TopicName', 'arn', ['TopicName'], ['TopicArn']),
  'AWS::SQS::Queue': define(regional('sqs:{name}'), 'QueueName', 'other', ['QueueName']),
  'AWS::SSM::Parameter': define(regional('ssm:parameter/{name}'), 'Name', 'name', [], []),
  'AWS::SecretsManager::Secret': define(regional('secretsmanager:secret:{name}'), null, 'arn', [], ['Id']),
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::SimpleTable': TABLE,
  'AWS::Serverless::StateMachine': define(STATE_MACHINE, 'Name', 'arn', ['Name']),
  'AWS::StepFunctions::Activity': define(regional('states:activity:{name}'), 'Name', 'arn', ['Name']),
  'AWS::StepFunctions::StateMachine': define(STATE_MACHINE, 'StateMachineName', 'arn', ['Name']),
};

export function findPhysicalName(type: string): PhysicalName | undefined {
  return Object.hasOwn(NAMES, type) ? NAMES[type] : undefined;
}
