import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from '../models/run.ts';

it('a descriptor answers through the class too, and knows its name', async () => {
  const facts = await readPython(`
import boto3, os
class Lazy:
    def __init__(self, factory): self.factory = factory
    def __set_name__(self, owner, name): self.slot = "_" + name
    def __get__(self, obj, owner=None):
        holder = obj if obj is not None else owner
        if not hasattr(holder, self.slot): setattr(holder, self.slot, self.factory())
        return getattr(holder, self.slot)
class Store:
    table = Lazy(lambda: boto3.resource("dynamodb").Table(os.environ["T"]))
    @classmethod
    def save(cls, item): cls.table.put_item(Item=item)
def handler(event, context):
    Store.save({})
    Store.table.delete_item(Key={})
    Store.table.meta.client.get_item(TableName=Store.table.table_name, Key={})
`);
  expect(printCalls(facts)).toEqual([
    'dynamodb:DeleteItem {TableName:$T Key:{}}',
    'dynamodb:GetItem {TableName:$T Key:{}}',
    'dynamodb:PutItem {TableName:$T Item:{}}',
  ]);
});

it('a named tuple is filled by the names of its fields', async () => {
  const facts = await readPython(`
import os, boto3
from typing import NamedTuple
class Config(NamedTuple):
    lake: str
    results: str
    @classmethod
    def load(cls): return cls(**{f: os.environ[f.upper()] for f in cls._fields})
config = Config.load()
def handler(event, context):
    boto3.client("s3").get_object(Bucket=config.results, Key="a")
    return len(config._fields)
`);
  expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:$RESULTS Key:"a"}']);
});

it('classes register themselves under what stands in their own body', async () => {
  const facts = await readPython(`
import boto3
from abc import ABC
registry = {}
class Repository(ABC):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        if kind := cls.__dict__.get("kind"): registry[kind] = cls
    def load(self, key): return boto3.client("s3").get_object(Bucket=self.bucket, Key=key)
class A(Repository):
    kind, bucket = "a", "A"
class B(Repository):
    kind = "b"
    bucket = "B"
def handler(event, context): registry["b"]().load("k")
`);
  expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:"B" Key:"k"}']);
  expect(printUnresolved(facts)).toEqual([]);
});
