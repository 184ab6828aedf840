import { defineSpellings } from '../spelling.ts';
import { CALLS, FUNCTIONS, HEAD, READ, SEND, WRITE } from './source.ts';

const py = (text: string): Record<string, string> => ({ 'app.py': text });

export const STRUCTURE = defineSpellings('structure', {
  'a package with re-exports': {
    'app.py': `from services import read, write, send\n${CALLS}`,
    'services/__init__.py': `from .db import read\nfrom .files import save as write\nfrom . import queue\nsend = queue.send\n`,
    'services/db.py': `${HEAD}\ndef read(event): return ${READ}\n`,
    'services/files.py': `${HEAD}\ndef save(event): return ${WRITE}\n`,
    'services/queue.py': `${HEAD}\ndef send(event): return ${SEND}\n`,
  },
  'star imports': { 'app.py': `from work import *\n${CALLS}`, 'work.py': FUNCTIONS },
  'dotted imports': {
    'app.py': `import lib.work\nimport lib.work as w\ndef handler(event, context):\n    lib.work.read(event)\n    w.write(event)\n    lib.work.send(event)\n`,
    'lib/__init__.py': '',
    'lib/work.py': FUNCTIONS,
  },
  'relative imports of parents': {
    'app.py': `from pkg.inner.run import run\ndef handler(event, context): run(event)\n`,
    'pkg/__init__.py': '',
    'pkg/work.py': FUNCTIONS,
    'pkg/inner/__init__.py': '',
    'pkg/inner/run.py': `from ..work import read\nfrom .. import work\ndef run(event):\n    read(event)\n    work.write(event)\n    work.send(event)\n`,
  },
  'imports in functions': {
    'app.py': `def handler(event, context):\n    from work import read\n    import work\n    read(event)\n    work.write(event)\n    work.send(event)\n`,
    'work.py': FUNCTIONS,
  },
  'a cycle of imports': {
    'app.py': `from a import run\ndef handler(event, context): run(event)\n`,
    'a.py': `${HEAD}\nimport b\ndef run(event):\n    ${READ}\n    b.rest(event)\ndef write(event): ${WRITE}\n`,
    'b.py': `import a, os\ndef rest(event):\n    a.write(event)\n    a.sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')\n`,
  },
  'try and ImportError': {
    'app.py': `try:\n    from missing_layer import read, write, send\nexcept ImportError:\n    from work import read, write, send\n${CALLS}`,
    'work.py': FUNCTIONS,
  },
  'a main guard': py(`${FUNCTIONS}${CALLS}
if __name__ == '__main__':
    s3.delete_object(Bucket='never', Key='k')
`),
  'a dict of handlers': py(`${FUNCTIONS}
HANDLERS = {'read': read, 'write': write, 'send': lambda event: send(event)}
def handler(event, context):
    return HANDLERS[event['type']](event)
`),
  'a dict with get': py(`${FUNCTIONS}
HANDLERS = dict(read=read, write=write)
HANDLERS['send'] = send
def handler(event, context):
    action = HANDLERS.get(event.get('type'))
    if not action:
        return {'statusCode': 404}
    return action(event)
`),
  'if chains': py(`${FUNCTIONS}
def handler(event, context):
    kind = event.get('type')
    if kind == 'read':
        return read(event)
    elif kind == 'write':
        return write(event)
    return send(event)
`),
  match: py(`${FUNCTIONS}
def handler(event, context):
    match event:
        case {'type': 'read', **rest}:
            read(rest)
        case {'type': 'write' | 'put'}:
            write(event)
        case _:
            send(event)
`),
  'methods by name': py(`${FUNCTIONS}
class Api:
    def do_read(self, event): return read(event)
    def do_write(self, event): return write(event)
    def do_send(self, event): return send(event)
def handler(event, context):
    return getattr(Api(), 'do_' + event['type'])(event)
`),
  'a registry by decorator': py(`${FUNCTIONS}
ROUTES = {}
def route(path):
    def register(fn):
        ROUTES[path] = fn
        return fn
    return register
@route('/a')
def a(event): return read(event)
@route('/b')
def b(event): return write(event)
@route('/c')
def c(event): return send(event)
def handler(event, context):
    return ROUTES[event['path']](event)
`),
  'a decorator of its own': py(`${FUNCTIONS}
import functools
def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        try:
            return fn(*args, **kwargs)
        except Exception as error:
            raise error
    return wrapper
def retry(times):
    def decorate(fn):
        def inner(*args, **kwargs):
            for _ in range(times):
                return fn(*args, **kwargs)
        return inner
    return decorate
@logged
@retry(3)
@logged
def handler(event, context):
    read(event); write(event); send(event)
`),
  'a partial': py(`${HEAD}
from functools import partial
get = partial(db.get_item, TableName=os.environ['TABLE'])
def put(bucket, key): return s3.put_object(Bucket=bucket, Key=key)
put_here = partial(put, os.environ['BUCKET'])
def handler(event, context):
    get(Key={})
    put_here('k')
    partial(sqs.send_message, QueueUrl=os.environ['QUEUE'])(MessageBody='m')
`),
  'dicts of parameters': py(`${HEAD}
def handler(event, context):
    params = {'TableName': os.environ['TABLE']}
    if event.get('full'):
        params['ConsistentRead'] = True
    db.get_item(**params, Key={})
    base = dict(Bucket=os.environ['BUCKET'])
    s3.put_object(**{**base, 'Key': 'k'})
    kwargs = {}
    kwargs.update(QueueUrl=os.environ['QUEUE'], MessageBody='m')
    sqs.send_message(**kwargs)
`),
  'a wrapper with kwargs': py(`${HEAD}
def call(client, name, **kwargs): return getattr(client, name)(**kwargs)
def handler(event, context):
    call(db, 'get_item', TableName=os.environ['TABLE'], Key={})
    call(s3, 'put_object', Bucket=os.environ['BUCKET'], Key='k')
    call(sqs, name='send_message', QueueUrl=os.environ['QUEUE'], MessageBody='m')
`),
  recursion: py(`${FUNCTIONS}
def walk(event, n):
    if n == 0:
        return write(event)
    if n == 1:
        send(event)
    return walk(event, n - 1)
def handler(event, context):
    read(event)
    walk(event, 5)
`),
  'a generator': py(`${FUNCTIONS}
def steps(event):
    yield read
    yield from (write, send)
def handler(event, context):
    for step in steps(event):
        step(event)
`),
  comprehensions: py(`${FUNCTIONS}
def handler(event, context):
    [read(r) for r in event['Records'] if r.get('ok')]
    {k: write(v) for k, v in event.items()}
    return any(send(r) for r in event['Records'])
`),
  'map, filter and lambda': py(`${FUNCTIONS}
def handler(event, context):
    list(map(read, event['Records']))
    list(filter(lambda r: write(r), event['Records']))
    (lambda e: send(e))(event)
`),
  'try, except, else and finally': py(`${FUNCTIONS}
def handler(event, context):
    try:
        read(event)
    except KeyError:
        raise
    except Exception:
        write(event)
    else:
        pass
    finally:
        send(event)
`),
  'while and break': py(`${FUNCTIONS}
def handler(event, context):
    token = None
    while True:
        page = read(event)
        token = page.get('NextToken')
        if not token:
            break
    while token is not None or event:
        write(event)
        token = None
    else:
        send(event)
`),
  threads: py(`${FUNCTIONS}
from concurrent.futures import ThreadPoolExecutor
import threading
def handler(event, context):
    with ThreadPoolExecutor(max_workers=2) as pool:
        pool.submit(read, event)
        list(pool.map(write, event['Records']))
    thread = threading.Thread(target=send, args=(event,))
    thread.start()
`),
  asyncio: py(`${FUNCTIONS}
import asyncio
async def one(event): return read(event)
async def two(event): return write(event)
async def main(event):
    await one(event)
    await asyncio.gather(two(event), asyncio.to_thread(send, event))
def handler(event, context):
    return asyncio.run(main(event))
`),
  aioboto3: py(`import aioboto3, asyncio, os
session = aioboto3.Session()
async def main():
    async with session.client('dynamodb') as db, session.client('s3') as s3:
        await ${READ}
        await ${WRITE}
    async with session.client('sqs') as sqs:
        await ${SEND}
def handler(event, context):
    asyncio.get_event_loop().run_until_complete(main())
`),
  'a callable instance': py(`${FUNCTIONS}
class Handler:
    def __call__(self, event, context):
        read(event); write(event); send(event)
handler = Handler()
`),
  'a bound method': py(`${FUNCTIONS}
class App:
    def handle(self, event, context):
        read(event); self.rest(event)
    @staticmethod
    def rest(event):
        write(event); send(event)
handler = App().handle
`),
});

