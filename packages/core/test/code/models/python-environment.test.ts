import { describe, expect, it } from 'vitest';
import { printCalls, readPython } from './run.ts';

describe('readers of the environment in Python', () => {
  it('settings of pydantic read the environment', async () => {
    const facts = await readPython(`
import boto3
from functools import lru_cache
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic import Field, AliasChoices, BaseSettings as Old
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='APP_', env_file='.env')
    table: str
    bucket: str = 'fallback'
    queue: str = Field(default='q', alias='QUEUE_URL')
    topic: str = Field(..., validation_alias=AliasChoices('TOPIC_A', 'topic_b'))
    @property
    def both(self):
        return f'{self.table}-x'
class V1(Old):
    table_name: str = 't'
    key: str = Field('k', env='MY_KEY')
    class Config:
        env_prefix = 'v1_'
@lru_cache
def get_settings() -> Settings:
    return Settings()
settings = V1()
def handler(event, context):
    s = get_settings()
    c = boto3.client('s3')
    c.get_object(Bucket=s.table, Key=s.bucket)
    c.get_object(Bucket=s.queue, Key=s.topic)
    c.get_object(Bucket=s.both, Key=Settings(table='given').table)
    c.get_object(Bucket=settings.table_name, Key=settings.key)
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:$APP_TABLE Key:$APP_BUCKET??"fallback"}',
      's3:GetObject {Bucket:$APP_TABLE+"-x" Key:"given"}',
      's3:GetObject {Bucket:$QUEUE_URL??"q" Key:$TOPIC_A|$TOPIC_B}',
      's3:GetObject {Bucket:$V1_TABLE_NAME??"t" Key:$MY_KEY??"k"}',
    ]);
  });
  it('models of pydantic call their validators, and nothing else that is decorated', async () => {
    const facts = await readPython(`
import boto3, pydantic
from pydantic import BaseModel, field_validator
from functools import lru_cache
c = boto3.client('s3')
class Order(BaseModel):
    id: str
    @field_validator('id')
    @classmethod
    def check(cls, value):
        c.get_object(Bucket='checked', Key='k')
        return value
    @pydantic.model_serializer
    def write(self):
        c.get_object(Bucket='written', Key='k')
    @lru_cache
    def remove(self):
        c.delete_object(Bucket='removed', Key='k')
def handler(event, context):
    return Order(id='x').id
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"checked" Key:"k"}',
      's3:GetObject {Bucket:"written" Key:"k"}',
    ]);
  });
  it('models of pydantic keep their fields and methods', async () => {
    const facts = await readPython(`
import boto3, json
from pydantic import BaseModel, Field, TypeAdapter
c = boto3.client('s3')
class Order(BaseModel):
    id: str
    kind: str = Field(default='plain', alias='k')
    note: str = 'none'
    def save(self):
        c.put_object(Bucket=self.id, Key=self.kind)
def handler(event, context):
    Order(**event).save()
    Order.model_validate(event['detail']).save()
    Order.parse_raw(event['body']).save()
    Order(id='x', k='fancy').save()
    TypeAdapter(Order).validate_python({'id': 'y'}).save()
    c.get_object(Bucket=Order.parse_obj(event).model_dump()['id'], Key=Order(id='z').dict()['note'])
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:event.id Key:"none"}',
      's3:PutObject {Bucket:"x" Key:"fancy"}',
      's3:PutObject {Bucket:"y" Key:"plain"}',
      's3:PutObject {Bucket:event.body.(json).id Key:event.body.(json).kind}',
      's3:PutObject {Bucket:event.detail.id Key:event.detail.kind}',
      's3:PutObject {Bucket:event.id Key:event.kind}',
    ]);
  });
  it('environs and decouple', async () => {
    const facts = await readPython(`
import boto3
from environs import Env
import environ
from decouple import config, Csv
env = Env()
env.read_env()
with env.prefixed('APP_'):
    inner = env.str('INNER')
outer = env('OUTER', 'o')
many = env.list('MANY')
dj = environ.Env()
def handler(event, context):
    c = boto3.client('s3')
    c.get_object(Bucket=inner, Key=outer)
    for b in many:
        c.get_object(Bucket=b, Key=config('K', default='k'))
    for b in config('L', cast=Csv()):
        c.get_object(Bucket=b, Key=dj('DJ'))
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:$APP_INNER Key:$OUTER??"o"}',
      's3:GetObject {Bucket:$L Key:$DJ}',
      's3:GetObject {Bucket:$MANY Key:$K??"k"}',
    ]);
  });

  it('settings that read the environment by the names of their fields', async () => {
    const facts = await readPython(`
import os
from dataclasses import dataclass, fields
from typing import get_type_hints
import boto3
@dataclass(init=False)
class Env:
    media_bucket: str
    prefix: str = ''
    def __init__(self):
        for f in fields(self):
            setattr(self, f.name, os.environ.get(f.name.upper(), f.default))
class Hinted:
    queue_url: str
    def __init__(self):
        for name in get_type_hints(type(self)):
            setattr(self, name, os.environ[name.upper()])
class Annotated:
    topic: str
    def __init__(self, **kwargs):
        for name, kind in self.__annotations__.items():
            setattr(self, name, kwargs.get(name) or os.environ['APP_' + name.upper()])
def handler(event, context):
    env = Env()
    boto3.client('s3').get_object(Bucket=env.media_bucket, Key=env.prefix)
    with boto3.resource('dynamodb').Table(env.media_bucket).batch_writer() as batch:
        batch.put_item(Item={'id': '1'})
    boto3.client('sqs').send_message(QueueUrl=Hinted().queue_url, MessageBody='')
    boto3.client('sns').publish(TopicArn=Annotated().topic, Message='')
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchWriteItem {RequestItems:{ [$MEDIA_BUCKET:[?]]}}',
      's3:GetObject {Bucket:$MEDIA_BUCKET Key:$PREFIX??""}',
      'sns:Publish {TopicArn:$APP_TOPIC Message:""}',
      'sqs:SendMessage {QueueUrl:$QUEUE_URL MessageBody:""}',
    ]);
  });
});
