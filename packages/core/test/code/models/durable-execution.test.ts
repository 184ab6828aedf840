import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from './run.ts';

describe('durable functions', () => {
  it('steps of a durable function', () => {
    const facts = readJavaScript(`
      import { withDurableExecution } from '@aws/durable-execution-sdk-js';
      import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
      const sqs = new SQSClient();
      const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));
      export const handler = withDurableExecution(async (event, context) => {
        const url = await context.step('find', async () => process.env.QUEUE);
        await context.step(async () => send(url));
        await context.invoke('pay', process.env.PAY, { a: 1 });
        await context.invoke('other-function', event);
        await context.runInChildContext('child', async (child) => { await child.step(async () => send('child')); });
        const batch = await context.map('each', ['m1', 'm2'], async (ctx, item, i) => ctx.step(() => send(item)));
        await context.parallel('both', [async (c) => c.step(() => send('p1')), { name: 'x', func: async (c) => send('p2') }]);
        await context.waitForCallback('wait', async (id, ctx) => send('callback'));
        await context.waitForCondition(async (state) => { await send(state.q); return state; }, { initialState: { q: 'state' }, waitStrategy: () => ({}) });
        await context.wait({ seconds: 1 });
        const [promise, id] = await context.createCallback();
        await context.promise.all([context.step(() => send('all'))]);
        context.logger.info('done', context.functionName);
      });
    `);
    expect(printCalls(facts)).toEqual([
      'lambda:CheckpointDurableExecution {FunctionName:$AWS_LAMBDA_FUNCTION_NAME} by @aws/durable-execution-sdk-js',
      'lambda:GetDurableExecutionState {FunctionName:$AWS_LAMBDA_FUNCTION_NAME} by @aws/durable-execution-sdk-js',
      'lambda:Invoke {FunctionName:"other-function"} by @aws/durable-execution-sdk-js',
      'lambda:Invoke {FunctionName:$PAY} by @aws/durable-execution-sdk-js',
      'sqs:SendMessage {QueueUrl:"all"}',
      'sqs:SendMessage {QueueUrl:"callback"}',
      'sqs:SendMessage {QueueUrl:"child"}',
      'sqs:SendMessage {QueueUrl:"m1"}',
      'sqs:SendMessage {QueueUrl:"m2"}',
      'sqs:SendMessage {QueueUrl:"p1"}',
      'sqs:SendMessage {QueueUrl:"p2"}',
      'sqs:SendMessage {QueueUrl:"state"}',
      'sqs:SendMessage {QueueUrl:$QUEUE}',
    ]);
  });
  it('steps of a durable function in Python', async () => {
    const facts = await readPython(`
import boto3, os
from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.context import durable_step, durable_with_child_context
sqs = boto3.client('sqs')
def send(url):
    sqs.send_message(QueueUrl=url)
@durable_step
def bound(step_context, url):
    send(url)
@durable_with_child_context
def child(ctx, url):
    ctx.step(bound(url))
@durable_execution
def handler(event, context: DurableContext):
    context.step(lambda _: send('lambda'), name='x')
    context.step(bound('bound'))
    context.run_in_child_context(child('child'))
    context.invoke(os.environ['PAY'], {'a': 1}, name='pay')
    context.invoke(function_name='named', payload={})
    context.map(['m1'], lambda ctx, item, i, items: send(item))
    context.parallel([lambda ctx: send('p')])
    context.wait_for_callback(lambda callback_id, ctx: send('cb'), name='c')
    cb = context.create_callback(name='z')
    send(cb.callback_id)
`);
    expect(printCalls(facts)).toEqual([
      'lambda:CheckpointDurableExecution {FunctionName:$AWS_LAMBDA_FUNCTION_NAME} by aws_durable_execution_sdk_python',
      'lambda:GetDurableExecutionState {FunctionName:$AWS_LAMBDA_FUNCTION_NAME} by aws_durable_execution_sdk_python',
      'lambda:Invoke {FunctionName:"named"} by aws_durable_execution_sdk_python',
      'lambda:Invoke {FunctionName:$PAY} by aws_durable_execution_sdk_python',
      'sqs:SendMessage {QueueUrl:"cb"}',
      'sqs:SendMessage {QueueUrl:"lambda"}',
      'sqs:SendMessage {QueueUrl:"m1"}',
      'sqs:SendMessage {QueueUrl:"p"}',
      'sqs:SendMessage {QueueUrl:?}',
      'sqs:SendMessage {QueueUrl:null}',
    ]);
  });
});
