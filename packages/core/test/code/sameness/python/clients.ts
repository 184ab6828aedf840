import { defineSpellings } from '../spelling.ts';
import { CALLS, FUNCTIONS, HEAD, READ, SEND, WRITE } from './source.ts';

const py = (text: string): Record<string, string> => ({ 'app.py': text });
const REST = `
    ${WRITE}
    ${SEND}
`;
const METHODS = `
        self.db.get_item(TableName=os.environ['TABLE'], Key={})
        self.s3.put_object(Bucket=os.environ['BUCKET'], Key='k')
        self.sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')
`;

export const CLIENTS = defineSpellings('clients', {
  'at module level': py(FUNCTIONS + CALLS),
  'in the handler': py(`import os, boto3
def handler(event, context):
    db, s3, sqs = boto3.client('dynamodb'), boto3.client('s3'), boto3.client('sqs')
    ${READ}${REST}`),
  'from a session': py(`import os
from boto3 import Session
session = Session()
db = session.client('dynamodb'); s3 = session.client(service_name='s3'); sqs = session.client('sqs', region_name='eu-west-1')
def handler(event, context):
    ${READ}${REST}`),
  'imported by name': py(`from os import environ, getenv
from boto3 import client as make
def handler(event, context):
    make('dynamodb').get_item(TableName=environ['TABLE'], Key={})
    make('s3').put_object(Bucket=getenv('BUCKET'), Key='k')
    make('sqs').send_message(QueueUrl=environ.get('QUEUE'), MessageBody='m')
`),
  'a resource': py(`${HEAD}
table = boto3.resource('dynamodb').Table(os.environ['TABLE'])
bucket = boto3.resource('s3').Bucket(os.environ['BUCKET'])
queue = boto3.resource('sqs').Queue(os.environ['QUEUE'])
def handler(event, context):
    table.get_item(Key={'id': event['id']})
    bucket.put_object(Key='k', Body=b'')
    queue.send_message(MessageBody='m')
`),
  'a function that makes the table': {
    'app.py': `from tables import get_table
import storage
from messages import queue_client
import os
def handler(event, context):
    get_table().get_item(Key={})
    storage.save('k')
    queue_client().send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')
`,
    'tables.py': `import boto3, os
def get_table():
    return boto3.resource('dynamodb').Table(os.environ['TABLE'])
`,
    'storage.py': `import boto3
from os import environ
_s3 = boto3.client('s3')
def save(key): _s3.put_object(Bucket=environ['BUCKET'], Key=key)
def never(): _s3.delete_object(Bucket='never', Key='k')
`,
    'messages.py': `import boto3
def queue_client(): return boto3.client('sqs')
`,
  },
  'lazy globals': py(`import os, boto3
_db = None
_clients = {}
def db():
    global _db
    if _db is None:
        _db = boto3.client('dynamodb')
    return _db
def client(name):
    if name not in _clients:
        _clients[name] = boto3.client(name)
    return _clients[name]
def handler(event, context):
    db().get_item(TableName=os.environ['TABLE'], Key={})
    client('s3').put_object(Bucket=os.environ['BUCKET'], Key='k')
    client('sqs').send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')
`),
  lru_cache: py(`import os, boto3
from functools import lru_cache, cache
@lru_cache(maxsize=None)
def client(name):
    return boto3.client(name)
@cache
def sqs(): return boto3.client('sqs')
def handler(event, context):
    client('dynamodb').get_item(TableName=os.environ['TABLE'], Key={})
    client('s3').put_object(Bucket=os.environ['BUCKET'], Key='k')
    sqs().send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')
`),
  'self.client': py(`import os, boto3
class Service:
    def __init__(self):
        self.db = boto3.client('dynamodb')
        self.s3 = boto3.client('s3')
        self.sqs = boto3.client('sqs')
    def run(self):${METHODS}
def handler(event, context):
    Service().run()
`),
  properties: py(`import os, boto3
from functools import cached_property
class Service:
    _s3 = None
    @property
    def db(self): return boto3.client('dynamodb')
    @property
    def s3(self):
        if self._s3 is None:
            self._s3 = boto3.client('s3')
        return self._s3
    @cached_property
    def sqs(self): return boto3.client('sqs')
    def run(self):${METHODS}
service = Service()
def handler(event, context):
    service.run()
`),
  'class attributes': py(`import os, boto3
class Service:
    db = boto3.client('dynamodb')
    s3 = boto3.client('s3')
    sqs = boto3.client('sqs')
    def run(self):${METHODS}
def handler(event, context):
    return Service().run()
`),
  'injected clients': py(`import os, boto3
class Service:
    def __init__(self, db, s3=None, *, sqs=None):
        self.db = db
        self.s3 = s3 or boto3.client('s3')
        self.sqs = sqs if sqs is not None else boto3.client('sqs')
    def run(self):${METHODS}
def handler(event, context):
    Service(boto3.client('dynamodb')).run()
`),
  'a class method that makes it': py(`import os, boto3
class Service:
    def __init__(self, db, s3, sqs): self.db, self.s3, self.sqs = db, s3, sqs
    @classmethod
    def create(cls):
        return cls(*[boto3.client(n) for n in ('dynamodb',)], s3=boto3.client('s3'), sqs=boto3.client('sqs'))
    def run(self):${METHODS}
def handler(event, context):
    Service.create().run()
`),
  'a singleton': py(`import os, boto3
class Service:
    _instance = None
    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.db = boto3.client('dynamodb')
            cls._instance.s3 = boto3.client('s3')
            cls._instance.sqs = boto3.client('sqs')
        return cls._instance
    def run(self):${METHODS}
def handler(event, context):
    Service().run()
`),
  'an abstract base': py(`import os, boto3
from abc import ABC, abstractmethod
class Base(ABC):
    def __init__(self, name): self.db = boto3.client('dynamodb'); self.name = name
    def run(self):
        self.db.get_item(TableName=self.name, Key={})
        self.after()
    @abstractmethod
    def after(self): raise NotImplementedError
class Task(Base):
    def __init__(self):
        super().__init__(os.environ['TABLE'])
        self.s3, self.sqs = boto3.client('s3'), boto3.client('sqs')
    def after(self):
        self.s3.put_object(Bucket=os.environ['BUCKET'], Key='k')
        self.sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')
def handler(event, context):
    Task().run()
`),
  'a protocol': py(`${HEAD}
from typing import Protocol
class Store(Protocol):
    def save(self) -> None: ...
class Files:
    def save(self) -> None: ${WRITE}
def use(store: Store) -> None: store.save()
def handler(event, context):
    ${READ}
    use(Files())
    ${SEND}
`),
  getattr: py(`${HEAD}
def handler(event, context):
    getattr(db, 'get_item')(TableName=os.environ['TABLE'], Key={})
    method = getattr(s3, 'put_' + 'object'); method(Bucket=os.environ['BUCKET'], Key='k')
    send = sqs.send_message
    send(QueueUrl=os.environ['QUEUE'], MessageBody='m')
`),
  'a context manager class': py(`${HEAD}
class Session:
    def __enter__(self):
        self.db = db
        return self
    def __exit__(self, *args):
        ${SEND}
def handler(event, context):
    with Session() as session:
        session.db.get_item(TableName=os.environ['TABLE'], Key={})
        ${WRITE}
`),
  contextlib: py(`${HEAD}
from contextlib import contextmanager
@contextmanager
def opened():
    try:
        yield db
    finally:
        ${SEND}
def handler(event, context):
    with opened() as client:
        client.get_item(TableName=os.environ['TABLE'], Key={})
    ${WRITE}
`),
});
