import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TODOS;

export const add = (Item) => db.send(new PutCommand({ TableName, Item }));
export const list = async () => (await db.send(new ScanCommand({ TableName }))).Items;
export const done = ({ id }) => db.send(new DeleteCommand({ TableName, Key: { id } }));
