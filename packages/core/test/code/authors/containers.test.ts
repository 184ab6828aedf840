import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from '../models/run.ts';

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
