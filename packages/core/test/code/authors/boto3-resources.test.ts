import { describe, expect, it } from 'vitest';
import { findField } from '../../../src/app/code-value.ts';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { runPython } from '../engine/run-python.ts';

const calls = async (code: string): Promise<readonly SdkCall[]> =>
  (await runPython({ 'app.py': code }, { file: 'app.py', export: 'handler' })).calls;

describe('resources of boto3', () => {
  it('deletes the versions of a bucket by the versions that it lists', async () => {
    const found = await calls(`
import boto3
def handler(event, context):
    boto3.resource('s3').Bucket('b').object_versions.filter(Prefix='p').delete()
`);
    expect(found.map((c) => c.operation)).toEqual(['ListObjectVersions', 'DeleteObjects']);
    const args = found[1]?.args;
    const list = findField(findField(args, 'Delete'), 'Objects');
    expect(findField(args, 'Bucket')).toEqual({ kind: 'const', value: 'b' });
    expect(list?.kind === 'list' ? findField(list.items[0], 'VersionId')?.kind : undefined).toBe('result');
  });

  it('passes the identifier of a resource in lists of the input', async () => {
    const [call] = await calls(`
import boto3
def handler(event, context):
    boto3.resource('ec2').Instance('i-1').start()
`);
    expect(call?.operation).toBe('StartInstances');
    const ids = findField(call?.args, 'InstanceIds');
    expect(ids?.kind === 'list' ? ids.items : undefined).toEqual([{ kind: 'const', value: 'i-1' }]);
  });

  it('loads a resource for an attribute that had to be renamed', async () => {
    const found = await calls(`
import boto3
def handler(event, context):
    return boto3.resource('ec2').NetworkInterface(event['eni']).association_attribute['PublicIp']
`);
    expect(found.map((c) => c.operation)).toEqual(['DescribeNetworkInterfaces']);
  });

  it('loads what a list or the call that made it did not answer with, and nothing else', async () => {
    const found = await calls(`
import boto3
iam, s3, ec2 = boto3.resource('iam'), boto3.resource('s3'), boto3.resource('ec2')
def handler(event, context):
    user = iam.create_user(UserName='u')
    print(user.arn, user.create_date)
    for attached in iam.Role('r').attached_policies.all():
        print(attached.arn, attached.policy_name)
    for listed in s3.Bucket('b').objects.all():
        print(listed.size, s3.Object(listed.bucket_name, listed.key).content_type)
    for table in boto3.resource('dynamodb').tables.all():
        print(table.name, table.item_count)
    for instance in ec2.instances.all():
        print(instance.state, instance.vpc.id)
    print(ec2.Subnet('s').vpc.id)
`);
    expect(found.map((c) => c.operation).sort()).toEqual([
      'CreateUser',
      'DescribeInstances',
      'DescribeSubnets',
      'DescribeTable',
      'GetPolicy',
      'HeadObject',
      'ListAttachedRolePolicies',
      'ListObjects',
      'ListTables',
    ]);
  });

  it('takes each name that a waiter, a paginator or a signature may have', async () => {
    const found = await calls(`
import boto3
def handler(event, context):
    ec2 = boto3.client('ec2')
    verb = 'start' if event['on'] else 'stop'
    state = 'instance_running' if event['on'] else 'instance_terminated'
    ec2.get_waiter(state).wait(InstanceIds=['i-1'])
    kind = 'list_objects_v2' if event['new'] else 'list_object_versions'
    for page in boto3.client('s3').get_paginator(kind).paginate(Bucket='b'):
        pass
    return boto3.client('s3').generate_presigned_url('put_object' if event['write'] else 'get_object', Params={'Bucket': 'b', 'Key': 'k'})
`);
    expect([...new Set(found.map((c) => c.operation))].sort()).toEqual([
      'DescribeInstances',
      'GetObject',
      'ListObjectVersions',
      'ListObjectsV2',
      'PutObject',
    ]);
  });
});
