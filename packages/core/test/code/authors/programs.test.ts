import { describe, expect, it } from 'vitest';
import { listCalls, runJavaScript } from '../engine/run.ts';
import { runPython } from '../engine/run-python.ts';

const calls = async (code: string): Promise<string[]> => {
  const facts = await runPython({ 'app.py': code }, { file: 'app.py', export: null });
  return [...new Set(facts.calls.map((c) => `${c.service}:${c.operation}`))].sort();
};

describe('programs of one file', () => {
  it('calls the methods that nobody called on the instances that the program made', async () => {
    const found = await calls(`
import boto3
class Keys:
    def __init__(self, thing):
        self.thing = thing
    @classmethod
    def from_client(cls):
        return cls(boto3.client('ec2'))
    def create(self, name):
        return self.thing.create_key_pair(KeyName=name)
    def delete(self, name):
        self.thing.delete_key_pair(KeyName=name)
    @property
    def all(self):
        return self.thing.describe_key_pairs()
def main():
    Keys.from_client().create('k')
if __name__ == '__main__':
    main()
`);
    expect(found).toEqual(['ec2:CreateKeyPair', 'ec2:DeleteKeyPair', 'ec2:DescribeKeyPairs']);
  });

  it('calls what calls others before those, which it tells what they are given', async () => {
    const code = `
import boto3, typer
app = typer.Typer()
def client(service):
    return boto3.client(service)
@app.command()
def one():
    client("sqs").list_queues()
app()
`;
    const facts = await runPython({ 'app.py': code }, { file: 'app.py', export: null });
    expect(listCalls(facts)).toEqual(['sqs:ListQueues']);
    expect(facts.unresolved).toEqual([]);
  });

  it('takes a parameter for the client that its name and its use agree on', async () => {
    const found = await calls(`
class Wrapper:
    def __init__(self, lambda_client, iam_resource, table, dyn_resource=None):
        self.lambda_client = lambda_client
        self.iam = iam_resource
        self.table = table
    def role(self, name):
        self.iam.Role(name).load()
    def make(self, name):
        self.lambda_client.delete_function(FunctionName=name)
        self.lambda_client.get_waiter('function_active').wait(FunctionName=name)
    def put(self, item):
        with self.table.batch_writer() as writer:
            writer.put_item(Item=item)
def send(queue, body):
    queue.send_message(MessageBody=body)
def hello(sns_resource, s3):
    print(list(sns_resource.topics.all()))
    s3.list_buckets()
`);
    expect(found).toEqual([
      'dynamodb:BatchWriteItem',
      'iam:GetRole',
      'lambda:DeleteFunction',
      'lambda:GetFunctionConfiguration',
      's3:ListBuckets',
      'sns:ListTopics',
      'sqs:SendMessage',
    ]);
  });

  it('tells the service by the operations where the name says nothing', async () => {
    const found = await calls(`
def rotate(client, user):
    client.create_access_key(UserName=user)
    client.delete_access_key(UserName=user)
`);
    expect(found).toEqual(['iam:CreateAccessKey', 'iam:DeleteAccessKey']);
  });

  it('takes no parameter for a client that is used as something else', async () => {
    const found = await calls(`
def publish(topic, events, table, logs):
    events.append(topic.upper())
    table.add_row(events)
    for line in logs.splitlines():
        print(line)
`);
    expect(found).toEqual([]);
  });
});

