import { CreateJobCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';

const mediaconvert = new MediaConvertClient({});

export const handler = ({ account, settings }) =>
  mediaconvert.send(
    new CreateJobCommand({ Role: `arn:aws:iam::${account}:role/converter`, Queue: 'Default', Settings: settings }),
  );
