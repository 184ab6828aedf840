import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from '../models/run.ts';

describe('functions that are found by a name made of text', () => {
  it('reads the names of the module', async () => {
    const facts = await readPython(`
import sys
import boto3
sns = boto3.client('sns')
def on_create(event):
    sns.create_topic(Name='made')
def on_delete(event):
    sns.delete_topic(TopicArn='gone')
def off(event):
    sns.publish(TopicArn='never', Message='')
def step_one(event):
    sns.tag_resource(ResourceArn='one', Tags=[])
def handler(event, context):
    globals()['on_' + event['RequestType'].lower()](event)
    getattr(sys.modules[__name__], f"step_{event['step']}")(event)
`);
    expect(printCalls(facts)).toEqual([
      'sns:CreateTopic {Name:"made"}',
      'sns:DeleteTopic {TopicArn:"gone"}',
      'sns:TagResource {ResourceArn:"one" Tags:[]}',
    ]);
  });

  it('takes of an instance, a module and a table only what the text may name', async () => {
    const facts = await readPython({
      'app.py': `
import boto3
import steps
s3 = boto3.client('s3')
class Handler:
    def do_get(self): s3.get_object(Bucket='b', Key='get')
    def do_put(self): s3.put_object(Bucket='b', Key='put')
    def purge(self): s3.delete_bucket(Bucket='b')
TABLE = {'a.run': lambda: s3.get_object(Bucket='b', Key='a'), 'a.stop': lambda: s3.delete_object(Bucket='b', Key='a')}
def handler(event, context):
    getattr(Handler(), f"do_{event['method']}")()
    TABLE[event['what'] + '.run']()
    getattr(steps, 'run_' + event['step'])()
`,
      'steps.py': `
import boto3
def run_one(): boto3.client('sqs').purge_queue(QueueUrl='q')
def other(): boto3.client('sqs').delete_queue(QueueUrl='q')
`,
    });
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"b" Key:"a"}',
      's3:GetObject {Bucket:"b" Key:"get"}',
      's3:PutObject {Bucket:"b" Key:"put"}',
      'sqs:PurgeQueue {QueueUrl:"q"}',
    ]);
  });

  it('reads fields of JavaScript alike, and all of them where none fits', () => {
    const facts = readJavaScript(`
import { S3 } from '@aws-sdk/client-s3';
const s3 = new S3({});
const table = {
  onPut: () => s3.putObject({ Bucket: 'b', Key: 'put' }),
  off: () => s3.deleteBucket({ Bucket: 'b' }),
};
const other = { x: () => s3.headBucket({ Bucket: 'x' }) };
export const handler = async (event) => { table['on' + event.kind](); other['none' + event.kind](); };
`);
    expect(printCalls(facts)).toEqual(['s3:HeadBucket {Bucket:"x"}', 's3:PutObject {Bucket:"b" Key:"put"}']);
  });
});
