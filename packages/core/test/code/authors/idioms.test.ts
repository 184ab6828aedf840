import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from '../models/run.ts';

const SEND = `
  import { SQSClient, SQS, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  const A = process.env.A; const B = process.env.B;
  const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));`;
const TO_A = 'sqs:SendMessage {QueueUrl:$A}';
const TO_B = 'sqs:SendMessage {QueueUrl:$B}';
const NAMED = 'sqs:SendMessage {QueueUrl:"https://x/"+$STAGE+"/q"}';

describe('idioms of JavaScript', () => {
  it.each([
    [
      'a generator that hands on to others',
      'function* urls() { yield A; yield* [B]; } export const handler = async () => { for (const u of urls()) await send(u); };',
      [TO_A, TO_B],
    ],
    [
      'entries of a Map',
      "const m = new Map([['a', A], ['b', B]]); export const handler = async () => { for (const [, u] of m) await send(u); };",
      [TO_A, TO_B],
    ],
    [
      'a copy by way of JSON',
      'const input = JSON.parse(JSON.stringify({ QueueUrl: A })); export const handler = () => sqs.send(new SendMessageCommand(input));',
      [TO_A],
    ],
    [
      'a placeholder in a text',
      "const text = 'https://x/{stage}/q'; export const handler = () => send(text.replace('{stage}', process.env.STAGE));",
      [NAMED],
    ],
    [
      'util.format',
      "import { format } from 'node:util'; export const handler = () => send(format('https://x/%s/q', process.env.STAGE));",
      [NAMED],
    ],
    [
      'an instance that stands in a text',
      'class Name { toString() { return process.env.STAGE; } } export const handler = () => send(`https://x/${new Name()}/q`);',
      [NAMED],
    ],
  ])('%s', (_title, code, calls) => {
    expect(printCalls(readJavaScript(`${SEND} ${code}`))).toEqual(calls);
  });

  it('imports in a circle see what is exported later', () => {
    const facts = readJavaScript({
      'app.ts': `import { a } from './a'; export const handler = () => a();`,
      'a.ts': `import { b } from './b'; export const url = process.env.A; export function a() { return b(); }`,
      'b.ts': `import { url } from './a'; import { SQS } from '@aws-sdk/client-sqs'; export function b() { return new SQS({}).sendMessage({ QueueUrl: url }); }`,
    });
    expect(printCalls(facts)).toEqual([TO_A]);
  });
});

describe('code as a text', () => {
  it.each([
    ['eval(event.code);', ['eval']],
    ['new Function("x", event.code)();', ['Function']],
    ['Function(event.code)();', ['Function']],
    ['const root = Function("return this")(); new Function("return this")();', []],
    ['const bind = Function.prototype.bind.call(send, null); [].concat(1) instanceof Function;', []],
  ])('is unresolved in JavaScript unless it calls nothing: %s', (code, what) => {
    const facts = readJavaScript(`const send = () => 1; export const handler = async (event) => { ${code} };`);
    expect(facts.unresolved.map((u) => u.what)).toEqual(what);
  });

  it.each([
    ['exec(event["code"])', ['exec']],
    ['eval(compile(event["code"], "x", "exec"))', ['eval']],
    ['eval("{1: 2}")', []],
  ])('and in Python: %s', async (code, what) => {
    const facts = await readPython(`def handler(event, context):\n    ${code}\n`);
    expect(facts.unresolved.map((u) => u.what)).toEqual(what);
  });
});
