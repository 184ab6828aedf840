import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript } from './run.ts';

describe('nodemailer', () => {
  it('sends raw messages with the client of SES that it is given', () => {
    const facts = readJavaScript(`
      import nodemailer, { createTransport } from 'nodemailer'; import AWS from 'aws-sdk'; import * as aws from '@aws-sdk/client-ses';
      import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
      const ses = new aws.SES({});
      const v2 = nodemailer.createTransport({ SES: new AWS.SES({}) });
      const v3 = createTransport({ SES: { ses, aws } }, { from: process.env.SENDER });
      const v7 = nodemailer.createTransport({ SES: { sesClient: new SESv2Client({}), SendEmailCommand } });
      const smtp = nodemailer.createTransport({ host: 'mail', port: 25 });
      export const handler = async () => {
        await v2.sendMail({ from: 'a@example.com', to: 'b' }, (error) => {});
        await v3.sendMail({ to: 'b' });
        await v7.sendMail({ from: { name: 'A', address: 'c@example.com' }, to: 'b' });
        await smtp.sendMail({ from: 'x@example.com' });
        await v2.verify();
      };`);
    expect(printCalls(facts)).toEqual([
      'ses:SendRawEmail {Source:"a@example.com" RawMessage:{Data:?}} by nodemailer',
      'ses:SendRawEmail {Source:$SENDER RawMessage:{Data:?}} by nodemailer',
      'sesv2:SendEmail {FromEmailAddress:"c@example.com" Content:{Raw:{Data:?}}} by nodemailer',
    ]);
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('does not guess the transport of options that are not known', () => {
    const facts = readJavaScript(`
      import nodemailer from 'nodemailer';
      export const handler = async (event) => {
        await nodemailer.createTransport(JSON.parse(event.options)).sendMail({});
        await nodemailer.createTransport(process.env.SMTP_URL).sendMail({});
      };`);
    expect(facts.calls).toEqual([]);
    expect(facts.unresolved.length).toBe(1);
  });
});
