import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';

const sfn = new SFNClient({});

export const handler = ({ account, name, definition }) => {
  const roleArn = `arn:aws:iam::${account}:role/flow-${name}`;
  return sfn.send(new CreateStateMachineCommand({ name: `flow-${name}`, definition, roleArn }));
};
