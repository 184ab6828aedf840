import { describe, expect, it } from 'vitest';
import { runPython } from '../engine/run-python.ts';

const operations = async (code: string): Promise<string[]> => {
  const facts = await runPython({ 'app.py': code }, { file: 'app.py', export: 'handler' });
  return [...new Set(facts.calls.map((c) => c.operation))].sort();
};

describe('special methods of Python classes', () => {
  it('calls what subscripts, `in` and `del` stand for', async () => {
    const found = await operations(`
import boto3
class Links:
    def __init__(self):
        self.table = boto3.resource('dynamodb').Table('links')
    def __getitem__(self, key):
        return self.table.get_item(Key={'id': key}).get('Item')
    def __setitem__(self, key, value):
        self.table.put_item(Item={'id': key, 'v': value})
    def __delitem__(self, key):
        self.table.delete_item(Key={'id': key})
    def __contains__(self, key):
        return self.table.query(Limit=1)['Count'] > 0
    def __iter__(self):
        yield from self.table.scan()['Items']
links = Links()
def handler(event, context):
    if event['id'] in links:
        del links[event['id']]
    links[event['id']] = links['other']
    return [l for l in links]
`);
    expect(found).toEqual(['DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan']);
  });

  it('deletes without reading', async () => {
    const found = await operations(`
import boto3
class Store:
    table = boto3.resource('dynamodb').Table('t')
    def __getitem__(self, key):
        return self.table.get_item(Key={'id': key})
    def __delitem__(self, key):
        self.table.delete_item(Key={'id': key})
def handler(event, context):
    store = Store()
    del store['x']
`);
    expect(found).toEqual(['DeleteItem']);
  });

  it('steps through an iterator of its own', async () => {
    const found = await operations(`
import boto3
class Messages:
    def __init__(self):
        self.queue = boto3.resource('sqs').Queue('https://q')
    def __iter__(self):
        return self
    def __next__(self):
        return self.queue.receive_messages()[0]
def handler(event, context):
    for message in Messages():
        message.delete()
`);
    expect(found).toEqual(['DeleteMessage', 'ReceiveMessage']);
  });

  it('asks `__getattr__` of a lazy client, descriptors and setters', async () => {
    const found = await operations(`
import boto3
class Lazy:
    def __init__(self, name):
        self._name = name
    def __getattr__(self, attribute):
        return getattr(boto3.client(self._name), attribute)
class Client:
    def __get__(self, obj, owner=None):
        return boto3.client('sqs')
class Service:
    sqs = Client()
    @property
    def table(self):
        return self._table
    @table.setter
    def table(self, name):
        self._table = boto3.resource('dynamodb').Table(name)
    @table.deleter
    def table(self):
        self._table = None
sns = Lazy('sns')
def handler(event, context):
    service = Service()
    service.table = 'orders'
    service.table.get_item(Key={})
    service.sqs.send_message(QueueUrl='q', MessageBody='')
    sns.publish(TopicArn='t', Message='')
`);
    expect(found).toEqual(['GetItem', 'Publish', 'SendMessage']);
  });

  it('makes singletons with `__new__`', async () => {
    const found = await operations(`
import boto3
class Db:
    _instance = None
    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.table = boto3.resource('dynamodb').Table('t')
        return cls._instance
class Other(object):
    def __new__(cls):
        if not hasattr(cls, 'it'):
            cls.it = super(Other, cls).__new__(cls)
        return cls.it
    def __init__(self):
        self.s3 = boto3.client('s3')
def handler(event, context):
    Db().table.put_item(Item={})
    Other().s3.get_object(Bucket='b', Key='k')
`);
    expect(found).toEqual(['GetObject', 'PutItem']);
  });

  it('runs `__post_init__` of dataclasses', async () => {
    const found = await operations(`
from dataclasses import dataclass, field
import boto3
@dataclass
class Runner:
    database: str = 'd'
    def __post_init__(self):
        self.client = boto3.client('athena')
    def run(self):
        self.client.start_query_execution(QueryString='select 1')
def handler(event, context):
    Runner().run()
`);
    expect(found).toEqual(['StartQueryExecution']);
  });

  it('knows the subclasses of a class, listed or registered', async () => {
    const found = await operations(`
import boto3
class Check:
    service = None
    def __init__(self):
        self.client = boto3.client(self.service)
class Buckets(Check):
    service = 's3'
    def run(self):
        self.client.list_buckets()
class Functions(Check):
    service = 'lambda'
    def run(self):
        self.client.list_functions()
class Plugin:
    registry = {}
    def __init_subclass__(cls, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name] = cls
class Tell(Plugin, name='tell'):
    def go(self):
        boto3.client('sns').publish(TopicArn='t', Message='')
def handler(event, context):
    for check in Check.__subclasses__():
        check().run()
    Plugin.registry[event['name']]().go()
`);
    expect(found).toEqual(['ListBuckets', 'ListFunctions', 'Publish']);
  });

  it('runs threads, pools and stacks of contexts', async () => {
    const found = await operations(`
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing.pool import ThreadPool
import boto3
s3 = boto3.client('s3')
class Worker(threading.Thread):
    def __init__(self, key):
        super().__init__(daemon=True)
        self.key = key
    def run(self):
        s3.delete_object(Bucket='b', Key=self.key)
class Session:
    def __enter__(self):
        return boto3.client('sqs')
    def __exit__(self, *exc):
        pass
def put(bucket, key):
    s3.put_object(Bucket=bucket, Key=key)
def read(client, key):
    return client.get_object(Bucket='b', Key=key)
def handler(event, context):
    Worker(event['key']).start()
    ThreadPool(4).starmap(put, [('b', 'k')])
    with ThreadPoolExecutor() as pool:
        pool.map(read, [s3], ['k'])
    with ExitStack() as stack:
        sqs = stack.enter_context(Session())
        sqs.purge_queue(QueueUrl='q')
`);
    expect(found).toEqual(['DeleteObject', 'GetObject', 'PurgeQueue', 'PutObject']);
  });

  it('looks into each class before what it inherits from, and hands on along the order of the instance', async () => {
    const found = await operations(`
import boto3
s3 = boto3.client('s3')
class Store:
    def save(self): s3.delete_bucket(Bucket='never')
    def close(self): s3.get_object(Bucket='b', Key='k')
class Logged(Store):
    def close(self):
        s3.head_object(Bucket='b', Key='k')
        super().close()
class Kept(Store):
    def save(self): s3.put_object(Bucket='b', Key='k')
    def close(self):
        s3.copy_object(Bucket='b', Key='k', CopySource='c/k')
        super().close()
class Files(Logged, Kept): pass
def handler(event, context):
    files = Files()
    files.save()
    files.close()
`);
    expect(found).toEqual(['CopyObject', 'GetObject', 'HeadObject', 'PutObject']);
  });
});
