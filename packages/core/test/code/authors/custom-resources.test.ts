import { expect, it } from 'vitest';
import { findField } from '../../../src/app/code-value.ts';
import { runPython } from '../engine/run-python.ts';

it('hands the event to what the helper of custom resources decorates', async () => {
  const { calls } = await runPython(
    {
      'app.py': `
import boto3
from crhelper import CfnResource
helper = CfnResource(json_logging=True)
ddb = boto3.client('dynamodb')

@helper.create
@helper.update
def write(event, _):
    ddb.put_item(TableName=event['ResourceProperties']['TableName'], Item={})
    helper.Data['Done'] = True

@helper.poll_create
def wait(event, _):
    return ddb.describe_table(TableName=event['ResourceProperties']['TableName'])

def handler(event, context):
    helper(event, context)
`,
    },
    { file: 'app.py', export: 'handler' },
  );
  const table = { kind: 'event', path: ['ResourceProperties', 'TableName'] };
  expect(calls.map((c) => [c.operation, findField(c.args, 'TableName')])).toEqual([
    ['PutItem', table],
    ['DescribeTable', table],
  ]);
});
