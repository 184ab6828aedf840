import { describe, expect, it } from 'vitest';
import { createCodeAnalyser } from '../../../src/code/create-code-analyser.ts';
import { readApplication } from '../../../src/iac/index.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { printCalls, readJavaScript, readPython } from './run.ts';

const CONFIG = { 'config.json': '{"stream": {"name": "clicks"}, "bucket": "b1"}' };

describe('files of data', () => {
  it('of Python: opened, joined to the place of the module, by pathlib', async () => {
    const facts = await readPython({
      ...CONFIG,
      'app.py': `
import json, os, boto3
from pathlib import Path
HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, 'config.json'), encoding='utf-8') as fh:
    ONE = json.load(fh)
TWO = json.loads((Path(__file__).resolve().parent / 'config.json').read_text())
THREE = json.loads(open('config.json').read())
with Path('config.json').open() as fh:
    FOUR = json.load(fh)
FIVE = json.load(open(os.environ['LAMBDA_TASK_ROOT'] + '/config.json'))
kinesis = boto3.client('kinesis')
s3 = boto3.client('s3')
def handler(event, context):
    kinesis.put_record(StreamName=ONE['stream']['name'])
    s3.get_object(Bucket=TWO['bucket'], Key='2')
    s3.get_object(Bucket=THREE['bucket'], Key='3')
    s3.get_object(Bucket=FOUR['bucket'], Key='4')
    s3.get_object(Bucket=FIVE['bucket'], Key='5')
`,
    });
    expect(printCalls(facts)).toEqual([
      'kinesis:PutRecord {StreamName:"clicks"}',
      ...[2, 3, 4, 5].map((n) => `s3:GetObject {Bucket:"b1" Key:"${n}"}`),
    ]);
  });
  it('of JavaScript: read at once, later and with a callback', () => {
    const facts = readJavaScript({
      ...CONFIG,
      'app.ts': `
        import fs, { promises } from 'node:fs';
        import { readFile } from 'node:fs/promises';
        import path from 'node:path';
        import { S3Client, GetObjectCommand as G } from '@aws-sdk/client-s3';
        const c = new S3Client({});
        const one = JSON.parse(fs.readFileSync(path.join(__dirname, 'config.json'), 'utf8'));
        export const handler = async () => {
          const two = JSON.parse((await promises.readFile('./config.json')).toString());
          const three = JSON.parse(await readFile(new URL('./config.json', import.meta.url), 'utf8'));
          fs.readFile(\`\${__dirname}/config.json\`, (error, data) => { c.send(new G({ Bucket: JSON.parse(data).bucket, Key: '4' })); });
          await c.send(new G({ Bucket: one.bucket, Key: '1' }));
          await c.send(new G({ Bucket: two.bucket, Key: '2' }));
          await c.send(new G({ Bucket: three.bucket, Key: '3' }));
        };`,
    });
    expect(printCalls(facts)).toEqual([1, 2, 3, 4].map((n) => `s3:GetObject {Bucket:"b1" Key:"${n}"}`));
  });
  it('that are not of the application stay unknown', async () => {
    const facts = await readPython({
      ...CONFIG,
      'app.py': `
import json, boto3
s3 = boto3.client('s3')
def handler(event, context):
    for name in ['/tmp/config.json', 'other.json', event['file'], f"config-{event['stage']}.json", event['dir'] + '/config.json']:
        s3.get_object(Bucket=json.load(open(name))['bucket'], Key='k')
`,
    });
    expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:? Key:"k"}']);
  });
  it('lie beside the module or above it in the function, in JSON and YAML', async () => {
    const host = createMemoryHost({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: lib/app.handler, CodeUri: src/ }
`,
      'other.json': '{"name": "outside"}',
      'src/one.json': '{"name": "one"}',
      'src/lib/two.yml': 'name: two\nmore: &m [1]\nagain: *m\n',
      'src/lib/tags.yaml': 'name: !Ref Queue\n',
      'src/lib/app.js': `
        const fs = require('fs'), path = require('path'), yaml = require('js-yaml');
        const { SQS } = require('@aws-sdk/client-sqs');
        const q = new SQS({});
        exports.handler = async () => {
          await q.sendMessage({ QueueUrl: JSON.parse(fs.readFileSync(path.resolve(__dirname, '..', 'one.json'))).name });
          await q.sendMessage({ QueueUrl: JSON.parse(fs.readFileSync('one.json')).name });
          await q.sendMessage({ QueueUrl: yaml.load(fs.readFileSync(path.join(__dirname, 'two.yml'), 'utf8')).name });
          await q.sendMessage({ QueueUrl: JSON.parse(fs.readFileSync('../../other.json')).name });
          await q.sendMessage({ QueueUrl: yaml.load(fs.readFileSync(path.join(__dirname, 'tags.yaml'), 'utf8')).name });
        };`,
    });
    const { functions } = readApplication(host);
    const [fn] = functions;
    if (fn === undefined) throw new Error('no function');
    const facts = (await createCodeAnalyser(host, functions)).analyse(fn);
    expect(printCalls(facts)).toEqual([
      'sqs:SendMessage {QueueUrl:"one"}',
      'sqs:SendMessage {QueueUrl:"two"}',
      'sqs:SendMessage {QueueUrl:?}',
    ]);
    expect(facts.calls).toHaveLength(5);
    expect(facts.diagnostics).toEqual([]);
  });
});
