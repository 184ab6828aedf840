import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FUNCTIONS_PER_SERVICE = 10;

interface Language {
  readonly runtime: string;
  readonly extension: string;
  readonly toHandler: (index: number) => string;
  readonly shared: Readonly<Record<string, string>>;
}

const typescript: Language = {
  runtime: 'nodejs22.x',
  extension: 'ts',
  toHandler: (index) => `import type { SQSEvent } from 'aws-lambda';
import { PutEventsCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ItemStore } from './lib/store';
import { log } from './lib/log';

const events = new EventBridgeClient({});
const store = new ItemStore(process.env.TABLE_NAME ?? 'items');

export const handler = async (event: SQSEvent) => {
  for (const record of event.Records) {
    const item = { ...JSON.parse(record.body), source: 'step-${index}' };
    ${index % 2 === 0 ? 'await store.save(item);' : 'await store.update(item.id, item.name);'}
    await events.send(new PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS, Detail: JSON.stringify(item) }] }));
    log('done', { id: item.id });
  }
};
`,
  shared: {
    'lib/log.ts': `export const log = (message: string, fields: Record<string, unknown>) =>
  console.log(JSON.stringify({ message, ...fields, at: new Date().toISOString() }));
`,
    'lib/store.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { log } from './log';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export class ItemStore {
  constructor(private readonly table: string) {}

  async find(id: string) {
    const { Item } = await client.send(new GetCommand({ TableName: this.table, Key: { id } }));
    return Item;
  }

  async save(item: { id: string }) {
    await client.send(new PutCommand({ TableName: this.table, Item: item }));
    log('saved', { id: item.id });
  }

  async update(id: string, name: string) {
    const existing = await this.find(id);
    if (!existing) return this.save({ id });
    await client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { id },
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
      }),
    );
  }

  async list(owner: string) {
    const command = new QueryCommand({
      TableName: this.table,
      IndexName: 'owner',
      KeyConditionExpression: 'owner = :owner',
      ExpressionAttributeValues: { ':owner': owner },
    });
    return (await client.send(command)).Items ?? [];
  }
}
`,
  },
};

const python: Language = {
  runtime: 'python3.13',
  extension: 'py',
  toHandler: (index) => `import json
import os

import boto3

from lib.store import ItemStore

events = boto3.client("events")
store = ItemStore(os.environ.get("TABLE_NAME", "items"))


def handler(event, context):
    for record in event["Records"]:
        item = {**json.loads(record["body"]), "source": "step-${index}"}
        ${index % 2 === 0 ? 'store.save(item)' : 'store.update(item["id"], item["name"])'}
        events.put_events(Entries=[{"EventBusName": os.environ["BUS"], "Detail": json.dumps(item)}])
`,
  shared: {
    'lib/__init__.py': '',
    'lib/store.py': `import boto3


class ItemStore:
    def __init__(self, name):
        self.table = boto3.resource("dynamodb").Table(name)

    def find(self, item_id):
        return self.table.get_item(Key={"id": item_id}).get("Item")

    def save(self, item):
        self.table.put_item(Item=item)

    def update(self, item_id, name):
        if self.find(item_id) is None:
            return self.save({"id": item_id})
        self.table.update_item(
            Key={"id": item_id},
            UpdateExpression="SET #name = :name",
            ExpressionAttributeNames={"#name": "name"},
            ExpressionAttributeValues={":name": name},
        )

    def list(self, owner):
        return self.table.query(IndexName="owner", KeyConditionExpression="owner = :owner")["Items"]
`,
  },
};

const toFunction = (index: number): string => `  Step${index}Function:
    Type: AWS::Serverless::Function
    Properties:
      Handler: step_${index}.handler
      Policies:
        - ${index % 3 === 0 ? 'AmazonDynamoDBFullAccess' : 'DynamoDBCrudPolicy: { TableName: !Ref Items }'}
        - EventBridgePutEventsPolicy: { EventBusName: !Ref Bus }
      Events:
        Queue: { Type: SQS, Properties: { Queue: !GetAtt Queue${index}.Arn } }
  Queue${index}:
    Type: AWS::SQS::Queue
`;

const toTemplate = (runtime: string): string => `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: ${runtime}
    CodeUri: src/
    Environment: { Variables: { TABLE_NAME: !Ref Items, BUS: !Ref Bus } }
Resources:
  Items:
    Type: AWS::DynamoDB::Table
  Bus:
    Type: AWS::Events::EventBus
    Properties: { Name: !Sub '\${AWS::StackName}-bus' }
${Array.from({ length: FUNCTIONS_PER_SERVICE }, (_, index) => toFunction(index)).join('')}`;

/** Writes `services` applications of ten functions each under `root`, half TypeScript and half Python, and counts the functions. */
export function generateRepository(root: string, services: number): number {
  for (let service = 0; service < services; service++) {
    const { runtime, extension, toHandler, shared } = service % 2 === 0 ? typescript : python;
    const folder = join(root, 'services', `service-${service}`);
    const files: Record<string, string> = { 'template.yaml': toTemplate(runtime) };
    for (const [name, text] of Object.entries(shared)) files[`src/${name}`] = text;
    for (let index = 0; index < FUNCTIONS_PER_SERVICE; index++) {
      files[`src/step_${index}.${extension}`] = toHandler(index);
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }
  return services * FUNCTIONS_PER_SERVICE;
}
