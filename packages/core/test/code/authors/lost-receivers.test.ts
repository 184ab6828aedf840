import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from '../models/run.ts';

const LOST = 'call of `save`: nothing was seen that it is called on';

it.each([
  ['a field that nothing was given for', 'const x = new Service({}); return x.run();', [LOST]],
  [
    'only where something is there',
    'const x = new Service({}); x.repo?.save(1); x.repo?.tables.main.save(1); return x.repo!?.save(1);',
    [],
  ],
  ['a chain that ends before', 'const x = new Service({}); return (x.repo?.tables).save(1);', [LOST]],
  ['a test before it', 'const x = new Service({}); if (x.repo) x.repo.save(1); return x.repo && x.repo.save(1);', []],
  ['a logger', 'const x = new Service({}); x.logger.info(1);', []],
])('a method that nothing was seen for is not passed over in silence: %s', (_, body, unresolved) => {
  const facts = readJavaScript(`
    class Service {
      repo; logger;
      constructor(deps) { this.repo = deps.repo; this.logger = deps.logger; }
      run() { return this.repo.save('x'); }
    }
    export const handler = async () => { ${body} };`);
  expect(printUnresolved(facts)).toEqual(unresolved);
});

it('a batch writer is entered by hand', async () => {
  const facts = await readPython(`
import boto3
class Table:
    def __enter__(self):
        self.batch = boto3.resource("dynamodb").Table("t").batch_writer()
        return self.batch.__enter__()
    def __exit__(self, *args):
        return self.batch.__exit__(*args)
def handler(event, context):
    with Table() as batch:
        batch.put_item(Item={})
`);
  expect(printCalls(facts)).toEqual(['dynamodb:BatchWriteItem {RequestItems:{t:[?]}}']);
  expect(printUnresolved(facts)).toEqual([]);
});

it('nor one that a class was not seen to have', () => {
  const facts = readJavaScript(`
    class Base {}
    class Service extends Base { run() { return this.save(1) ?? this.toString() ?? this.valueOf(); } }
    class Foreign extends require('some-library').Base { run() { return this.store(1); } }
    export const handler = async () => { new Service().run(); new Foreign().run(); };`);
  expect(printUnresolved(facts)).toEqual(['call of `save`: no such method was seen of `Service`']);
});

it('nor in Python', async () => {
  const facts = await readPython(`
class Service:
    repo = None
    def run(self):
        return self.repo.save('x')
def handler(event, context):
    Service().run()
`);
  expect(printUnresolved(facts)).toEqual([LOST]);
});

it('a function expression knows itself by its name', () => {
  const facts = readJavaScript(`
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    const sqs = new SQSClient({});
    const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));
    const curry = (fn) => function curried(...args) {
      return args.length >= fn.length ? fn.apply(this, args) : (...more) => curried.apply(this, [...args, ...more]);
    };
    const table = { again: function self(first) { return first ? self(false) : send(process.env.B); } };
    let outer = function inner(first) { return first ? inner(false) : send(process.env.C); };
    const kept = outer;
    outer = null;
    export const handler = async () => {
      await curry((a, b) => send(b))(1)(process.env.A);
      await table.again(true);
      await kept(true);
    };`);
  expect(printCalls(facts)).toEqual(['A', 'B', 'C'].map((q) => `sqs:SendMessage {QueueUrl:$${q}}`));
  expect(printUnresolved(facts)).toEqual([]);
});

it('members of an enumeration have the names under which they stand', async () => {
  const facts = await readPython(`
import boto3
from enum import Enum, IntEnum
class Kind(Enum):
    ORDERS = 'o'
    OTHER = 'x'
class Level(IntEnum):
    LOW = 1
class Named(Enum):
    A = 'a'
    @property
    def name(self): return 'own'
sqs = boto3.client('sqs')
def handler(event, context):
    for name in [Kind.ORDERS.name.lower(), Kind('x').name.lower(), Level.LOW.name.lower(), Named.A.name.lower()]:
        sqs.send_message(QueueUrl=name, MessageBody='1')
`);
  expect(printUnresolved(facts)).toEqual([]);
  expect(printCalls(facts).map((call) => /QueueUrl:([^ }]*)/.exec(call)?.[1])).toEqual([
    '"low"',
    '"orders"',
    '"orders"|"other"',
    '"own"',
  ]);
});
