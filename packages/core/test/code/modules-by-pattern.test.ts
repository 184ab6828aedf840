import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../src/app/code-facts.ts';
import { createCodeAnalyser } from '../../src/code/create-code-analyser.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';
import { readPythonGrammar } from './python/grammar.ts';

/** What the code of the one function calls; its handler is `app.handler` in `src/`. */
async function analyse(runtime: string, files: Readonly<Record<string, string>>): Promise<CodeFacts> {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: src/ }
`;
  const host = createMemoryHost({ 'template.yaml': template, ...files }, { pythonGrammar: readPythonGrammar });
  const { functions } = readApplication(host);
  const [fn] = functions;
  if (fn === undefined) throw new Error('no function');
  return (await createCodeAnalyser(host, functions)).analyse(fn);
}

const operationsOf = ({ calls }: CodeFacts): readonly string[] => calls.map((c) => c.operation).toSorted();

const javaScriptStep = (service: string, command: string): string =>
  `const { ${service}Client, ${command}Command } = require('@aws-sdk/client-${service.toLowerCase()}');
exports.run = (input) => new ${service}Client({}).send(new ${command}Command(input));`;

const STEPS = {
  'src/steps/notify.js': javaScriptStep('SNS', 'Publish'),
  'src/steps/store.ts': `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
export const run = (input: object) => new S3Client({}).send(new PutObjectCommand(input as any));`,
  'src/steps/queue/index.js': javaScriptStep('SQS', 'SendMessage'),
  'src/steps/notify.test.js': javaScriptStep('KMS', 'Decrypt'),
  'src/steps/README.md': 'not code',
};

describe('modules of which the code says the folder alone', () => {
  it.each([
    ['require', 'require(`./steps/${event.step}`).run(event)', ['Publish', 'PutObject', 'SendMessage']],
    ['concatenation', "require('./steps/' + event.step).run(event)", ['Publish', 'PutObject', 'SendMessage']],
    ['import()', '(await import(`./steps/${event.step}.js`)).run(event)', ['Publish', 'PutObject']],
    ['the index of a folder', 'require(`./steps/${event.step}/index.js`).run(event)', ['SendMessage']],
    ['the beginning of a name', 'require(`./steps/no${event.step}`).run(event)', ['Publish']],
  ])('are all of them in JavaScript: %s', async (_title, code, expected) => {
    const app = `exports.handler = async (event) => { await ${code}; };`;
    const facts = await analyse('nodejs22.x', { 'src/app.js': app, ...STEPS });
    expect(operationsOf(facts)).toEqual(expected);
    expect(facts.unresolved).toEqual([]);
  });

  it.each([
    ['nothing is known', 'require(event.step).run()'],
    ['one of several is not known', "require(event.step || './steps/notify').run()"],
    ['one of several is of the environment', "require(event.a ? './steps/notify' : process.env.STEP).run()"],
    ['it is the folder of the module itself', 'require(`./${event.step}`).run()'],
    ['no module is there', 'require(`./nowhere/${event.step}`).run()'],
    ['it leads out of the tree', 'require(`../../../${event.step}`).run()'],
  ])('are unresolved when %s', async (_title, code) => {
    const app = `exports.handler = async (event) => { ${code}; };`;
    const facts = await analyse('nodejs22.x', { 'src/app.js': app, ...STEPS });
    expect(facts.unresolved.map((u) => u.what)).toContain('require()');
  });

  it.each([
    ['an f-string', 'f"handlers.{event[\'kind\']}"'],
    ['concatenation', '"handlers." + event["kind"]'],
  ])('are all of them in Python: %s', async (_title, name) => {
    const step = (service: string, call: string): string =>
      `import boto3\ndef run(event):\n    boto3.client("${service}").${call}\n`;
    const facts = await analyse('python3.13', {
      'src/app.py': `import importlib\ndef handler(event, context):\n    importlib.import_module(${name}).run(event)\n`,
      'src/handlers/__init__.py': '',
      'src/handlers/mail.py': step('ses', 'send_email(Source="a")'),
      'src/handlers/text.py': step('sns', 'publish(Message="a")'),
      'src/handlers/test_text.py': step('kms', 'decrypt(CiphertextBlob=b"")'),
    });
    expect(operationsOf(facts)).toEqual(['Publish', 'SendEmail']);
    expect(facts.unresolved).toEqual([]);
  });
});

describe('the code of an image', () => {
  it.each([
    ['COPY src/ ${LAMBDA_TASK_ROOT}/', 'image/src/app.js'],
    ['COPY src/app.js src/other.js ./', 'image/src/app.js'],
    ['COPY . .', 'image/app.js'],
  ])('is found where `%s` takes it from', async (copy, file) => {
    const host = createMemoryHost({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { Dockerfile: Dockerfile, DockerContext: image }
    Properties: { PackageType: Image }
`,
      'image/Dockerfile': `FROM public.ecr.aws/lambda/nodejs:22\n${copy}\nCMD ["app.run"]\n`,
      'image/src/other.js': 'exports.run = () => {};',
      [file]: javaScriptStep('SNS', 'Publish'),
    });
    const { functions } = readApplication(host);
    const [fn] = functions;
    if (fn === undefined) throw new Error('no function');
    expect(operationsOf((await createCodeAnalyser(host, functions)).analyse(fn))).toEqual(['Publish']);
  });
});
