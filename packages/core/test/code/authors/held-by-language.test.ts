import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from '../models/run.ts';

const PUT = 'dynamodb:PutItem {TableName:"t" Item:{}}';
const DELETE = 'dynamodb:DeleteItem {TableName:"t" Key:{}}';
const TABLE = 'import boto3\ntable = boto3.resource("dynamodb").Table("t")\n';

it.each([
  ['await using', 'async [Symbol.asyncDispose]() { await drop(); }', 'await using lock = new Lock();'],
  ['using', '[Symbol.dispose]() { drop(); }', 'using lock = new Lock();'],
  ['await using of what is disposed at once', '[Symbol.dispose]() { drop(); }', 'await using lock = new Lock();'],
  ['nothing to dispose of', 'drop() { drop(); }', 'using lock = null; new Lock().drop();'],
])('what stands under %s is disposed of', (_, method, body) => {
  const facts = readJavaScript(`
    import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'; import { DynamoDB } from '@aws-sdk/client-dynamodb';
    const doc = DynamoDBDocument.from(new DynamoDB({}));
    const drop = () => doc.delete({ TableName: 't', Key: {} });
    class Lock { ${method} }
    export const handler = async () => { ${body} };`);
  expect(printCalls(facts)).toEqual([DELETE]);
  expect(printUnresolved(facts)).toEqual([]);
});

it('a runner of effects sends a generator what it makes of them', () => {
  const facts = readJavaScript(`
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    const sqs = new SQSClient({});
    const call = (fn, ...args) => ({ fn, args });
    const read = async () => ({});
    async function run(it) {
      let step = it.next();
      while (!step.done) step = it.next(await step.value.fn(...step.value.args));
      return step.value;
    }
    function* saga() {
      const { Payload } = yield call(read);
      if (!Payload) return 'nothing';
      yield call(() => sqs.send(new SendMessageCommand({ QueueUrl: process.env.A })));
    }
    export const handler = () => run(saga());`);
  expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}']);
});

it('a method is bound to its object after it was promisified', () => {
  const facts = readJavaScript(`
    const { promisify } = require('util');
    const { DynamoDB } = require('aws-sdk');
    function Repo(table) { this.table = table; this.client = new DynamoDB.DocumentClient(); }
    Repo.prototype.find = function (id, done) { this.client.get({ TableName: this.table, Key: { id } }, (e, d) => done(e, d.Item)); };
    const [a, b] = [new Repo('a'), new Repo('b')];
    const find = promisify(a.find).bind(a);
    exports.handler = async () => { await find('1'); await promisify(b.find.bind(b))('2'); };`);
  expect(printCalls(facts)).toEqual([
    'dynamodb:GetItem {TableName:"a" Key:{id:"1"}}',
    'dynamodb:GetItem {TableName:"b" Key:{id:"2"}}',
  ]);
  expect(printUnresolved(facts)).toEqual([]);
});

it.each([
  [
    'the dict of an instance',
    'class C:\n    def get(self, n): return self.__dict__.setdefault(f"_{n}", boto3.client(n))\n',
    'C().get("dynamodb").put_item(TableName="t", Item={})',
  ],
  [
    'properties and methods of an enumeration',
    'from enum import Enum\nclass Put:\n    def __call__(self): table.put_item(Item={})\nclass Kind(Enum):\n    PUT = "put"\n    DROP = "drop"\n    @property\n    def command(self): return {Kind.PUT: Put}[self]\n    def run(self): return self.command()()\n',
    'Kind(event["kind"]).run()',
  ],
  [
    'an operator of a class',
    'class Save:\n    def __rshift__(self, item): table.put_item(Item=item)\n',
    'Save() >> {}',
  ],
  [
    'an operator of the right side',
    'class Save:\n    def __ror__(self, item): table.put_item(Item=item)\n',
    '{} | Save()',
  ],
])('Python: %s', async (_, code, body) => {
  const facts = await readPython(`${TABLE}${code}def handler(event, context):\n    ${body}\n`);
  expect(printCalls(facts)).toEqual([PUT]);
  expect(printUnresolved(facts)).toEqual([]);
});

it('a module that loads its members when they are asked for', async () => {
  const facts = await readPython({
    'app.py': 'from core import store\ndef handler(event, context):\n    store.save()\n',
    'core.py':
      'import importlib\n_lazy = {"store": "tables"}\ndef __getattr__(name):\n    if name in _lazy:\n        return importlib.import_module(_lazy[name])\n    raise AttributeError(name)\n',
    'tables.py': `${TABLE}def save(): table.put_item(Item={})\n`,
  });
  expect(printCalls(facts)).toEqual([PUT]);
  expect(printUnresolved(facts)).toEqual([]);
});

it('a field that begins with a client keeps it when a framework makes the instance', async () => {
  const facts = await readPython(`
import boto3
from dataclasses import dataclass, field
from typing import Annotated, Any
from fastapi import FastAPI, Depends
from mangum import Mangum
app = FastAPI()
@dataclass
class Service:
    table: Any = field(default_factory=lambda: boto3.resource("dynamodb").Table("t"))
    def save(self): self.table.put_item(Item={})
@app.get("/")
def read(service: Annotated[Service, Depends(Service)]): service.save()
handler = Mangum(app)
`);
  expect(printCalls(facts)).toEqual([PUT]);
});
