import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const db = new DynamoDBClient({});

export const handler = async ({ tenant }) => {
  const { Table } = await db.send(new DescribeTableCommand({ TableName: `ledger-${tenant}` }));
  return Table.ItemCount;
};
