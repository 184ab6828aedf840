import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

const db = new DynamoDBClient({});

export const handler = async () => {
  const { Items } = await db.send(new ScanCommand({ TableName: process.env.SCORES, Limit: 100 }));
  return Items.map((item) => Number(item.points.N)).sort((a, b) => b - a);
};
