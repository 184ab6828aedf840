import { alb } from './alb/alb.ts';
import { alexaSkill } from './alexa-skill/alexa-skill.ts';
import { alexaSmartHome } from './alexa-smart-home/alexa-smart-home.ts';
import { apiGatewayAuthorizerRequest } from './api-gateway-authorizer-request/api-gateway-authorizer-request.ts';
import { apiGatewayAuthorizerToken } from './api-gateway-authorizer-token/api-gateway-authorizer-token.ts';
import { apiGatewayAuthorizerV2 } from './api-gateway-authorizer-v2/api-gateway-authorizer-v2.ts';
import { apiGatewayV1 } from './api-gateway-v1/api-gateway-v1.ts';
import { apiGatewayV2 } from './api-gateway-v2/api-gateway-v2.ts';
import { apiGatewayWebsocket } from './api-gateway-websocket/api-gateway-websocket.ts';
import { appsyncAuthorizer } from './appsync-authorizer/appsync-authorizer.ts';
import { appsyncEvents } from './appsync-events/appsync-events.ts';
import { appsyncResolver } from './appsync-resolver/appsync-resolver.ts';
import { bedrockAgent } from './bedrock-agent/bedrock-agent.ts';
import { clientvpnConnectionHandler } from './clientvpn-connection-handler/clientvpn-connection-handler.ts';
import { cloudformationCustomResource } from './cloudformation-custom-resource/cloudformation-custom-resource.ts';
import { cloudfrontEdge } from './cloudfront-edge/cloudfront-edge.ts';
import { cloudwatchAlarm } from './cloudwatch-alarm/cloudwatch-alarm.ts';
import { cloudwatchDashboard } from './cloudwatch-dashboard/cloudwatch-dashboard.ts';
import { cloudwatchLogs } from './cloudwatch-logs/cloudwatch-logs.ts';
import { codecommit } from './codecommit/codecommit.ts';
import { codedeployHook } from './codedeploy-hook/codedeploy-hook.ts';
import { codepipelineJob } from './codepipeline-job/codepipeline-job.ts';
import { cognitoCreateAuthChallenge } from './cognito-create-auth-challenge/cognito-create-auth-challenge.ts';
import { cognitoCustomEmailSender } from './cognito-custom-email-sender/cognito-custom-email-sender.ts';
import { cognitoCustomMessage } from './cognito-custom-message/cognito-custom-message.ts';
import { cognitoCustomSmsSender } from './cognito-custom-sms-sender/cognito-custom-sms-sender.ts';
import { cognitoDefineAuthChallenge } from './cognito-define-auth-challenge/cognito-define-auth-challenge.ts';
import { cognitoInboundFederation } from './cognito-inbound-federation/cognito-inbound-federation.ts';
import { cognitoPostAuthentication } from './cognito-post-authentication/cognito-post-authentication.ts';
import { cognitoPostConfirmation } from './cognito-post-confirmation/cognito-post-confirmation.ts';
import { cognitoPreAuthentication } from './cognito-pre-authentication/cognito-pre-authentication.ts';
import { cognitoPreSignup } from './cognito-pre-signup/cognito-pre-signup.ts';
import { cognitoPreTokenGeneration } from './cognito-pre-token-generation/cognito-pre-token-generation.ts';
import { cognitoSync } from './cognito-sync/cognito-sync.ts';
import { cognitoUserMigration } from './cognito-user-migration/cognito-user-migration.ts';
import { cognitoVerifyAuthChallenge } from './cognito-verify-auth-challenge/cognito-verify-auth-challenge.ts';
import { configRule } from './config-rule/config-rule.ts';
import { connectContactFlow } from './connect-contact-flow/connect-contact-flow.ts';
import { connectOutboundCampaigns } from './connect-outbound-campaigns/connect-outbound-campaigns.ts';
import { documentdb } from './documentdb/documentdb.ts';
import { dynamodbStream } from './dynamodb-stream/dynamodb-stream.ts';
import { eventbridge } from './eventbridge/eventbridge.ts';
import { firehose } from './firehose/firehose.ts';
import { functionUrl } from './function-url/function-url.ts';
import { iot1Click } from './iot-1-click/iot-1-click.ts';
import { iotButton } from './iot-button/iot-button.ts';
import { iotCustomAuthorizer } from './iot-custom-authorizer/iot-custom-authorizer.ts';
import { iotPreprovisionHook } from './iot-preprovision-hook/iot-preprovision-hook.ts';
import { kafka } from './kafka/kafka.ts';
import { kinesis } from './kinesis/kinesis.ts';
import { kinesisAnalytics } from './kinesis-analytics/kinesis-analytics.ts';
import { lexV1 } from './lex-v1/lex-v1.ts';
import { lexV2 } from './lex-v2/lex-v2.ts';
import { mqActivemq } from './mq-activemq/mq-activemq.ts';
import { mqRabbitmq } from './mq-rabbitmq/mq-rabbitmq.ts';
import { s3 } from './s3/s3.ts';
import { s3Batch } from './s3-batch/s3-batch.ts';
import { s3ObjectLambda } from './s3-object-lambda/s3-object-lambda.ts';
import { sagemakerGroundTruth } from './sagemaker-ground-truth/sagemaker-ground-truth.ts';
import { secretsmanagerRotation } from './secretsmanager-rotation/secretsmanager-rotation.ts';
import { ses } from './ses/ses.ts';
import { sns } from './sns/sns.ts';
import { sqs } from './sqs/sqs.ts';
import { stepfunctionsError } from './stepfunctions-error/stepfunctions-error.ts';
import { transferFamilyAuthorizer } from './transfer-family-authorizer/transfer-family-authorizer.ts';
import { vpcLatticeV1 } from './vpc-lattice-v1/vpc-lattice-v1.ts';
import { vpcLatticeV2 } from './vpc-lattice-v2/vpc-lattice-v2.ts';
import { workmail } from './workmail/workmail.ts';
import type { EventSource } from './parts/source.ts';
import type { SourceName } from './source-name.ts';

