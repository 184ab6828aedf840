import { expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from './run.ts';

const program = (listener: string, handler = 'adapter.aws_lambda import SlackRequestHandler as Handler'): string => `
import boto3
from slack_bolt import App
from slack_bolt.${handler}
app = App(process_before_response=True)
def acknowledge(ack):
    boto3.client('sns').publish(TopicArn='ack')
def work(respond, body):
    boto3.client('sns').publish(TopicArn='work')
${listener}
def handler(event, context):
    return Handler(app=app).handle(event, context)
`;

const ACK = 'sns:Publish {TopicArn:"ack"}';
const WORK = 'sns:Publish {TopicArn:"work"}';
const SELF = 'lambda:Invoke {FunctionName:$AWS_LAMBDA_FUNCTION_NAME} by slack_bolt';

it.each([
  ['a command', "app.command('/x')(ack=acknowledge, lazy=[work])", [SELF, ACK, WORK]],
  ['an action, at once', "app.action('x', ack=acknowledge, lazy=[work])", [SELF, ACK, WORK]],
  ['a list that grows', "lazy = []\nlazy.append(work)\napp.event('x')(ack=acknowledge, lazy=lazy)", [SELF, ACK, WORK]],
  ['no lazy listener', "app.command('/x')(ack=acknowledge, lazy=[])", [ACK]],
  ['a decorator', "@app.command('/x')\ndef listen(ack):\n    work(None, None)", [WORK]],
])('a function of lazy listeners invokes itself: %s', async (_, listener, calls) => {
  const facts = await readPython(program(listener));
  expect(printCalls(facts)).toEqual(calls);
  expect(printUnresolved(facts)).toEqual([]);
});

it('also behind the handler for Chalice', async () => {
  const handler = 'adapter.aws_lambda.chalice_handler import ChaliceSlackRequestHandler as Handler';
  const facts = await readPython(program("app.view('x')(ack=acknowledge, lazy=[work])", handler));
  expect(printCalls(facts)).toEqual([SELF, ACK, WORK]);
});

it('not where nothing hands requests from Lambda to the application', async () => {
  const listener = "app.command('/x')(ack=acknowledge, lazy=[work])";
  const facts = await readPython(program(listener).replace('Handler(app=app).handle(event, context)', 'None'));
  expect(printCalls(facts)).toEqual([ACK, WORK]);
});
