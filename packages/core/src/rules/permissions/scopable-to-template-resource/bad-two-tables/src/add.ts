import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB());

export async function handler(event: { cart: string; item: string }): Promise<void> {
  const { Item } = await db.get({ TableName: process.env.PRICES, Key: { id: event.item } });
  await db.update({
    TableName: process.env.CARTS,
    Key: { id: event.cart },
    UpdateExpression: 'ADD total :price',
    ExpressionAttributeValues: { ':price': Item?.price ?? 0 },
  });
}
