import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';

const mail = new SESv2Client({});

export const handler = ({ to, text }) =>
  mail.send(
    new SendEmailCommand({
      FromEmailAddress: 'Orders <orders@example.com>',
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: 'Your order' }, Body: { Text: { Data: text } } } },
    }),
  );
