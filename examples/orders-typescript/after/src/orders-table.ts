import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

export interface Order {
  id: string;
  customer: string;
  total: number;
  status: 'placed' | 'fulfilled';
}

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_NAME;

export async function getOrder(id: string): Promise<Order | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { id } }));
  return Item as Order | undefined;
}

export async function putOrder(order: Order): Promise<void> {
  await documents.send(new PutCommand({ TableName, Item: order, ConditionExpression: 'attribute_not_exists(id)' }));
}

export async function markFulfilled(id: string): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName,
      Key: { id },
      UpdateExpression: 'SET #status = :fulfilled',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':fulfilled': 'fulfilled' },
    }),
  );
}

/** Writes up to 25 orders. */
export async function importOrders(orders: Order[]): Promise<void> {
  const requests = orders.map((Item) => ({ PutRequest: { Item } }));
  await documents.send(new BatchWriteCommand({ RequestItems: { [TableName!]: requests } }));
}
