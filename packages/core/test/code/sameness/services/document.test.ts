import { describe, expect, it } from 'vitest';
import { readJavaScript, readPython } from '../../models/run.ts';
import type { Input, ServiceOperation } from './dialects.ts';
import { toEntries, toJavaScript, toPython } from './dialects.ts';
import { listCalls, toExpected } from './list-calls.ts';

/** What each SDK calls an operation on documents. */
interface DocumentOperation {
  readonly short: string;
  readonly operation: string;
  /** The method of boto3's `Table`; `null` where it has none. */
  readonly table: string | null;
  readonly input: { readonly [name: string]: Input };
}

const define = (
  short: string,
  operation: string,
  table: string | null,
  input: { readonly [name: string]: Input },
): DocumentOperation => ({ short, operation, table, input });

const key = { TableName: '$TABLE', Key: { id: '1' } };
const OPERATIONS: readonly DocumentOperation[] = [
  define('get', 'GetItem', 'get_item', { ...key, ConsistentRead: true }),
  define('put', 'PutItem', 'put_item', { TableName: '$TABLE', Item: { id: '1', n: 2 } }),
  define('update', 'UpdateItem', 'update_item', { ...key, UpdateExpression: 'SET a = b', ReturnValues: 'ALL_NEW' }),
  define('delete', 'DeleteItem', 'delete_item', key),
  define('query', 'Query', 'query', { TableName: '$TABLE', IndexName: '$INDEX', KeyConditionExpression: 'a = b' }),
  define('scan', 'Scan', 'scan', { TableName: '$TABLE', Limit: 5 }),
  define('batchGet', 'BatchGetItem', null, { RequestItems: { orders: { Keys: [{ id: '1' }] } } }),
  define('batchWrite', 'BatchWriteItem', null, { RequestItems: { orders: [{ PutRequest: { Item: { id: '1' } } }] } }),
  define('transactGet', 'TransactGetItems', null, { TransactItems: [{ Get: key }] }),
  define('transactWrite', 'TransactWriteItems', null, { TransactItems: [{ Delete: key }, { ConditionCheck: key }] }),
];

const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
const handler = (body: string): string => `export const handler = async (event) => { await ${body}; };`;

type Write = (o: DocumentOperation) => string;
const V3_HEAD = `import { DynamoDBClient, DynamoDB } from '@aws-sdk/client-dynamodb'; import * as lib from '@aws-sdk/lib-dynamodb';`;

const JAVASCRIPT: Readonly<Record<string, Write>> = {
  'v2, DocumentClient': (o) =>
    `import { DynamoDB } from 'aws-sdk'; const db = new DynamoDB.DocumentClient({ convertEmptyValues: true }); ${handler(`db.${o.short}(${toJavaScript(o.input)}).promise()`)}`,
  'v2, DocumentClient of a module': (o) =>
    `import { DocumentClient } from 'aws-sdk/clients/dynamodb'; const db = new DocumentClient(); ${handler(`db.${o.short}(${toJavaScript(o.input)}).promise()`)}`,
  'v2, DocumentClient over a service': (o) =>
    `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient({ service: new AWS.DynamoDB({ params: ${toJavaScript(o.input)} }) }); exports.handler = async () => db.${o.short}({}).promise();`,
  'v2, DocumentClient and a callback': (o) =>
    `import AWS from 'aws-sdk'; const db = new AWS.DynamoDB.DocumentClient(); export function handler(e, c, done) { db.${o.short}(${toJavaScript(o.input)}, done); }`,
  'v3, DynamoDBDocumentClient': (o) =>
    `${V3_HEAD} const db = lib.DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }); ${handler(`db.send(new lib.${capital(o.short)}Command(${toJavaScript(o.input)}))`)}`,
  'v3, DynamoDBDocument': (o) =>
    `${V3_HEAD} const db = lib.DynamoDBDocument.from(new DynamoDB({})); ${handler(`db.${o.short}(${toJavaScript(o.input)})`)}`,
  'v3, a command on a plain client': (o) =>
    `${V3_HEAD} const db = new DynamoDBClient({}); ${handler(`db.send(new lib.${capital(o.short)}Command(${toJavaScript(o.input)}))`)}`,
  'v3, a command of a client on documents': (o) =>
    `${V3_HEAD} import { ${o.operation}Command as C } from '@aws-sdk/client-dynamodb'; const db = lib.DynamoDBDocument.from(new DynamoDBClient({})); ${handler(`db.send(new C(${toJavaScript(o.input)}))`)}`,
  'v3, marshalled': (o) =>
    `import { DynamoDB } from '@aws-sdk/client-dynamodb'; const db = new DynamoDB({}); ${handler(`db.${o.operation[0]?.toLowerCase()}${o.operation.slice(1)}(${toJavaScript(o.input)})`)}`,
};

const keywords = (input: Input, left: string): string =>
  toEntries(input)
    .filter(([name]) => name !== left)
    .map(([name, value]) => `${name}=${toPython(value)}`)
    .join(', ');
const HEAD = 'import os, boto3\n';
const snake = (o: DocumentOperation): string => o.operation.replaceAll(/(?<=.)[A-Z]/g, '_$&').toLowerCase();

const PYTHON: Readonly<Record<string, Write>> = {
  'boto3, a client': (o) =>
    `${HEAD}db = boto3.client('dynamodb')\ndef handler(event, context):\n    db.${snake(o)}(${keywords(o.input, '')})\n`,
  'boto3, the client of a resource': (o) =>
    `${HEAD}db = boto3.resource('dynamodb').meta.client\ndef handler(event, context):\n    db.${snake(o)}(${keywords(o.input, '')})\n`,
  'boto3, a table or the resource': (o) =>
    o.table === null
      ? `${HEAD}db = boto3.resource('dynamodb')\ndef handler(event, context):\n    db.meta.client.${snake(o)}(${keywords(o.input, '')})\n`
      : `${HEAD}table = boto3.resource('dynamodb').Table(os.environ['TABLE'])\ndef handler(event, context):\n    table.${o.table}(${keywords(o.input, 'TableName')})\n`,
};

const service = { key: 'dynamodb', v2: 'DynamoDB', v3: 'DynamoDB', boto3: 'dynamodb' };
const expected = ({ operation, input }: DocumentOperation): string[] =>
  toExpected({ service, operation, input } satisfies ServiceOperation);

describe.each(OPERATIONS.map((o) => [o.operation, o] as const))('%s', (_name, operation) => {
  it.each(Object.entries(JAVASCRIPT))('%s', (_dialect, write) => {
    expect(listCalls(readJavaScript(write(operation)))).toEqual(expected(operation));
  });

  it.each(Object.entries(PYTHON))('%s', async (_dialect, write) => {
    expect(listCalls(await readPython(write(operation)))).toEqual(expected(operation));
  });
});
