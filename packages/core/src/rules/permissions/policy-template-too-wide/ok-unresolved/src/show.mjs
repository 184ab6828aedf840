import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const db = new DynamoDBClient({});

export const handler = ({ id }) =>
  db.send(new GetItemCommand({ TableName: process.env.RECIPES, Key: { id: { S: id } } }));
