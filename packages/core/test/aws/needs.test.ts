import { describe, expect, it } from 'vitest';
import type { CodeValue } from '../../src/app/code-value.ts';
import { constant, notKnown } from '../../src/app/code-value.ts';
import { findAction, findIamResourceType } from '../../src/aws/actions.ts';
import { findNeeds } from '../../src/aws/needs.ts';
import { listOperations } from '../../src/aws/operations.ts';
import { listRules } from '../../src/aws/overrides/index.ts';
import { listServices } from '../../src/aws/services.ts';
import { concat, env, event, list, object, showNeeds } from './code-values.ts';

describe('every operation of every service', () => {
  it('needs actions that the catalogue holds, on resource types that it holds', () => {
    const wrong: string[] = [];
    for (const service of listServices()) {
      for (const operation of listOperations(service)) {
        for (const args of [object({}), notKnown('arguments'), object({}, true), event]) {
          for (const need of findNeeds({ service, operation, args })) {
            if (findAction(need.action)?.name !== need.action && need.guess === undefined)
              wrong.push(`${service}.${operation}: ${need.action}`);
            if (need.targets.length === 0) wrong.push(`${service}.${operation}: no target`);
            for (const target of need.targets) {
              if (target.kind === 'any' || target.resourceType === '*') continue;
              if (findIamResourceType(target.prefix, target.resourceType) === undefined)
                wrong.push(`${service}.${operation}: ${target.resourceType}`);
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has rules only for operations that exist', () => {
    const pseudo = new Set([
      'execute-api.Invoke',
      'appsync-graphql.GraphQL',
      'appsync-graphql.Invoke',
      'lambda-url.InvokeFunctionUrl',
      's3.PostObject',
      'es-http.Http',
      'aoss-http.Http',
      'rds-db.connect',
    ]);
    const unknown = listRules().filter(([s, o]) => !listOperations(s).includes(o) && !pseudo.has(`${s}.${o}`));
    expect(unknown).toEqual([]);
  });

  it('answers for services and operations that nobody knows', () => {
    expect(showNeeds('no-such-service', 'DoThis')).toEqual(['no-such-service:DoThis *']);
    expect(findNeeds({ service: 'dynamodb', operation: 'toString', args: object({}) })[0]?.guess).toBeDefined();
  });
});

describe('the general rule', () => {
  it('fills the ARN from the members of the input', () => {
    expect(showNeeds('dynamodb', 'GetItem', { TableName: env('T') })).toEqual([
      'dynamodb:GetItem dynamodb:::table/<T>',
    ]);
    expect(showNeeds('dynamodb', 'GetItem')).toEqual(['dynamodb:GetItem dynamodb:::table/*']);
    expect(showNeeds('glue', 'StartJobRun', { JobName: 'nightly' })).toEqual(['glue:StartJobRun glue:::job/nightly']);
    expect(showNeeds('firehose', 'PutRecordBatch', { DeliveryStreamName: event })).toEqual([
      'firehose:PutRecordBatch firehose:::deliverystream/<event>',
    ]);
    expect(showNeeds('kinesis', 'PutRecords', { StreamARN: env('S') })).toEqual([
      'kinesis:PutRecords kinesis:::stream/<S>',
    ]);
    expect(showNeeds('cognito-identity-provider', 'AdminGetUser', { UserPoolId: env('P') })).toEqual([
      'cognito-idp:AdminGetUser cognito-idp:::userpool/<P>',
    ]);
    expect(showNeeds('cloudfront', 'CreateInvalidation', { DistributionId: env('D') })).toEqual([
      'cloudfront:CreateInvalidation cloudfront:::distribution/<D>',
    ]);
    expect(showNeeds('pinpoint', 'SendMessages', { ApplicationId: env('A') })).toEqual([
      'mobiletargeting:SendMessages mobiletargeting:::apps/<A>/messages',
    ]);
  });

  it('reads constant ARNs, lists and alternatives', () => {
    const arn = 'arn:aws:sns:eu-west-1:111122223333:orders';
    expect(showNeeds('sns', 'Publish', { TopicArn: arn })).toEqual([
      'sns:Publish aws:sns:eu-west-1:111122223333:orders',
    ]);
    const either: ReturnType<typeof env> = { kind: 'one-of', values: [constant('a'), env('B')] };
    expect(showNeeds('dynamodb', 'PutItem', { TableName: either })).toEqual([
      'dynamodb:PutItem dynamodb:::table/a',
      'dynamodb:PutItem dynamodb:::table/<B>',
    ]);
    expect(showNeeds('ssm', 'GetParameters', { Names: list(constant('/a/b'), env('P')) })).toEqual([
      'ssm:GetParameters ssm:::parameter/a/b',
      'ssm:GetParameters ssm:::parameter/<P>',
    ]);
  });

  it('asks for nothing where the API takes the call unsigned', () => {
    for (const operation of ['SignUp', 'InitiateAuth', 'ConfirmSignUp', 'ForgotPassword', 'GetUser']) {
      expect(showNeeds('cognito-identity-provider', operation)).toEqual([]);
    }
    expect(showNeeds('cognito-identity', 'GetId')).toEqual([]);
  });

  it('says `*` where an action knows no resource, or none that is required is named', () => {
    for (const [service, operation, action] of [
      ['ec2', 'DescribeInstances', 'ec2:DescribeInstances'],
      ['cloudwatch', 'PutMetricData', 'cloudwatch:PutMetricData'],
      ['codepipeline', 'PutJobSuccessResult', 'codepipeline:PutJobSuccessResult'],
      ['xray', 'PutTraceSegments', 'xray:PutTraceSegments'],
      ['polly', 'SynthesizeSpeech', 'polly:SynthesizeSpeech'],
      ['translate', 'TranslateText', 'translate:TranslateText'],
      ['comprehend', 'DetectSentiment', 'comprehend:DetectSentiment'],
      ['sfn', 'SendTaskSuccess', 'states:SendTaskSuccess'],
      ['s3', 'ListBuckets', 's3:ListAllMyBuckets'],
    ] as const) {
      expect(showNeeds(service, operation, { Text: event })).toEqual([`${action} *`]);
    }
  });

  it('passes roles on', () => {
    const Code = object({ S3Bucket: env('B'), S3Key: 'a.zip' });
    expect(showNeeds('lambda', 'CreateFunction', { FunctionName: 'f', Code })).toContain('s3:GetObject s3:::<B>/a.zip');
    const update = { FunctionName: 'f', S3Bucket: env('B'), S3Key: 'a.zip' };
    expect(showNeeds('lambda', 'UpdateFunctionCode', update)).toContain('s3:GetObject s3:::<B>/a.zip');
    const TemplateURL = concat('https://', env('B'), '.s3.amazonaws.com/t.yaml');
    expect(showNeeds('cloudformation', 'CreateStack', { StackName: 's', TemplateURL })).toEqual([
      'cloudformation:CreateStack cloudformation:::stack/s/*',
      's3:GetObject s3:::<B>/t.yaml',
    ]);
    expect(showNeeds('lambda', 'CreateFunction', { FunctionName: 'f', Role: env('R') })).toEqual([
      'lambda:CreateFunction lambda:::function:f',
      'iam:PassRole iam:::role/<R>',
    ]);
    expect(showNeeds('s3-control', 'CreateJob', { RoleArn: env('R') })).toEqual([
      's3:CreateJob *',
      'iam:PassRole iam:::role/<R>',
    ]);
    const targets = list(object({ Id: '1', RoleArn: env('R') }), object({ Id: '2' }));
    expect(showNeeds('eventbridge', 'PutTargets', { Rule: 'r', Targets: targets })).toEqual([
      'events:PutTargets events:::rule/r',
      'iam:PassRole iam:::role/<R>',
    ]);
    expect(
      showNeeds('bedrock-runtime', 'Converse', { modelId: 'm', messages: list(object({ role: 'user' })) }),
    ).toEqual(['bedrock:InvokeModel bedrock:::foundation-model/m']);
  });

  it('takes the region that the client was made with, unless it is the function’s own', () => {
    const region = constant('us-east-1');
    expect(showNeeds('dynamodb', 'GetItem', { TableName: 't' }, { region })).toEqual([
      'dynamodb:GetItem dynamodb:us-east-1::table/t',
    ]);
    expect(showNeeds('dynamodb', 'GetItem', { TableName: 't' }, { region: env('AWS_REGION') })).toEqual([
      'dynamodb:GetItem dynamodb:::table/t',
    ]);
  });

  it('survives deep and cyclic-looking arguments', () => {
    let deep = object({});
    for (let i = 0; i < 2000; i++) deep = object({ Target: deep, RoleArn: deep });
    expect(() => findNeeds({ service: 'scheduler', operation: 'CreateSchedule', args: deep })).not.toThrow();
    expect(() =>
      showNeeds('s3', 'GetObject', { Bucket: concat(...Array.from({ length: 5000 }, () => 'x'.repeat(100))) }),
    ).not.toThrow();
  });
});

describe('bindings of operations to resources', () => {
  it.each<[string, string, Readonly<Record<string, CodeValue | string>>, string[]]>([
    // A name of something else is not the resource's own.
    ['athena', 'UpdateNamedQuery', { Name: 'Report' }, ['athena:UpdateNamedQuery athena:::workgroup/*']],
    ['sfn', 'CreateStateMachineAlias', { name: 'live' }, ['states:CreateStateMachineAlias states:::stateMachine:*']],
    [
      'application-auto-scaling',
      'RegisterScalableTarget',
      { ResourceId: 'table/Orders' },
      ['application-autoscaling:RegisterScalableTarget application-autoscaling:::scalable-target/*'],
    ],
    // A member that fits wins over one that comes first.
    ['bedrock-agent', 'UpdateAgent', { agentId: 'A', agentName: 'n' }, ['bedrock:UpdateAgent bedrock:::agent/A']],
    ['rds', 'StopDBCluster', { DBClusterIdentifier: 'db' }, ['rds:StopDBCluster rds:::cluster:db']],
    // An id without an ARN may be of any of the action's types.
    [
      'route-53',
      'ChangeTagsForResource',
      { ResourceId: 'Z1' },
      [
        'route53:ChangeTagsForResource route53:::healthcheck/Z1',
        'route53:ChangeTagsForResource route53:::hostedzone/Z1',
      ],
    ],
    // `ResourceArn` may be of types that nothing else names.
    ['glue', 'TagResource', { ResourceArn: env('A') }, ['glue:TagResource glue:::<A>']],
    [
      'wafv2',
      'AssociateWebACL',
      { WebACLArn: env('W'), ResourceArn: env('A') },
      ['wafv2:AssociateWebACL wafv2:::*/webacl/*/<W>', 'wafv2:AssociateWebACL wafv2:::<A>'],
    ],
  ])('%s %s', (service, operation, args, needs) => {
    expect(showNeeds(service, operation, args)).toEqual(needs);
  });

  it('finds roles however their member is called, and however deep', () => {
    const passed = (service: string, operation: string, args: Readonly<Record<string, CodeValue | string>>): string[] =>
      showNeeds(service, operation, args).filter((need) => need.startsWith('iam:PassRole'));
    expect(passed('emr', 'RunJobFlow', { ServiceRole: 'S', AutoScalingRole: 'A' })).toEqual([
      'iam:PassRole iam:::role/S',
      'iam:PassRole iam:::role/A',
    ]);
    const rule = object({ actions: list(object({ dynamoDBv2: object({ roleArn: env('R') }) })) });
    expect(passed('iot', 'CreateTopicRule', { topicRulePayload: rule })).toEqual(['iam:PassRole iam:::role/<R>']);
  });
});
