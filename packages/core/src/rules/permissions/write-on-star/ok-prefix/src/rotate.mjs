import { randomBytes } from 'node:crypto';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

const ssm = new SSMClient({});

export const handler = ({ name }) => {
  const Value = randomBytes(16).toString('hex');
  return ssm.send(new PutParameterCommand({ Name: `/rotating/${name}`, Value, Type: 'SecureString', Overwrite: true }));
};