/** Every source, those that functions see most often first: `identify` asks them in this order. */
export const sources: readonly EventSource<unknown, never>[] = [
  apiGatewayV2,
  apiGatewayV1,
  sqs,
  s3,
  sns,
  eventbridge,
  dynamodbStream,
  kinesis,
  functionUrl,
  alb,
  alexaSkill,
  alexaSmartHome,
  apiGatewayAuthorizerRequest,
  apiGatewayAuthorizerToken,
  apiGatewayAuthorizerV2,
  apiGatewayWebsocket,
  appsyncAuthorizer,
  appsyncEvents,
  appsyncResolver,
  bedrockAgent,
  clientvpnConnectionHandler,
  cloudformationCustomResource,
  cloudfrontEdge,
  cloudwatchAlarm,
  cloudwatchDashboard,
  cloudwatchLogs,
  codecommit,
  codedeployHook,
  codepipelineJob,
  cognitoCreateAuthChallenge,
  cognitoCustomEmailSender,
  cognitoCustomMessage,
  cognitoCustomSmsSender,
  cognitoDefineAuthChallenge,
  cognitoInboundFederation,
  cognitoPostAuthentication,
  cognitoPostConfirmation,
  cognitoPreAuthentication,
  cognitoPreSignup,
  cognitoPreTokenGeneration,
  cognitoSync,
  cognitoUserMigration,
  cognitoVerifyAuthChallenge,
  configRule,
  connectContactFlow,
  connectOutboundCampaigns,
  documentdb,
  firehose,
  iot1Click,
  iotButton,
  iotCustomAuthorizer,
  iotPreprovisionHook,
  kafka,
  kinesisAnalytics,
  lexV1,
  lexV2,
  mqActivemq,
  mqRabbitmq,
  s3Batch,
  s3ObjectLambda,
  sagemakerGroundTruth,
  secretsmanagerRotation,
  ses,
  stepfunctionsError,
  transferFamilyAuthorizer,
  vpcLatticeV1,
  vpcLatticeV2,
  workmail,
];

