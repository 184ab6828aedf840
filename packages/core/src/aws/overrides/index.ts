import type { NeedRule, ServiceRules } from '../need.ts';
import {
  bedrockAgentRuntimeRules,
  bedrockRuntimeRules,
  comprehendRules,
  pollyRules,
  rekognitionRules,
  textractRules,
  transcribeRules,
  translateRules,
} from './ai.ts';
import { appSyncGraphQlRules, executeApiRules, managementApiRules } from './api-gateway.ts';
import { ec2Rules } from './compute.ts';
import { batchRules, ecsRules } from './containers.ts';
import {
  appConfigDataRules,
  athenaRules,
  rdsDataRules,
  redshiftDataRules,
  timestreamQueryRules,
  timestreamWriteRules,
} from './data-apis.ts';
import { rdsDbRules } from './database-login.ts';
import { dynamodbRules } from './dynamodb.ts';
import { sesRules, sesV2Rules } from './email.ts';
import {
  codeArtifactRules,
  ecrPublicRules,
  organizationsRules,
  personalizeRuntimeRules,
  quickSightRules,
  smsVoiceRules,
  wafRules,
} from './governance.ts';
import { cognitoIdentityRules, iamRules, stsRules } from './identity.ts';
import { lambdaRules, lambdaUrlRules } from './lambda.ts';
import { logsRules } from './logs.ts';
import { eventsRules, schedulerRules, snsRules, sqsRules } from './messaging.ts';
import { restRules } from './rest-paths.ts';
import { s3Rules } from './s3.ts';
import { searchHttpRules, searchServerlessHttpRules } from './search.ts';
import { kmsRules, secretsManagerRules } from './secrets.ts';
import { cloudFormationRules } from './stacks.ts';
import { sfnRules } from './step-functions.ts';
import { dynamodbStreamsRules, kinesisRules } from './streams.ts';
import { ssmRules } from './systems-manager.ts';

/** Rules by service key, for what the general rule does not give. */
const RULES: Readonly<Record<string, ServiceRules>> = {
  'aoss-http': searchServerlessHttpRules,
  apigatewaymanagementapi: managementApiRules,
  appconfigdata: appConfigDataRules,
  'appsync-graphql': appSyncGraphQlRules,
  athena: athenaRules,
  batch: batchRules,
  'bedrock-agent-runtime': bedrockAgentRuntimeRules,
  'bedrock-runtime': bedrockRuntimeRules,
  cloudformation: cloudFormationRules,
  'cloudwatch-events': eventsRules,
  'cloudwatch-logs': logsRules,
  codeartifact: codeArtifactRules,
  'cognito-identity': cognitoIdentityRules,
  comprehend: comprehendRules,
  dynamodb: dynamodbRules,
  'dynamodb-streams': dynamodbStreamsRules,
  ec2: ec2Rules,
  'ecr-public': ecrPublicRules,
  ecs: ecsRules,
  'es-http': searchHttpRules,
  eventbridge: eventsRules,
  'execute-api': executeApiRules,
  iam: iamRules,
  kinesis: kinesisRules,
  kms: kmsRules,
  lambda: lambdaRules,
  'lambda-url': lambdaUrlRules,
  organizations: organizationsRules,
  'personalize-runtime': personalizeRuntimeRules,
  'pinpoint-sms-voice-v2': smsVoiceRules,
  polly: pollyRules,
  quicksight: quickSightRules,
  'rds-data': rdsDataRules,
  'rds-db': rdsDbRules,
  'redshift-data': redshiftDataRules,
  rekognition: rekognitionRules,
  s3: s3Rules,
  scheduler: schedulerRules,
  'secrets-manager': secretsManagerRules,
  ses: sesRules,
  sesv2: sesV2Rules,
  sfn: sfnRules,
  sns: snsRules,
  sqs: sqsRules,
  ssm: ssmRules,
  sts: stsRules,
  textract: textractRules,
  'timestream-query': timestreamQueryRules,
  'timestream-write': timestreamWriteRules,
  transcribe: transcribeRules,
  translate: translateRules,
  wafv2: wafRules,
};

/** The rule of an operation, when it has one of its own. */
export function findRule(service: string, operation: string): NeedRule | undefined {
  const rules = Object.hasOwn(RULES, service) ? RULES[service] : undefined;
  if (rules !== undefined && Object.hasOwn(rules, operation)) return rules[operation];
  return restRules(service, operation);
}

/** Every service and operation that has a rule of its own. */
export function listRules(): readonly (readonly [service: string, operation: string])[] {
  return Object.entries(RULES).flatMap(([service, rules]) =>
    Object.keys(rules).map((operation) => [service, operation] as const),
  );
}
