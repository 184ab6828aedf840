import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from './run.ts';

describe('values that Python makes when they are read', () => {
  it('properties that are no decorators', async () => {
    const facts = await readPython(`
import boto3
class Mixin:
    sqs = property(lambda self: boto3.client('sqs'))
    def _read(self): return self.made
    sns = property(fget=_read)
class Job(Mixin):
    def __init__(self): self.made = boto3.client('sns')
    def run(self):
        self.sqs.send_message(QueueUrl='q')
        self.sns.publish(TopicArn='t')
def handler(event, context): Job().run()
`);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"t"}', 'sqs:SendMessage {QueueUrl:"q"}']);
  });
  it('fields of attrs', async () => {
    const facts = await readPython(`
import os, attr, boto3
from attrs import Factory, define, field
@define
class Deps:
    topic: str = os.environ['TOPIC']
    sns: object = field(factory=lambda: boto3.client('sns'))
    sqs = field(default=Factory(lambda: boto3.client('sqs')))
    s3 = Factory(lambda self: self.make('s3'), takes_self=True)
    table: object = field()
    name: str = field()
    @table.default
    def _table(self): return boto3.resource('dynamodb').Table(os.environ['T'])
    @name.validator
    def _check(self, attribute, value): pass
    def make(self, service): return boto3.client(service)
    def go(self):
        self.table.get_item()
        self.sns.publish(TopicArn=self.topic)
        self.sqs.send_message(QueueUrl=self.name)
        self.s3.get_object(Bucket='b', Key='k')
@attr.s
class Old:
    kms = attr.ib(factory=lambda: boto3.client('kms'))
    def go(self): self.kms.decrypt(KeyId='k')
def handler(event, context):
    Deps(name='n').go()
    Old().go()
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:$T}',
      'kms:Decrypt {KeyId:"k"}',
      's3:GetObject {Bucket:"b" Key:"k"}',
      'sns:Publish {TopicArn:$TOPIC}',
      'sqs:SendMessage {QueueUrl:"n"}',
    ]);
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('context variables', async () => {
    const facts = await readPython(`
import boto3
from contextvars import ContextVar
current = ContextVar('table', default=None)
def table():
    if (found := current.get()) is None:
        found = boto3.resource('dynamodb').Table('T')
        current.set(found)
    return found
def handler(event, context):
    table()
    table().scan()
    current.get().get_item()
`);
    expect(printCalls(facts)).toEqual(['dynamodb:GetItem {TableName:"T"}', 'dynamodb:Scan {TableName:"T"}']);
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('S3Transfer', async () => {
    const facts = await readPython(`
import boto3
from boto3.s3.transfer import S3Transfer, TransferConfig
def handler(event, context):
    with S3Transfer(boto3.client('s3'), TransferConfig()) as transfer:
        transfer.upload_file('/tmp/a', 'b1', 'k1')
        transfer.download_file(bucket='b2', key='k2', filename='/tmp/b')
`);
    expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:"b2" Key:"k2"}', 's3:PutObject {Bucket:"b1" Key:"k1"}']);
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('an operation that a function is asked for is told', async () => {
    const facts = await readPython(`
from functools import lru_cache
@lru_cache
def client(): return 1
def handler(event, context):
    client.cache_clear()
    client.put_object(Bucket='b', Key='k')
`);
    expect(printUnresolved(facts)).toEqual([
      'call of `put_object`: the object that it is called on is not known (it is a function)',
    ]);
  });
});
