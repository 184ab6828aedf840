import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async ({ id }) => (await db.send(new GetCommand({ TableName: process.env.RECIPES, Key: { id } }))).Item;
