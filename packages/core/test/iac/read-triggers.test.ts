import { describe, expect, it } from 'vitest';
import { toText } from '../../src/app/expression.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

/** The triggers of function `F`: id, kind and source. */
function findTriggers(resources: string, functionBody = ''): string[] {
  const text = `
Parameters: { Arn: { Type: String } }
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: orders-f, Handler: a.b, Runtime: python3.12, Code: { ZipFile: x }${functionBody} }
  V: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref F } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version, Name: live } }
  Q: { Type: AWS::SQS::Queue }
  K: { Type: AWS::Kinesis::Stream }
  T: { Type: AWS::DynamoDB::Table }
  Ws: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } }
  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
${resources}`;
  const app = readApplication(createMemoryHost({ 'template.yaml': text }));
  return (app.functions.find((f) => f.id === 'F')?.triggers ?? []).map(
    (t) => `${t.id} ${t.kind}${t.source === null ? '' : ` ${toText(t.source)}`}`,
  );
}

const URI = "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations'";

describe('what invokes a plain function', () => {
  it.each([
    ['AWS::Lambda::EventSourceMapping', '{ FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn }', 'X sqs ${Q.Arn}'],
    [
      'AWS::Lambda::EventSourceMapping',
      '{ FunctionName: !GetAtt F.Arn, EventSourceArn: !GetAtt K.Arn }',
      'X kinesis ${K.Arn}',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      '{ FunctionName: !Ref Live, EventSourceArn: !GetAtt T.StreamArn }',
      'X dynamodb-stream ${T.StreamArn}',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      "{ FunctionName: orders-f, EventSourceArn: 'arn:aws:kafka:eu-west-1:1:cluster/x/y' }",
      'X msk arn:aws:kafka:eu-west-1:1:cluster/x/y',
    ],
    ['AWS::Lambda::EventSourceMapping', '{ FunctionName: !Ref F, SelfManagedEventSource: {} }', 'X kafka'],
    ['AWS::Lambda::EventSourceMapping', '{ FunctionName: !Ref F, EventSourceArn: !Ref Arn }', 'X other ${Arn}'],
    [
      'AWS::Lambda::EventSourceMapping',
      "{ FunctionName: !Ref F, EventSourceArn: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:1:jobs' }",
      'X sqs arn:${AWS::Partition}:sqs:${AWS::Region}:1:jobs',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      '{ FunctionName: !Ref F, EventSourceArn: !Ref Arn, Topics: [t] }',
      'X msk ${Arn}',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      '{ FunctionName: !Ref F, EventSourceArn: !Ref Arn, Queues: [q] }',
      'X mq ${Arn}',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      '{ FunctionName: !Ref F, EventSourceArn: !Ref Arn, DocumentDBEventSourceConfig: { DatabaseName: d } }',
      'X documentdb ${Arn}',
    ],
    [
      'AWS::Lambda::Permission',
      "{ Action: lambda:InvokeFunction, FunctionName: !Ref F, Principal: '*', InvokedViaFunctionUrl: true }",
      'X function-url',
    ],
    ['AWS::Lambda::Url', '{ TargetFunctionArn: !GetAtt F.Arn, AuthType: NONE }', 'X function-url'],
    ['AWS::SNS::Subscription', '{ Protocol: lambda, Endpoint: !GetAtt F.Arn, TopicArn: !Ref Topic }', 'X sns ${Topic}'],
    ['AWS::SNS::Topic', '{ Subscription: [{ Protocol: lambda, Endpoint: !GetAtt F.Arn }] }', 'X sns ${X}'],
    [
      'AWS::S3::Bucket',
      '{ NotificationConfiguration: { LambdaConfigurations: [{ Event: x, Function: !GetAtt F.Arn }] } }',
      'X s3 ${X}',
    ],
    [
      'AWS::Events::Rule',
      '{ EventPattern: {}, EventBusName: !Ref Bus, Targets: [{ Id: a, Arn: !GetAtt F.Arn }] }',
      'X eventbridge ${Bus}',
    ],
    [
      'AWS::Events::Rule',
      '{ ScheduleExpression: rate(1 day), Targets: [{ Id: a, Arn: !GetAtt F.Arn }] }',
      'X schedule',
    ],
    ['AWS::Scheduler::Schedule', '{ Target: { Arn: !GetAtt F.Arn } }', 'X schedule'],
    ['AWS::Logs::SubscriptionFilter', '{ DestinationArn: !GetAtt F.Arn, LogGroupName: /a }', 'X logs /a'],
    ['AWS::IoT::TopicRule', '{ TopicRulePayload: { Actions: [{ Lambda: { FunctionArn: !GetAtt F.Arn } }] } }', 'X iot'],
    ['AWS::ApiGateway::Method', `{ RestApiId: !Ref Api, Integration: { Uri: ${URI} } }`, 'X rest-api ${Api}'],
    [
      'AWS::ApiGateway::RestApi',
      `{ Body: { paths: { /a: { get: { x-amazon-apigateway-integration: { uri: ${URI} } } } } } }`,
      'X rest-api ${X}',
    ],
    ['AWS::ApiGateway::Authorizer', `{ RestApiId: !Ref Api, AuthorizerUri: ${URI} }`, 'X authorizer ${Api}'],
    ['AWS::ApiGatewayV2::Integration', `{ ApiId: !Ref Http, IntegrationUri: !GetAtt F.Arn }`, 'X http-api ${Http}'],
    ['AWS::ApiGatewayV2::Integration', `{ ApiId: !Ref Ws, IntegrationUri: ${URI} }`, 'X websocket-api ${Ws}'],
    ['AWS::Cognito::UserPool', '{ LambdaConfig: { PreSignUp: !GetAtt F.Arn } }', 'X cognito ${X}'],
    [
      'AWS::AppSync::DataSource',
      '{ ApiId: !Ref G, LambdaConfig: { LambdaFunctionArn: !GetAtt F.Arn } }',
      'X appsync ${G}',
    ],
    [
      'AWS::StepFunctions::StateMachine',
      '{ DefinitionString: !Sub \'{"Resource": "${F.Arn}"}\' }',
      'X step-functions ${X}',
    ],
    [
      'AWS::Serverless::StateMachine',
      '{ DefinitionUri: s.json, DefinitionSubstitutions: { FArn: !GetAtt F.Arn } }',
      'X step-functions ${X}',
    ],
    ['Custom::Thing', '{ ServiceToken: !GetAtt F.Arn }', 'X custom-resource'],
    ['AWS::CloudFormation::CustomResource', '{ ServiceToken: !GetAtt F.Arn }', 'X custom-resource'],
    [
      'AWS::Lambda::Permission',
      '{ FunctionName: !Ref F, Principal: s3.amazonaws.com, SourceArn: !Ref Arn }',
      'X s3 ${Arn}',
    ],
    [
      'AWS::Lambda::Permission',
      "{ FunctionName: !Ref F, Principal: '*', FunctionUrlAuthType: NONE }",
      'X function-url',
    ],
    [
      'AWS::Lambda::Permission',
      "{ FunctionName: !Ref F, Principal: apigateway.amazonaws.com, SourceArn: !Sub 'arn:aws:execute-api:x:1:${Ws}/*' }",
      'X websocket-api arn:aws:execute-api:x:1:${Ws}/*',
    ],
    ['AWS::Lambda::Permission', '{ FunctionName: !Ref F, Principal: config.amazonaws.com }', 'X other'],
  ])('%s %s', (type, properties, expected) => {
    expect(findTriggers(`  X: { Type: ${type}, Properties: ${properties} }\n`)).toEqual([expected]);
  });

  it('is told once when a permission says the same', () => {
    const resources = `
  Rule: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 day), Targets: [{ Id: a, Arn: !GetAtt F.Arn }] } }
  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref F, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn } }
`;
    expect(findTriggers(resources)).toEqual(['Rule schedule']);
  });

  it('is nobody when nothing names it', () => {
    expect(
      findTriggers('  X: { Type: AWS::SNS::Subscription, Properties: { Protocol: sqs, Endpoint: !GetAtt Q.Arn } }\n'),
    ).toEqual([]);
  });
});

