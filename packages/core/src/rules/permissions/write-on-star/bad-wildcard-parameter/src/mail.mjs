import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';

const ses = new SESClient({});
const lambda = new LambdaClient({});

export const handler = async ({ from, to, text, next }) => {
  const Message = { Subject: { Data: 'News' }, Body: { Text: { Data: text } } };
  await ses.send(new SendEmailCommand({ Source: from, Destination: { ToAddresses: [to] }, Message }));
  await lambda.send(new InvokeCommand({ FunctionName: next, InvocationType: 'Event' }));
};
