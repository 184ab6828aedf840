import { describe, expect, it } from 'vitest';
import { constant } from '../../src/app/code-value.ts';
import type { CodeValue } from '../../src/app/code-value.ts';
import { env, event, list, object, showNeeds } from './code-values.ts';

type Args = Readonly<Record<string, CodeValue | string>>;

type Case = [service: string, operation: string, args: Args, needs: string[]];

describe('Systems Manager', () => {
  it.each<Case>([
    // A version or a label is no part of the parameter's ARN; public parameters stand in no account.
    ['ssm', 'GetParameter', { Name: '/app/key:3' }, ['ssm:GetParameter ssm:::parameter/app/key']],
    [
      'ssm',
      'GetParameter',
      { Name: '/aws/service/ami-amazon-linux-latest/al2023' },
      ['ssm:GetParameter ssm::*:parameter/aws/service/ami-amazon-linux-latest/al2023'],
    ],
    [
      'ssm',
      'GetParameter',
      { Name: '/aws/reference/secretsmanager/app/db' },
      [
        'ssm:GetParameter ssm:::parameter/aws/reference/secretsmanager/app/db',
        'secretsmanager:GetSecretValue secretsmanager:::secret:app/db-??????',
      ],
    ],
    [
      'ssm',
      'AddTagsToResource',
      { ResourceType: 'Parameter', ResourceId: '/app/key' },
      ['ssm:AddTagsToResource ssm:::parameter/app/key'],
    ],
    [
      'ssm',
      'SendCommand',
      { DocumentName: 'AWS-RunShellScript', Targets: event },
      [
        'ssm:SendCommand ssm::*:document/AWS-RunShellScript',
        'ssm:SendCommand ec2:::instance/*',
        'ssm:SendCommand ssm:::managed-instance/*',
      ],
    ],
    [
      'ssm',
      'SendCommand',
      { DocumentName: 'Own', InstanceIds: list(env('I')), ServiceRoleArn: env('R') },
      [
        'ssm:SendCommand ssm:::document/Own',
        'ssm:SendCommand ec2:::instance/<I>',
        'ssm:SendCommand ssm:::managed-instance/<I>',
        'iam:PassRole iam:::role/<R>',
      ],
    ],
    [
      'ssm',
      'StartSession',
      { Target: env('I') },
      ['ssm:StartSession ec2:::instance/<I>', 'ssm:StartSession ssm:::managed-instance/<I>'],
    ],
  ])('%s %s %#', (service, operation, args, needs) => {
    expect(showNeeds(service, operation, args)).toEqual(needs);
  });

  it('tags resources of any type when the call does not tell which', () => {
    const needs = showNeeds('ssm', 'AddTagsToResource', { ResourceType: event, ResourceId: 'x' });
    expect(needs).toContain('ssm:AddTagsToResource ssm:::parameter/x');
    expect(needs).toContain('ssm:AddTagsToResource ssm:::document/x');
  });

  it('passes on the role that an automation is given', () => {
    const Parameters = object({ AutomationAssumeRole: list(env('R')) });
    const needs = showNeeds('ssm', 'StartAutomationExecution', { DocumentName: 'AWS-StopEC2Instance', Parameters });
    expect(needs).toContain('iam:PassRole iam:::role/<R>');
    expect(needs).toContain('ssm:StartAutomationExecution ssm::*:automation-definition/AWS-StopEC2Instance:*');
  });
});

describe('further permissions of a call', () => {
  it.each<Case>([
    [
      'sts',
      'AssumeRole',
      { RoleArn: env('R'), SourceIdentity: event, TransitiveTagKeys: event },
      ['sts:AssumeRole iam:::role/<R>', 'sts:TagSession iam:::role/<R>', 'sts:SetSourceIdentity iam:::role/<R>'],
    ],
    [
      'sqs',
      'StartMessageMoveTask',
      { SourceArn: env('D') },
      [
        'sqs:StartMessageMoveTask sqs:::<D>',
        'sqs:ReceiveMessage sqs:::<D>',
        'sqs:DeleteMessage sqs:::<D>',
        'sqs:GetQueueAttributes sqs:::<D>',
        'sqs:SendMessage sqs:::*',
      ],
    ],
    [
      'secrets-manager',
      'RotateSecret',
      { SecretId: env('S'), RotationLambdaARN: env('F') },
      ['secretsmanager:RotateSecret secretsmanager:::secret:<S>', 'lambda:InvokeFunction lambda:::function:<F>'],
    ],
    [
      'codeartifact',
      'GetAuthorizationToken',
      { domain: 'd' },
      ['codeartifact:GetAuthorizationToken codeartifact:::domain/d', 'sts:GetServiceBearerToken *'],
    ],
    ['sfn', 'DescribeExecution', { executionArn: env('E') }, ['states:DescribeExecution states:::execution:*:<E>']],
    [
      'wafv2',
      'UpdateIPSet',
      { Scope: 'CLOUDFRONT', Name: 'n', Id: 'i' },
      ['wafv2:UpdateIPSet wafv2:::global/ipset/n/i'],
    ],
    ['route-53', 'GetHostedZone', { Id: '/hostedzone/Z1' }, ['route53:GetHostedZone route53:::hostedzone/Z1']],
    [
      'organizations',
      'DescribePolicy',
      { PolicyId: 'p-1' },
      ['organizations:DescribePolicy organizations:::policy/*/*/p-1'],
    ],
    [
      'pinpoint-sms-voice-v2',
      'SendTextMessage',
      { ConfigurationSetName: 'c', OriginationIdentity: event },
      ['sms-voice:SendTextMessage *'],
    ],
    [
      'timestream-write',
      'DescribeTable',
      { DatabaseName: 'd', TableName: 't' },
      ['timestream:DescribeTable timestream:::database/d/table/t', 'timestream:DescribeEndpoints *'],
    ],
  ])('%s %s %#', (service, operation, args, needs) => {
    expect(showNeeds(service, operation, args)).toEqual(needs);
  });
});

describe('launching instances', () => {
  it('asks for everything that an instance is made of', () => {
    const args = { ImageId: 'ami-1', SubnetId: env('S'), SecurityGroupIds: list(env('G')), KeyName: 'k' };
    expect(showNeeds('ec2', 'RunInstances', { ...args, IamInstanceProfile: object({ Arn: env('P') }) })).toEqual([
      'ec2:RunInstances ec2:::image/ami-1',
      'ec2:RunInstances ec2:::instance/*',
      'ec2:RunInstances ec2:::network-interface/*',
      'ec2:RunInstances ec2:::security-group/<G>',
      'ec2:RunInstances ec2:::subnet/<S>',
      'ec2:RunInstances ec2:::volume/*',
      'ec2:RunInstances ec2:::key-pair/k',
      'iam:PassRole iam:::role/*',
    ]);
  });

  it('asks for the groups of an interface', () => {
    expect(showNeeds('ec2', 'CreateNetworkInterface', { SubnetId: 's', Groups: list(constant('g')) })).toContain(
      'ec2:CreateNetworkInterface ec2:::security-group/g',
    );
  });
});
