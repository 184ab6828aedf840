import { describe, expect, it } from 'vitest';
import { readJavaScript, readPython } from '../models/run.ts';

const BATCH = `event.Records.map((r) => ({ itemIdentifier: r.messageId }))`;

const JAVASCRIPT: Readonly<Record<string, string>> = {
  'an object': `export const handler = async (event) => ({ batchItemFailures: ${BATCH} });`,
  'a list that is filled': `export const handler = async (event) => {
    const batchItemFailures = [];
    for (const record of event.Records) {
      try { JSON.parse(record.body); } catch { batchItemFailures.push({ itemIdentifier: record.messageId }); }
    }
    return { batchItemFailures };
  };`,
  'a response that is filled': `export const handler = async (event) => {
    const response = { batchItemFailures: [] };
    await Promise.all(event.Records.map(async (record) => {
      try { JSON.parse(record.body); } catch (e) { response.batchItemFailures.push({ itemIdentifier: record.messageId }); }
    }));
    return response;
  };`,
  'a failure, and nothing otherwise': `export const handler = async (event) => {
    if (event.Records.length === 0) return;
    const failed = ${BATCH};
    if (failed.length > 0) return { batchItemFailures: failed };
  };`,
  'a callback': `export const handler = (event, context, callback) => callback(null, { batchItemFailures: ${BATCH} });`,
  'a promise': `const run = async () => 1;
    export const handler = (event) => run().then(() => ({ batchItemFailures: ${BATCH} }));`,
  'a helper': `const toAnswer = (failed) => ({ batchItemFailures: failed });
    export const handler = async (event) => toAnswer(${BATCH});`,
  Powertools: `import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
    const processor = new BatchProcessor(EventType.SQS);
    export const handler = async (event, context) => processPartialResponse(event, async () => {}, processor, { context });`,
  'a processor': `import { BatchProcessor, EventType } from '@aws-lambda-powertools/batch';
    const processor = new BatchProcessor(EventType.SQS);
    export const handler = async (event) => { processor.register(event.Records, async () => {}); await processor.process(); return processor.response(); };`,
  Middy: `import middy from '@middy/core';
    export const handler = middy(async (event) => ({ batchItemFailures: ${BATCH} }));`,
  'a middleware': `import middy from '@middy/core'; import partial from '@middy/sqs-partial-batch-failure';
    export const handler = middy(async (event) => Promise.allSettled(event.Records.map(async () => 1))).use(partial());`,
  'a wrapper of a library': `import { wrap } from 'some-wrapper';
    export const handler = wrap(async (event) => ({ batchItemFailures: ${BATCH} }));`,
  'the guard': `import { guard } from '@sallyport/runtime'; import { sqs } from '@sallyport/runtime/events/sqs';
    export const handler = guard(async () => undefined, { source: sqs });`,
  'the guard, its sources at once': `import { guard } from '@sallyport/runtime'; import { kinesis } from '@sallyport/runtime/events';
    export const handler = guard(async () => undefined, { source: kinesis });`,
  'the guard, of a type': `import { guard } from '@sallyport/runtime'; import { dynamodbStream } from '@sallyport/runtime/events/dynamodb-stream';
    export const handler = guard(async () => undefined, { source: dynamodbStream.of() });`,
  'the guard, of any source': `import { guard } from '@sallyport/runtime'; import { anySource } from '@sallyport/runtime/events';
    export const handler = guard(async () => undefined, { source: anySource });`,
};

const SILENT: Readonly<Record<string, string>> = {
  nothing: `export const handler = async (event) => { for (const r of event.Records) JSON.parse(r.body); };`,
  'something else': `export const handler = async (event) => ({ statusCode: 200, failures: [] });`,
  'a list that stays empty': `export const handler = async () => ({ batchItemFailures: [] });`,
  'a list that goes elsewhere': `export const handler = async (event) => { console.log({ batchItemFailures: ${BATCH} }); };`,
  'a helper that nobody calls': `const answer = (event) => ({ batchItemFailures: ${BATCH} }); export const handler = async () => 1;`,
  'the guard of another source': `import { guard } from '@sallyport/runtime'; import { s3 } from '@sallyport/runtime/events/s3';
    export const handler = guard(async () => undefined, { source: s3 });`,
  'what a processor did': `import { BatchProcessor, EventType } from '@aws-lambda-powertools/batch';
    const processor = new BatchProcessor(EventType.SQS);
    export const handler = async (event) => { processor.register(event.Records, async () => {}); return processor.process(); };`,
};

const PYTHON: Readonly<Record<string, string>> = {
  'a dict': `
def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            print(record["body"])
        except Exception:
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}`,
  'a response that is filled': `
def handler(event, context):
    if event:
        batch_item_failures = []
        sqs_batch_response = {}
        for record in event["Records"]:
            try:
                print(record["body"])
            except Exception as e:
                batch_item_failures.append({"itemIdentifier": record["messageId"]})
        sqs_batch_response["batchItemFailures"] = batch_item_failures
        return sqs_batch_response`,
  Powertools: `
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
processor = BatchProcessor(event_type=EventType.SQS)
def each(record):
    pass
def handler(event, context):
    return process_partial_response(event=event, record_handler=each, processor=processor, context=context)`,
  'the decorator of Powertools': `
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, batch_processor
processor = BatchProcessor(event_type=EventType.SQS)
def each(record):
    pass
@batch_processor(record_handler=each, processor=processor)
def handler(event, context):
    return processor.response()`,
  'a context of Powertools': `
from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
processor = BatchProcessor(event_type=EventType.SQS)
tracer = Tracer()
@tracer.capture_lambda_handler
def handler(event, context):
    with processor(records=event["Records"], handler=print):
        processed = processor.process()
    return processor.response()`,
};

describe('a handler reports the records that failed', () => {
  it.each(Object.entries(JAVASCRIPT))('in JavaScript: %s', (_, code) => {
    expect(readJavaScript(code).reportsFailures).toBe(true);
  });
  it.each(Object.entries(PYTHON))('in Python: %s', async (_, code) => {
    expect((await readPython(code)).reportsFailures).toBe(true);
  });
});

describe('a handler does not report the records that failed', () => {
  it.each(Object.entries(SILENT))('in JavaScript: %s', (_, code) => {
    expect(readJavaScript(code).reportsFailures).toBeUndefined();
  });
  it.each([
    ['an empty list', 'def handler(event, context):\n    return {"batchItemFailures": []}'],
    ['nothing', 'def handler(event, context):\n    for record in event["Records"]:\n        print(record)'],
  ])('in Python: %s', async (_, code) => {
    expect((await readPython(code)).reportsFailures).toBeUndefined();
  });
});
