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
const byArn = (name?: string): ResourceForm => ({ ref: 'arn', arn: null, ...(name === undefined ? {} : { name }) });
/** A resource that AWS names by an id of its making. */
const id = (arn: string | null = null): ResourceForm => ({ ref: 'name', arn });

/** From the "Return values" section of each type's page in the CloudFormation template reference. */
const FORMS: Readonly<Record<string, ResourceForm>> = {
  'AWS::AmazonMQ::Broker': id('Arn'),
  'AWS::ApiGateway::RestApi': id(),
  'AWS::ApiGatewayV2::Api': id(),
  'AWS::AppSync::Api': { ref: 'name', arn: 'ApiArn' },
  'AWS::AppSync::GraphQLApi': { ref: 'arn', arn: 'Arn' },
  'AWS::Athena::DataCatalog': named('Name', null),
  'AWS::Athena::WorkGroup': named('Name', null),
  'AWS::Batch::JobDefinition': byArn('JobDefinitionName'),
  'AWS::Batch::JobQueue': byArn('JobQueueName'),
  'AWS::Bedrock::Agent': id('AgentArn'),
  'AWS::Bedrock::Guardrail': byArn('Name'),
  'AWS::Bedrock::KnowledgeBase': id('KnowledgeBaseArn'),
  'AWS::CloudFront::Distribution': id(),
  'AWS::CloudWatch::Alarm': named('AlarmName'),
  'AWS::CodeBuild::Project': named('Name'),
  'AWS::CodePipeline::Pipeline': named('Name', null),
  'AWS::Cognito::IdentityPool': id(),
  'AWS::Cognito::UserPool': id('Arn'),
  'AWS::DynamoDB::GlobalTable': named('TableName'),
  'AWS::DynamoDB::Table': named('TableName'),
  'AWS::ECR::Repository': named('RepositoryName'),
  'AWS::ECS::Cluster': named('ClusterName'),
  'AWS::ECS::TaskDefinition': byArn('Family'),
  'AWS::EFS::FileSystem': id('Arn'),
  'AWS::Elasticsearch::Domain': named('DomainName'),
  'AWS::Events::ApiDestination': named('Name'),
  'AWS::Events::Connection': named('Name'),
  'AWS::Events::EventBus': named('Name'),
  'AWS::Events::Rule': named('Name'),
  'AWS::Glue::Crawler': named('Name', null),
  'AWS::Glue::Database': named('Name', null),
  'AWS::Glue::Job': named('Name', null),
  'AWS::IAM::Group': named('GroupName'),
  'AWS::IAM::ManagedPolicy': byArn('ManagedPolicyName'),
  'AWS::IAM::Role': named('RoleName'),
  'AWS::IAM::User': named('UserName'),
  'AWS::IoT::Policy': named('PolicyName'),
  'AWS::IoT::TopicRule': named('RuleName'),
  'AWS::KMS::Alias': named('AliasName', null),
  'AWS::KMS::Key': id('Arn'),
  'AWS::Kinesis::Stream': named('Name'),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName'),
  'AWS::Lambda::Alias': byArn(),
  'AWS::Lambda::Function': named('FunctionName'),
  'AWS::Lambda::LayerVersion': byArn(),
  'AWS::Lambda::Version': byArn(),
  'AWS::Location::GeofenceCollection': named('CollectionName'),
  'AWS::Location::Map': named('MapName'),
  'AWS::Location::PlaceIndex': named('IndexName'),
  'AWS::Location::Tracker': named('TrackerName'),
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::MSK::Cluster': byArn('ClusterName'),
  'AWS::OpenSearchService::Domain': named('DomainName'),
  'AWS::Pinpoint::App': id('Arn'),
  'AWS::RDS::DBCluster': named('DBClusterIdentifier', 'DBClusterArn'),
  'AWS::RDS::DBInstance': named('DBInstanceIdentifier', 'DBInstanceArn'),
  'AWS::Redshift::Cluster': named('ClusterIdentifier', null),
  'AWS::S3::AccessPoint': named('Name'),
  'AWS::S3::Bucket': named('BucketName'),
  'AWS::SES::ConfigurationSet': named('Name', null),
  'AWS::SES::EmailIdentity': named('EmailIdentity', null),
  'AWS::SES::Template': id(),
  'AWS::SNS::Topic': byArn('TopicName'),
  'AWS::SQS::Queue': { ref: 'url', arn: 'Arn', name: 'QueueName' },
  'AWS::SSM::Document': named('Name', null),
  'AWS::SSM::Parameter': named('Name', null),
  'AWS::SageMaker::Endpoint': byArn('EndpointName'),
  'AWS::Scheduler::ScheduleGroup': named('Name'),
  'AWS::SecretsManager::Secret': byArn('Name'),
  'AWS::StepFunctions::Activity': byArn('Name'),
  'AWS::StepFunctions::StateMachine': byArn('StateMachineName'),
  'AWS::Timestream::Database': named('DatabaseName'),
};

/** SAM's types by what SAM makes of them. */
const SAM: Readonly<Record<string, string>> = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::GraphQLApi': 'AWS::AppSync::GraphQLApi',
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
