import { describe, expect, it } from 'vitest';
import { findField } from '../../../src/app/code-value.ts';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { runPython } from '../engine/run-python.ts';

const calls = async (code: string): Promise<readonly SdkCall[]> =>
  (await runPython({ 'app.py': code }, { file: 'app.py', export: 'handler' })).calls;

const operations = async (code: string): Promise<string[]> =>
  [...new Set((await calls(code)).map((c) => c.operation))].sort();

describe('idioms of Python', () => {
  it('enters classes in the register of a metaclass', async () => {
    const found = await operations(`
import boto3
class Registry(type):
    items = {}
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        if namespace.get('kind'):
            mcs.items[namespace['kind']] = cls
        return cls
class Command(metaclass=Registry):
    kind = None
class Put(Command):
    kind = 'put'
    def run(self):
        boto3.resource('dynamodb').Table('t').put_item(Item={})
class Named(type):
    all = []
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls.all.append(cls)
class Tell(metaclass=Named):
    def run(self):
        boto3.client('sns').publish(TopicArn='t', Message='')
def handler(event, context):
    Registry.items[event['kind']]().run()
    for cls in Named.all:
        cls().run()
`);
    expect(found).toEqual(['Publish', 'PutItem']);
  });

  it('subclasses generic classes', async () => {
    const found = await calls(`
from typing import Generic, TypeVar
import boto3
T = TypeVar('T')
class Repository(Generic[T]):
    name: str
    def find(self, id) -> T:
        return boto3.resource('dynamodb').Table(self.name).get_item(Key={'id': id})
class Order(dict):
    pass
class Orders(Repository[Order]):
    name = 'orders'
def handler(event, context):
    return Orders().find(event['id']), Repository[dict]
`);
    expect(found.map((c) => findField(c.args, 'TableName'))).toEqual([{ kind: 'const', value: 'orders' }]);
  });

  it('reads enumerations, named tuples and namespaces', async () => {
    const found = await calls(`
import os
from enum import Enum
from types import SimpleNamespace
from typing import NamedTuple
import boto3
class Tables(str, Enum):
    ORDERS = os.environ['ORDERS']
    EVENTS = os.environ['EVENTS']
class Settings(NamedTuple):
    bucket: str
settings = Settings(bucket=os.environ['BUCKET'])
aws = SimpleNamespace(s3=boto3.client('s3'), ddb=boto3.client('dynamodb'))
def handler(event, context):
    aws.ddb.get_item(TableName=Tables.ORDERS.value, Key={})
    aws.ddb.put_item(TableName=Tables[event['table']], Item={})
    for table in Tables:
        aws.ddb.describe_table(TableName=table.value)
    aws.s3.get_object(Bucket=settings.bucket, Key='k')
`);
    const table = (operation: string): unknown[] =>
      found.filter((c) => c.operation === operation).map((c) => findField(c.args, 'TableName'));
    expect(table('GetItem')).toEqual([{ kind: 'env', name: 'ORDERS' }]);
    expect(table('PutItem')).toEqual([
      {
        kind: 'one-of',
        values: [
          { kind: 'env', name: 'ORDERS' },
          { kind: 'env', name: 'EVENTS' },
        ],
      },
    ]);
    expect(table('DescribeTable')).toHaveLength(2);
    expect(found.some((c) => c.operation === 'GetObject')).toBe(true);
  });

  it('commits what the body of a `with` collected', async () => {
    const [call] = await calls(`
from contextlib import contextmanager
import boto3
class Unit:
    def __init__(self, client):
        self.client = client
        self.items = []
    def put(self, table, item):
        self.items.append({'Put': {'TableName': table, 'Item': item}})
    def commit(self):
        self.client.transact_write_items(TransactItems=self.items)
@contextmanager
def unit_of_work():
    unit = Unit(boto3.client('dynamodb'))
    yield unit
    unit.commit()
def handler(event, context):
    with unit_of_work() as unit:
        unit.put('orders', {})
`);
    const items = findField(call?.args, 'TransactItems');
    const first = items?.kind === 'list' ? items.items[0] : undefined;
    expect(findField(findField(first, 'Put'), 'TableName')).toEqual({ kind: 'const', value: 'orders' });
  });

  it('calls through `operator`, retries and containers', async () => {
    const found = await operations(`
import operator
import backoff
import boto3
from dependency_injector import containers, providers
from dependency_injector.wiring import Provide, inject
from tenacity import retry, stop_after_attempt
s3 = boto3.client('s3')
delete = operator.methodcaller('delete_object', Bucket='b', Key='k')
class Service:
    def __init__(self, sns, topic):
        self.sns, self.topic = sns, topic
    def tell(self):
        self.sns.publish(TopicArn=self.topic, Message='')
class Container(containers.DeclarativeContainer):
    sns = providers.Singleton(boto3.client, 'sns')
    service = providers.Factory(Service, sns=sns, topic='t')
@retry(stop=stop_after_attempt(3))
def read():
    return s3.get_object(Bucket='b', Key='k')
@backoff.on_exception(backoff.expo, Exception)
def unused():
    return s3.put_object(Bucket='b', Key='k')
@inject
def handler(event, context, service=Provide[Container.service]):
    delete(s3)
    read()
    service.tell()
    Container().sns().list_topics()
`);
    expect(found).toEqual(['DeleteObject', 'GetObject', 'ListTopics', 'Publish']);
  });
});
