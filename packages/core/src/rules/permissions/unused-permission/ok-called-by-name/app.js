import { DynamoDB } from '@aws-sdk/client-dynamodb';

const db = new DynamoDB({});

export const handler = ({ operation, input }) => db[operation](input);
