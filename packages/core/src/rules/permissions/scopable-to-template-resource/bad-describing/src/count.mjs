import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const db = new DynamoDBClient({});

export const handler = async () => {
  const { Table } = await db.send(new DescribeTableCommand({ TableName: process.env.LEDGER }));
  return Table.ItemCount;
};
