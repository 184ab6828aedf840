import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient({});

export const handler = ({ text }) => sns.send(new PublishCommand({ TopicArn: process.env.NEWS, Message: text }));
