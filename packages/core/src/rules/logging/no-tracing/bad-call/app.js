import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
const lambda = new LambdaClient({});
export const handler = () => lambda.send(new InvokeCommand({ FunctionName: process.env.SHIP }));
