import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript } from './run.ts';

const TASK = (topic: string): string => `
import { SNS } from '@aws-sdk/client-sns';
await new SNS({}).publish({ TopicArn: '${topic}' });`;

describe('threads and processes of Node', () => {
  it('run modules of the application', () => {
    const facts = readJavaScript({
      'app.ts': `
        import { Worker } from 'node:worker_threads';
        import { fork } from 'child_process';
        import path from 'path';
        export const handler = (event) => new Promise((resolve) => {
          new Worker(new URL('./one.mjs', import.meta.url), { workerData: event }).on('message', resolve);
          new Worker(path.join(__dirname, 'two.mjs'));
          fork('./three.mjs', [event.id]);
        });`,
      'one.mjs': TASK('1'),
      'two.mjs': TASK('2'),
      'three.mjs': TASK('3'),
    });
    expect(printCalls(facts)).toEqual(['1', '2', '3'].map((t) => `sns:Publish {TopicArn:"${t}"}`));
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('that run something else are told', () => {
    const facts = readJavaScript(`
      import { Worker } from 'worker_threads';
      export const handler = (event) => { new Worker(event.file); new Worker('run();', { eval: true }); };
    `);
    expect(printUnresolved(facts)).toEqual([
      'worker_threads.Worker: the module that it runs is not a constant',
      'worker_threads.Worker: it runs code out of a text',
    ]);
  });
});
