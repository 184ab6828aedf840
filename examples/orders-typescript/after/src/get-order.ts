import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { getOrder } from './orders-table';

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const order = await getOrder(event.pathParameters?.id ?? '');
  if (!order) return { statusCode: 404, body: JSON.stringify({ message: 'no such order' }) };
  return { statusCode: 200, body: JSON.stringify(order) };
};
