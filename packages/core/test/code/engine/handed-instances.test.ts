import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from '../models/run.ts';

describe('what a library calls of what it is given', () => {
  it('methods of instances whose class extends one of a library', () => {
    const facts = readJavaScript(`
      import winston from 'winston';
      import Transport from 'winston-transport';
      import { SNS } from '@aws-sdk/client-sns';
      const sns = new SNS();
      class Own { save() { sns.publish({ TopicArn: 'own' }); } }
      class Told extends Transport { log(info, next) { sns.publish({ TopicArn: 'told' }).finally(next); } }
      class Written extends Transport { log(info, next) { sns.publish({ TopicArn: 'written' }); } }
      const logger = winston.createLogger({ transports: [new Told(), new Own()] });
      export const handler = async () => { logger.info('x', new Written()); };
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"told"}']);
  });
  it('handlers of logging, encoders of JSON, signers of requests, hooks of the interpreter', async () => {
    const facts = await readPython(`
import json, logging, sys, boto3, requests
from requests.auth import AuthBase
sns = boto3.client('sns')
class Handler(logging.Handler):
    def emit(self, record): sns.publish(TopicArn='log')
class Encoder(json.JSONEncoder):
    def default(self, o): return sns.publish(TopicArn='encoder')
class Auth(AuthBase):
    def __call__(self, request): return sns.publish(TopicArn='auth')
class Unused(AuthBase):
    def __call__(self, request): return sns.publish(TopicArn='unused')
class Call:
    def __call__(self, response): sns.publish(TopicArn='called')
    def other(self): sns.publish(TopicArn='other')
def report(kind, value, trace): sns.publish(TopicArn='hook')
sys.excepthook = report
log = logging.getLogger(__name__)
log.addHandler(Handler())
def handler(event, context):
    json.dumps(event, default=lambda o: sns.publish(TopicArn='default'))
    json.dumps(event, cls=Encoder)
    requests.get('https://example.org', auth=Auth(), hooks={'response': Call()})
`);
    expect(printCalls(facts)).toEqual(
      ['auth', 'called', 'default', 'encoder', 'hook', 'log'].map((t) => `sns:Publish {TopicArn:"${t}"}`),
    );
  });
  it('decorated methods of pydantic models that are made, and members of enumerations that are called', async () => {
    const facts = await readPython(`
import boto3
from enum import Enum
from pydantic import BaseModel, computed_field, field_validator
sns = boto3.client('sns')
class Order(BaseModel):
    id: str
    @field_validator('id')
    @classmethod
    def check(cls, value):
        sns.publish(TopicArn='validator')
        return value
    @computed_field
    @property
    def size(self) -> int: return sns.publish(TopicArn='computed')
    def plain(self): sns.publish(TopicArn='plain')
class Op(Enum):
    PUBLISH = 'publish'
    def __call__(self, **given): return getattr(sns, self.value)(**given)
def handler(event, context):
    Op.PUBLISH(TopicArn='enum')
    return Order(**event)
`);
    expect(printCalls(facts)).toEqual(['computed', 'enum', 'validator'].map((t) => `sns:Publish {TopicArn:"${t}"}`));
  });
});

describe('what is awaited', () => {
  it('keeps its fields through `then`', () => {
    const facts = readJavaScript(`
      import { SNS } from '@aws-sdk/client-sns';
      const sns = new SNS();
      const load = async () => ({ topic: 'loaded' });
      export const handler = () => load().then(({ topic }) => sns.publish({ TopicArn: topic })).finally(() => {});
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"loaded"}']);
  });
  it('is what an instance settles to that has `then` or `__await__`', async () => {
    const facts = readJavaScript(`
      import { SNS } from '@aws-sdk/client-sns';
      const sns = new SNS();
      class Query {
        topic(name) { this.name = name; return this; }
        async run() { await sns.publish({ TopicArn: this.name }); return { next: 'second' }; }
        then(resolve, reject) { return this.run().then(resolve, reject); }
      }
      export const handler = async () => {
        const { next } = await new Query().topic('first');
        await sns.publish({ TopicArn: next });
      };
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"first"}', 'sns:Publish {TopicArn:"second"}']);
    const python = await readPython(`
import asyncio, boto3
sns = boto3.client('sns')
class Task:
    def __await__(self):
        sns.publish(TopicArn='t')
        yield
async def main(): await Task()
def handler(event, context): asyncio.run(main())
`);
    expect(printCalls(python)).toEqual(['sns:Publish {TopicArn:"t"}']);
  });
});
