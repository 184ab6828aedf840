const { DynamoDB } = require('aws-sdk');

const db = new DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { Item } = await db.get({ TableName: process.env.SESSIONS, Key: { id: event.headers.cookie } }).promise();
  return { statusCode: Item === undefined ? 401 : 200, body: JSON.stringify(Item) };
};