const using = (table: string, bucket: string, queue: string): string => `
def handler(event, context):
    db.get_item(TableName=${table}, Key={})
    s3.put_object(Bucket=${bucket}, Key='k')
    sqs.send_message(QueueUrl=${queue}, MessageBody='m')
`;

export const CONFIGURATION = defineSpellings('configuration', {
  constants: py(
    `${HEAD}TABLE = os.environ['TABLE']\nBUCKET, QUEUE = os.environ['BUCKET'], os.getenv('QUEUE')\n${using('TABLE', 'BUCKET', 'QUEUE')}`,
  ),
  'a module of settings': {
    'app.py': `${HEAD}import settings\nfrom settings import QUEUE\n${using('settings.TABLE', "settings.NAMES['bucket']", 'QUEUE')}`,
    'settings.py': `import os\nTABLE = os.environ['TABLE']\nNAMES = {'bucket': os.environ['BUCKET']}\nQUEUE: str = os.environ['QUEUE']\n`,
  },
  'a helper': py(`${HEAD}
def require(name):
    value = os.environ.get(name)
    if not value:
        raise ValueError(f'{name} is not set')
    return value
${using("require('TABLE')", "require('BUCKET')", "require('QUEUE')")}`),
  'a dataclass': py(`${HEAD}
from dataclasses import dataclass, field
@dataclass(frozen=True)
class Config:
    table: str
    bucket: str = field(default_factory=lambda: os.environ['BUCKET'])
    queue: str = os.environ['QUEUE']
    @classmethod
    def load(cls): return cls(table=os.environ['TABLE'])
config = Config.load()
${using('config.table', 'config.bucket', 'config.queue')}`),
  'a class of constants': py(`${HEAD}
class Config:
    TABLE = os.environ['TABLE']
    names = {'bucket': os.environ['BUCKET']}
    @staticmethod
    def queue(): return os.environ['QUEUE']
${using('Config.TABLE', "Config.names['bucket']", 'Config.queue()')}`),
  'an enum': py(`${HEAD}
from enum import Enum
class Env(str, Enum):
    TABLE = 'TABLE'
    BUCKET = 'BUCKET'
    QUEUE = 'QUEUE'
${using('os.environ[Env.TABLE.value]', 'os.environ[Env.BUCKET.value]', 'os.environ[Env.QUEUE.value]')}`),
  'formatted names': py(`${HEAD}
def name(key): return os.environ[key]
${using('f"{os.environ[\'TABLE\']}"', "'{}'.format(os.environ['BUCKET'])", "'%s' % os.environ['QUEUE']")}`),
  'a comprehension over names': py(`${HEAD}
NAMES = ['TABLE', 'BUCKET', 'QUEUE']
env = {n.lower(): os.environ[n] for n in NAMES}
${using("env['table']", "env['bucket']", "env['queue']")}`),
  'default arguments': py(`${HEAD}
def read(table=os.environ['TABLE'], client=db): client.get_item(TableName=table, Key={})
def write(bucket=None): s3.put_object(Bucket=bucket or os.environ['BUCKET'], Key='k')
def send(*, url=os.environ['QUEUE'], **extra): sqs.send_message(QueueUrl=url, MessageBody='m', **extra)
def handler(event, context):
    read(); write(); send()
`),
  'a named tuple': py(`${HEAD}
from typing import NamedTuple
class Names(NamedTuple):
    table: str
    bucket: str
    queue: str
names = Names(os.environ['TABLE'], os.environ['BUCKET'], queue=os.environ['QUEUE'])
${using('names.table', 'names.bucket', 'names.queue')}`),
  'globals set by a function': py(`${HEAD}
TABLE = None
NAMES = {}
def init():
    global TABLE
    TABLE = os.environ['TABLE']
    NAMES['bucket'] = os.environ['BUCKET']
    NAMES.setdefault('queue', os.environ['QUEUE'])
init()
${using('TABLE', "NAMES['bucket']", "NAMES.get('queue')")}`),
});
