import type { Abstract } from './abstract.ts';
import { findString } from './abstract.ts';

/** Words in the name of a package that say that it calls AWS. */
const TELLING =
  /(?:^|[-_/@.])(?:aws|amazon|dynamo\w*|dynamodb|electrodb|s3fs|s3|sqs|sns|ses|ssm|kms|boto\w*|aioboto\w*|pynamodb|cognito|bedrock|kinesis|firehose|appsync|secrets?-?manager|step-?functions?|sfn|eventbridge|cloudwatch|athena|redshift|timestream|awswrangler|iot-?data)(?:$|[-_/.])/i;

/** Packages that call AWS, and whose name does not say so. */
const NAMED =
  /^(?:pyathena|watchtower|aws4fetch|aws4-axios|aws4|dyntastic|cloudpathlib|s3path|deltalake|pyiceberg|strands|strands_agents|multer-s3|multer-s3-transform)$/;

/** Names of what a library exports for one service. */
const EXPORTED =
  /^(?:S3|Bedrock|Dynamo(?:DB)?|SQS|Sqs|SNS|Sns|KMS|SSM|CloudWatch|Athena|Kinesis|SecretsManager|EventBridge|StepFunctions)(?=[A-Z]|$)(?!\w*(?:Events?|Records?|Schema|Envelope|Error|Exception|Types?|Input|Output)$)/;

/** Those of them that call nothing with the function's role, or whose calls other models see. */
const HARMLESS =
  /^(?:@types\/.*|aws-lambda|aws-jwt-verify|aws-embedded-metrics|aws_embedded_metrics|aws-lambda-ric|awslambdaric|awslambda|aws-cdk-lib|aws_cdk|@aws-cdk\/.*|@aws-lambda-powertools\/.*|aws_lambda_powertools|aws-xray-sdk.*|aws_xray_sdk|@aws-sdk\/(?:util-.*|types|smithy-client|node-http-handler|middleware-.*|credential-.*|protocol-.*|lib-.*|client-.*)|@aws-sdk|aws-sdk|boto3|botocore|aws-sdk-client-mock.*|aws_lambda_typing|aws-lambda-.*(?:logger|types|router).*|aws-serverless-express|@aws\/lambda-.*types.*|lambda-.*|serverless-.*|@sentry\/.*|@opentelemetry\/.*|s3-.*types|mypy_boto3.*|types_boto3.*|aws-lambda-.*)$/;

/** Whether a package that no model knows may call AWS on the code's behalf. */
export function isCloudPackage(name: string): boolean {
  return (TELLING.test(name) || NAMED.test(name)) && !HARMLESS.test(name);
}

/** Whether what is called of a package says by its name that it calls a service: `S3FileSystem`, `BedrockModel`. */
export const isCloudExport = (path: readonly string[]): boolean => EXPORTED.test(path.at(-1) ?? '');

/** Loggers, formatters and what only names things: what they are given goes nowhere that asks for a permission. */
const HARMLESS_CALL =
  /(?:^|[./@_-])(?:console|log|logs|logger|logging|loguru|structlog|winston|pino|bunyan|debug|info|warn|warning|error|print|pprint|inspect|tracer|xray|x-ray|metrics|json|util|path|os|re|sys|time|datetime|uuid|crypto|assert|pytest|jest|vitest)(?:[./@_-]|$)/i;

export const isHarmlessLibrary = (library: string): boolean =>
  HARMLESS_CALL.test(library) || HARMLESS.test(library.replace(/(?<=.)\..*$/, ''));

/** Names of what reads and writes files. */
const FILE_ACCESS = /^(?:read|write|open|load|save|scan|sink|to|copy|download|upload)(?:$|[_A-Z])/;

/** Whether a call that is not known reads or writes an object by its address. */
export function isObjectAccess(name: string, values: readonly Abstract[]): boolean {
  return FILE_ACCESS.test(name) && values.some(isS3Address);
}

function isS3Address(value: Abstract): boolean {
  const text = value.k === 'concat' ? findString(value.parts[0]) : findString(value);
  return text?.startsWith('s3://') ?? false;
}
