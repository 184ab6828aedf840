import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from '../models/run.ts';

it('asks a container that calls itself for one thing after the other, however often', async () => {
  const asks = Array.from({ length: 120 }, (_, i) => `    container['s3'].head_object(Bucket='b', Key='${i % 2}')`);
  const facts = await readPython(`
import boto3
class Container:
    def __init__(self):
        self.factories = {}
        self.made = {}
    def register(self, name, factory):
        self.factories[name] = factory
    def __getitem__(self, name):
        if name not in self.made:
            self.made[name] = self.factories[name](self)
        return self.made[name]
container = Container()
container.register('session', lambda c: boto3.session.Session())
container.register('s3', lambda c: c['session'].client('s3'))
container.register('sns', lambda c: c['session'].client('sns'))
container.register('topic', lambda c: c['sns'])
def handler(event, context):
${asks.join('\n')}
    container['topic'].publish(TopicArn='t', Message='')
`);
  expect(printCalls(facts)).toEqual([
    's3:HeadObject {Bucket:"b" Key:"0"}',
    's3:HeadObject {Bucket:"b" Key:"1"}',
    'sns:Publish {TopicArn:"t" Message:""}',
  ]);
  expect(printUnresolved(facts)).toEqual([]);
});

it('tells what stands under one class from what stands under another', async () => {
  const facts = await readPython(`
import boto3
class Reader:
    def __init__(self, s3): self.s3 = s3
    def run(self, key): return self.s3.get_object(Bucket='a', Key=key)
class Writer:
    def __init__(self, s3): self.s3 = s3
    def run(self, key): return self.s3.put_object(Bucket='b', Key=key)
class Container:
    def __init__(self): self._factories, self._made = {}, {}
    def add(self, cls, factory): self._factories[cls] = factory
    def get(self, cls):
        if cls not in self._made:
            self._made[cls] = self._factories[cls]()
        return self._made[cls]
container = Container()
container.add(Reader, lambda: Reader(boto3.client('s3')))
container.add(Writer, lambda: Writer(boto3.client('s3')))
def handler(event, context):
    container.get(Reader).run('k')
`);
  expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:"a" Key:"k"}']);
  expect(printUnresolved(facts)).toEqual([]);
});

it('does so for a Map of classes and names', () => {
  const facts = readJavaScript(`
    import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
    class Reader {
      s3 = inject('s3');
      run(Key) { return this.s3.send(new GetObjectCommand({ Bucket: 'a', Key })); }
    }
    class Writer {
      s3 = inject('s3');
      run(Key) { return this.s3.send(new PutObjectCommand({ Bucket: 'b', Key })); }
    }
    const factories = new Map([['s3', () => new S3Client({})]]);
    const made = new Map();
    function inject(token) {
      if (!made.has(token)) made.set(token, factories.get(token)());
      return made.get(token);
    }
    factories.set(Reader, () => new Reader());
    factories.set(Writer, () => new Writer());
    export const handler = () => inject(Writer).run('k');
  `);
  expect(printCalls(facts)).toEqual(['s3:PutObject {Bucket:"b" Key:"k"}']);
  expect(printUnresolved(facts)).toEqual([]);
});
