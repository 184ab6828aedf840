import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const notes = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler(event) {
  const { title, text } = JSON.parse(event.body);
  await notes.send(new PutCommand({ TableName: process.env.NOTES, Item: { id: title, text } }));
  return { statusCode: 201 };
}