describe('command lines', () => {
  it('calls the function of a subcommand, and knows the choices of an argument', async () => {
    const found = await calls(`
import argparse
import boto3
def ls(args, s3):
    print(list(s3.Bucket(args.bucket).objects.all()))
def sign(args, s3):
    s3.meta.client.generate_presigned_url(f'{args.verb}_object', Params={'Bucket': args.bucket, 'Key': 'k'})
def main():
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers(dest='command')
    a = sub.add_parser('ls')
    a.add_argument('bucket')
    a.set_defaults(func=ls)
    b = sub.add_parser('sign')
    b.add_argument('--verb', choices=['get', 'put'], default='get')
    b.set_defaults(func=sign)
    args, _ = parser.parse_known_args()
    args.func(args, boto3.resource('s3'))
if __name__ == '__main__':
    main()
`);
    expect(found).toEqual(['s3:GetObject', 's3:ListObjects', 's3:PutObject']);
  });

  it('takes the operations of a closed table for all that there are', async () => {
    const python = await runPython(
      {
        'app.py': `import sys
import boto3
OPS = {'enable': 'enable_key_rotation', 'status': 'get_key_rotation_status'}
def run(kms, action):
    op = getattr(kms, OPS[action])
    print(op(KeyId='k').get('KeyRotationEnabled'))
run(boto3.client('kms'), sys.argv[1])
`,
      },
      { file: 'app.py', export: null },
    );
    expect([listCalls(python), python.unresolved]).toEqual([['kms:EnableKeyRotation', 'kms:GetKeyRotationStatus'], []]);
    const javascript = runJavaScript(
      {
        'app.js': `const AWS = require('aws-sdk');
const ops = { get: 'getItem', put: 'putItem' };
new AWS.DynamoDB()[ops[process.argv[2]]]({ TableName: 't' }).promise();`,
      },
      { file: 'app.js', export: null },
    );
    expect([listCalls(javascript), javascript.unresolved]).toEqual([['dynamodb:GetItem', 'dynamodb:PutItem'], []]);
  });

  it('reads named tuples by name, and never loses in silence what unpacks them', async () => {
    const facts = await runPython(
      {
        'app.py': `import boto3
from collections import namedtuple
Check = namedtuple('Check', 'service op')
Step = namedtuple('Step', ['service', 'op'])
for c in [Check('s3', 'list_buckets'), Check(service='sqs', op='list_queues')]:
    getattr(boto3.client(c.service), c.op)()
for service, op in [Step('sns', 'list_topics')]:
    getattr(boto3.client(service), op)()
`,
      },
      { file: 'app.py', export: null },
    );
    const found = new Set(listCalls(facts));
    expect(found).toContain('s3:ListBuckets');
    expect(found).toContain('sqs:ListQueues');
    expect(found.has('sns:ListTopics') || facts.unresolved.length > 0).toBe(true);
  });

  it('says so where the name of an operation may be any', async () => {
    const facts = await runPython(
      {
        'app.py': `import sys
import boto3
OPS = {'enable': 'enable_key_rotation'}
OPS.update(read())
getattr(boto3.client('kms'), OPS[sys.argv[1]])(KeyId='k')
`,
      },
      { file: 'app.py', export: null },
    );
    expect(facts.unresolved.map((u) => u.what)).toContain('getattr on a kms client');
  });

  it('runs what a callback does about an error', async () => {
    const facts = runJavaScript(
      {
        'app.js': `const AWS = require('aws-sdk');
const iam = new AWS.IAM();
iam.getUser({ UserName: 'u' }, function (err, data) {
  if (err && err.code === 'NoSuchEntity') iam.createUser({ UserName: 'u' }, function () {});
  else console.log(data);
});`,
      },
      { file: 'app.js', export: null },
    );
    expect(listCalls(facts)).toEqual(['iam:CreateUser', 'iam:GetUser']);
  });

  it('calls a handler that a wrapper of another module made, with the event', () => {
    const files = {
      'wrap.js': `import middy from '@middy/core'; export const wrap = (fn) => middy().handler(fn);`,
      'own.js': 'export const own = (fn) => async (event) => fn(event);',
      'app.js': `
        import { wrap } from './wrap.js'; import { own } from './own.js'; import { SQS, SNS } from './aws.js';
        export const handler = wrap((event) => new SQS().sendMessage({ QueueUrl: event.url }));
        export const otherHandler = own((event) => new SNS().publish({ TopicArn: event.arn }));`,
      'aws.js': `export { SQS } from '@aws-sdk/client-sqs'; export { SNS } from '@aws-sdk/client-sns';`,
    };
    expect(listCalls(runJavaScript(files, { file: 'app.js', export: null }))).toEqual([
      'sns:Publish',
      'sqs:SendMessage',
    ]);
  });
});
