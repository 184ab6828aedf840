/** A resource type of Terraform's AWS provider and what its attributes are called. */
export interface TerraformType {
  readonly type: string;
  /** What `Ref` gives in CloudFormation. */
  readonly ref: string;
  readonly arn: string;
}

const define = (type: string, ref: string, arn = 'arn'): TerraformType => ({ type: `aws_${type}`, ref, arn });

const TYPES: Readonly<Record<string, TerraformType>> = {
  'AWS::ApiGateway::RestApi': define('api_gateway_rest_api', 'id'),
  'AWS::ApiGatewayV2::Api': define('apigatewayv2_api', 'id'),
  'AWS::Cognito::UserPool': define('cognito_user_pool', 'id'),
  'AWS::DynamoDB::GlobalTable': define('dynamodb_table', 'name'),
  'AWS::DynamoDB::Table': define('dynamodb_table', 'name'),
  'AWS::Events::EventBus': define('cloudwatch_event_bus', 'name'),
  'AWS::IAM::Role': define('iam_role', 'name'),
  'AWS::KMS::Key': define('kms_key', 'key_id'),
  'AWS::Kinesis::Stream': define('kinesis_stream', 'name'),
  'AWS::KinesisFirehose::DeliveryStream': define('kinesis_firehose_delivery_stream', 'name'),
  'AWS::Lambda::Function': define('lambda_function', 'function_name'),
  'AWS::Logs::LogGroup': define('cloudwatch_log_group', 'name'),
  'AWS::S3::Bucket': define('s3_bucket', 'bucket'),
  'AWS::SNS::Topic': define('sns_topic', 'arn'),
  'AWS::SQS::Queue': define('sqs_queue', 'url'),
  'AWS::SSM::Parameter': define('ssm_parameter', 'name'),
  'AWS::SecretsManager::Secret': define('secretsmanager_secret', 'arn'),
  'AWS::Serverless::Function': define('lambda_function', 'function_name'),
  'AWS::Serverless::HttpApi': define('apigatewayv2_api', 'id'),
  'AWS::Serverless::SimpleTable': define('dynamodb_table', 'name'),
  'AWS::Serverless::Api': define('api_gateway_rest_api', 'id'),
  'AWS::Serverless::StateMachine': define('sfn_state_machine', 'arn'),
  'AWS::StepFunctions::StateMachine': define('sfn_state_machine', 'arn'),
};

export const findTerraformType = (type: string): TerraformType | undefined =>
  Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;

/** `OrdersTable` -> `orders_table`. */
export const toSnakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toLowerCase();