describe('events of a SAM function', () => {
  it.each([
    ['Api', '{ Path: /a, Method: get }', 'rest-api ${ServerlessRestApi}'],
    ['Api', '{ Path: /a, Method: get, RestApiId: !Ref Mine }', 'rest-api ${Mine}'],
    ['HttpApi', '{}', 'http-api ${ServerlessHttpApi}'],
    ['S3', '{ Bucket: !Ref B }', 's3 ${B}'],
    ['SNS', '{ Topic: !Ref Topic }', 'sns ${Topic}'],
    ['SNS', '{ Topic: !Ref Topic, SqsSubscription: true }', 'sqs ${FEQueue.Arn}'],
    ['SNS', '{ Topic: !Ref Topic, SqsSubscription: { QueueArn: !GetAtt Q.Arn } }', 'sqs ${Q.Arn}'],
    ['SQS', '{ Queue: !GetAtt Q.Arn }', 'sqs ${Q.Arn}'],
    ['DynamoDB', '{ Stream: !GetAtt T.StreamArn }', 'dynamodb-stream ${T.StreamArn}'],
    ['EventBridgeRule', '{ EventBusName: !Ref Bus }', 'eventbridge ${Bus}'],
    ['ScheduleV2', '{ ScheduleExpression: rate(1 day) }', 'schedule'],
    ['AlexaSkill', '{}', 'alexa'],
    ['SomethingNew', '{}', 'other'],
  ])('%s %s', (type, properties, expected) => {
    const text = `
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: s3://b/k, Events: { E: { Type: ${type}, Properties: ${properties} } } }
`;
    const [read] = readApplication(createMemoryHost({ 'template.yaml': text })).functions;
    const [trigger] = read?.triggers ?? [];
    expect(`${trigger?.kind}${trigger?.source ? ` ${toText(trigger.source)}` : ''}`).toBe(expected);
    expect(trigger?.id).toBe('E');
  });

  it('come with authorizers, hooks and WebSocket routes of the template', () => {
    const text = `
Resources:
  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k } }
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: prod, Auth: { Authorizers: { Mine: { FunctionArn: !GetAtt F.Arn } } } }
  Other:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: s3://b/k, DeploymentPreference: { Hooks: { PreTraffic: !Ref F } } }
  Graph:
    Type: AWS::Serverless::GraphQLApi
    Properties: { DataSources: { Lambda: { One: { FunctionArn: !GetAtt F.Arn } } } }
  Aliased: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k, AutoPublishAlias: live } }
  C: { Type: Custom::C, Properties: { ServiceToken: !Ref Aliased.Alias } }
`;
    const [read, , aliased] = readApplication(createMemoryHost({ 'template.yaml': text })).functions;
    expect(read?.triggers.map((t) => t.kind)).toEqual(['authorizer', 'codedeploy-hook', 'appsync']);
    expect(aliased?.triggers.map((t) => t.kind)).toEqual(['custom-resource']);
  });
});
