import { optionalText } from '../parts/optional.ts';
import { exactly, line, map, number, object, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    version: number,
    eventType: exactly('SyncTrigger'),
    region: line,
    identityPoolId: line,
    identityId: line,
    datasetName: line,
    datasetRecords: map(object({ oldValue: optionalText, newValue: optionalText, op: line })),
  });

/** A data set that Cognito Sync is about to store. */
export type CognitoSyncEvent = Infer<typeof shape>;

export const cognitoSync: EventSource<CognitoSyncEvent> = defineSource<CognitoSyncEvent>({
  name: 'cognito-sync',
  shape,
  matches: ({ eventType, identityPoolId }) => eventType === 'SyncTrigger' && identityPoolId !== undefined,
});