/** What kind of source has a name. */
interface NamedSources {
  readonly alb: typeof alb;
  readonly 'alexa-skill': typeof alexaSkill;
  readonly 'alexa-smart-home': typeof alexaSmartHome;
  readonly 'api-gateway-authorizer-request': typeof apiGatewayAuthorizerRequest;
  readonly 'api-gateway-authorizer-token': typeof apiGatewayAuthorizerToken;
  readonly 'api-gateway-authorizer-v2': typeof apiGatewayAuthorizerV2;
  readonly 'api-gateway-v1': typeof apiGatewayV1;
  readonly 'api-gateway-v2': typeof apiGatewayV2;
  readonly 'api-gateway-websocket': typeof apiGatewayWebsocket;
  readonly 'appsync-authorizer': typeof appsyncAuthorizer;
  readonly 'appsync-events': typeof appsyncEvents;
  readonly 'appsync-resolver': typeof appsyncResolver;
  readonly 'bedrock-agent': typeof bedrockAgent;
  readonly 'clientvpn-connection-handler': typeof clientvpnConnectionHandler;
  readonly 'cloudformation-custom-resource': typeof cloudformationCustomResource;
  readonly 'cloudfront-edge': typeof cloudfrontEdge;
  readonly 'cloudwatch-alarm': typeof cloudwatchAlarm;
  readonly 'cloudwatch-dashboard': typeof cloudwatchDashboard;
  readonly 'cloudwatch-logs': typeof cloudwatchLogs;
  readonly codecommit: typeof codecommit;
  readonly 'codedeploy-hook': typeof codedeployHook;
  readonly 'codepipeline-job': typeof codepipelineJob;
  readonly 'cognito-create-auth-challenge': typeof cognitoCreateAuthChallenge;
  readonly 'cognito-custom-email-sender': typeof cognitoCustomEmailSender;
  readonly 'cognito-custom-message': typeof cognitoCustomMessage;
  readonly 'cognito-custom-sms-sender': typeof cognitoCustomSmsSender;
  readonly 'cognito-define-auth-challenge': typeof cognitoDefineAuthChallenge;
  readonly 'cognito-inbound-federation': typeof cognitoInboundFederation;
  readonly 'cognito-post-authentication': typeof cognitoPostAuthentication;
  readonly 'cognito-post-confirmation': typeof cognitoPostConfirmation;
  readonly 'cognito-pre-authentication': typeof cognitoPreAuthentication;
  readonly 'cognito-pre-signup': typeof cognitoPreSignup;
  readonly 'cognito-pre-token-generation': typeof cognitoPreTokenGeneration;
  readonly 'cognito-sync': typeof cognitoSync;
  readonly 'cognito-user-migration': typeof cognitoUserMigration;
  readonly 'cognito-verify-auth-challenge': typeof cognitoVerifyAuthChallenge;
  readonly 'config-rule': typeof configRule;
  readonly 'connect-contact-flow': typeof connectContactFlow;
  readonly 'connect-outbound-campaigns': typeof connectOutboundCampaigns;
  readonly documentdb: typeof documentdb;
  readonly 'dynamodb-stream': typeof dynamodbStream;
  readonly eventbridge: typeof eventbridge;
  readonly firehose: typeof firehose;
  readonly 'function-url': typeof functionUrl;
  readonly 'iot-1-click': typeof iot1Click;
  readonly 'iot-button': typeof iotButton;
  readonly 'iot-custom-authorizer': typeof iotCustomAuthorizer;
  readonly 'iot-preprovision-hook': typeof iotPreprovisionHook;
  readonly kafka: typeof kafka;
  readonly kinesis: typeof kinesis;
  readonly 'kinesis-analytics': typeof kinesisAnalytics;
  readonly 'lex-v1': typeof lexV1;
  readonly 'lex-v2': typeof lexV2;
  readonly 'mq-activemq': typeof mqActivemq;
  readonly 'mq-rabbitmq': typeof mqRabbitmq;
  readonly s3: typeof s3;
  readonly 's3-batch': typeof s3Batch;
  readonly 's3-object-lambda': typeof s3ObjectLambda;
  readonly 'sagemaker-ground-truth': typeof sagemakerGroundTruth;
  readonly 'secretsmanager-rotation': typeof secretsmanagerRotation;
  readonly ses: typeof ses;
  readonly sns: typeof sns;
  readonly sqs: typeof sqs;
  readonly 'stepfunctions-error': typeof stepfunctionsError;
  readonly 'transfer-family-authorizer': typeof transferFamilyAuthorizer;
  readonly 'vpc-lattice-v1': typeof vpcLatticeV1;
  readonly 'vpc-lattice-v2': typeof vpcLatticeV2;
  readonly workmail: typeof workmail;
}

/** The event of the source of this name, once it is parsed. */
export type EventOf<Name extends SourceName> = NamedSources[Name] extends EventSource<infer E, never> ? E : never;

/** What the policy of the source of this name may say. */
export type PolicyOf<Name extends SourceName> = NamedSources[Name] extends EventSource<unknown, infer P> ? P : never;
