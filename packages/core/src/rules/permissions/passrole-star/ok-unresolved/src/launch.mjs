import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';

const sfn = new SFNClient({});

export const handler = ({ name, definition }) =>
  sfn.send(new CreateStateMachineCommand({ name: `flow-${name}`, definition, roleArn: process.env.ROLE }));
