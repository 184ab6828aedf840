import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { findNeeds } from '../../../src/aws/needs.ts';
import { showTarget } from '../../aws/code-values.ts';
import { runPython } from '../engine/run-python.ts';
import { runJavaScript } from '../engine/run.ts';

const BOTH = ['dynamodb:Query dynamodb:::table/<T>', 'dynamodb:Query dynamodb:::table/<T>/index/g'];

function listNeeds(facts: CodeFacts): string[] {
  const needs = facts.calls.flatMap((call) => findNeeds(call));
  return [...new Set(needs.flatMap((n) => n.targets.map((t) => `${n.action} ${showTarget(t)}`)))].sort();
}

const JS = `
  import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'; import { DynamoDB } from '@aws-sdk/client-dynamodb';
  import { S3 } from '@aws-sdk/client-s3'; import { Lambda } from '@aws-sdk/client-lambda';
  import { EventBridge } from '@aws-sdk/client-eventbridge'; import { CloudFormation } from '@aws-sdk/client-cloudformation';
  import { SNS } from '@aws-sdk/client-sns';
  const doc = DynamoDBDocument.from(new DynamoDB()); const s3 = new S3(); const TableName = process.env.T;`;
const PY = `
import boto3, os
t = boto3.resource("dynamodb").Table(os.environ["T"])
s3 = boto3.client("s3")
def handler(e, c):
`;

describe('a field that only some paths set counts both ways', () => {
  it.each([
    ['written in a branch', "const p = { TableName }; if (e.x) p.IndexName = 'g'; return doc.query(p);"],
    [
      'written to a copy',
      "const c = { TableName }; const p = { ...c }; if (e.x) p.IndexName = 'g'; return doc.query(p);",
    ],
    ['copied after it was written', "const c = { TableName }; if (e.x) c.IndexName = 'g'; return doc.query({ ...c });"],
    ['a spread that && guards', "return doc.query({ TableName, ...(e.x && { IndexName: 'g' }) });"],
    ['a spread of a choice', "return doc.query({ TableName, ...(e.x ? { IndexName: 'g' } : {}) });"],
    ['a value that && guards', "return doc.query({ TableName, IndexName: e.x && 'g' });"],
    ['a choice of undefined', "return doc.query({ TableName, IndexName: e.x ? 'g' : undefined });"],
    ['a choice of whole inputs', "return doc.query(e.x ? { TableName, IndexName: 'g' } : { TableName });"],
    ['Object.assign', "const p = { TableName }; Object.assign(p, e.x ? { IndexName: 'g' } : {}); return doc.query(p);"],
    ['switch', "const p = { TableName }; switch (e.x) { case 1: p.IndexName = 'g'; break; } return doc.query(p);"],
    [
      'an input that is built',
      "const make = (i) => { const p = { TableName }; if (i) p.IndexName = i; return p; }; return doc.query(make(e.x && 'g'));",
    ],
  ])('JavaScript: %s', (_, body) => {
    const file = `${JS} export const handler = (e) => { ${body} };`;
    expect(listNeeds(runJavaScript({ 'app.js': file }, { file: 'app.js', export: 'handler' }))).toEqual(BOTH);
  });

  it.each([
    ['written in a branch', 'kw = {}\n  if e.get("x"): kw["IndexName"] = "g"\n  return t.query(**kw)'],
    ['unpacked from a choice', 'return t.query(**({"IndexName": "g"} if e.get("x") else {}))'],
    ['update', 'kw = {}\n  if e.get("x"): kw.update(IndexName="g")\n  return t.query(**kw)'],
    ['update with a choice', 'kw = {}\n  kw.update({"IndexName": "g"} if e.get("x") else {})\n  return t.query(**kw)'],
    ['a union of dicts', 'return t.query(**({} | ({"IndexName": "g"} if e.get("x") else {})))'],
    ['a dict that is extended', 'kw = {}\n  kw |= {"IndexName": "g"} if e.get("x") else {}\n  return t.query(**kw)'],
    [
      'an argument',
      'def q(i=None):\n    kw = {}\n    if i: kw["IndexName"] = i\n    return t.query(**kw)\n  q()\n  return q("g")',
    ],
  ])('Python: %s', async (_, body) => {
    const facts = await runPython({ 'app.py': `${PY}  ${body}\n` }, { file: 'app.py', export: 'handler' });
    expect(listNeeds(facts)).toEqual(BOTH);
  });

  it.each([
    [
      'the version of an object',
      'const p = { Bucket: TableName, Key: e.k }; if (e.v) p.VersionId = e.v; return s3.getObject(p);',
      ['s3:GetObject s3:::<T>/*', 's3:GetObjectVersion s3:::<T>/*'],
    ],
    [
      'a version that may be missing',
      'return s3.getObject({ Bucket: TableName, Key: e.k, VersionId: e.v || undefined });',
      ['s3:GetObject s3:::<T>/*', 's3:GetObjectVersion s3:::<T>/*'],
    ],
    [
      'a qualifier',
      "return new Lambda().invoke({ FunctionName: 'f', ...(e.x ? { Qualifier: 'live' } : {}) });",
      ['lambda:InvokeFunction lambda:::function:f', 'lambda:InvokeFunction lambda:::function:f:live'],
    ],
    [
      'the bus of an entry',
      "const entry = { Source: 's' }; if (e.o) entry.EventBusName = 'other'; return new EventBridge().putEvents({ Entries: [entry] });",
      ['events:PutEvents events:::event-bus/default', 'events:PutEvents events:::event-bus/other'],
    ],
    [
      'the only name of all that a call asks for',
      "const p = {}; if (e.n) p.StackName = 's'; return new CloudFormation().describeStacks(p);",
      ['cloudformation:DescribeStacks *', 'cloudformation:DescribeStacks cloudformation:::stack/s/*'],
    ],
  ])('%s', (_, body, needs) => {
    const file = `${JS} export const handler = (e) => { ${body} };`;
    expect(listNeeds(runJavaScript({ 'app.js': file }, { file: 'app.js', export: 'handler' }))).toEqual(needs);
  });

  it.each([
    [
      'a name that each branch sets',
      "let name; if (e.a) name = 'A'; else if (e.b) name = 'B'; return doc.get({ TableName: name, Key: {} });",
      ['dynamodb:GetItem dynamodb:::table/A', 'dynamodb:GetItem dynamodb:::table/B'],
    ],
    [
      'a field that an earlier one stands behind',
      "return doc.query({ TableName, IndexName: 'h', ...(e.x && { IndexName: 'g' }) });",
      ['dynamodb:Query dynamodb:::table/<T>/index/<one-of>'],
    ],
    [
      'one of two names',
      'const p = {}; if (e.a) p.TopicArn = TableName; else p.PhoneNumber = e.n; return new SNS().publish(p);',
      ['sns:Publish *', 'sns:Publish sns:::<T>'],
    ],
    [
      'inputs that belong together',
      "return doc.query(e.x ? { TableName: 'A', IndexName: 'g' } : { TableName: 'B' });",
      ['dynamodb:Query dynamodb:::table/A/index/g', 'dynamodb:Query dynamodb:::table/B'],
    ],
    [
      'data of an item',
      'const Item = { id: e.id }; if (e.n) Item.note = e.n; return doc.put({ TableName, Item });',
      ['dynamodb:PutItem dynamodb:::table/<T>'],
    ],
  ])('widens nothing: %s', (_, body, needs) => {
    const file = `${JS} export const handler = (e) => { ${body} };`;
    expect(listNeeds(runJavaScript({ 'app.js': file }, { file: 'app.js', export: 'handler' }))).toEqual(needs);
  });
});
