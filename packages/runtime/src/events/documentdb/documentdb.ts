import { arn } from '../parts/arn.ts';
import { optionalObject } from '../parts/optional.ts';
import { array, exactly, isArray, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    eventSourceArn: arn('rds|docdb'),
    eventSource: exactly('aws:docdb'),
    events: array(
      object({
        event: object({
          _id: optionalObject,
          clusterTime: optionalObject,
          documentKey: optionalObject,
          fullDocument: optionalObject,
          // The end of a stream names none.
          ns: optional(object({ db: line, coll: optional(line) })),
          operationType: line,
          updateDescription: optionalObject,
        }),
      }),
    ),
  });

/** Changes of a collection of Amazon DocumentDB. */
export type DocumentdbEvent = Infer<typeof shape>;

export const documentdb: EventSource<DocumentdbEvent> = defineRecordSource<DocumentdbEvent>({
  name: 'documentdb',
  shape,
  matches: ({ eventSource, events }) => eventSource === 'aws:docdb' && isArray(events),
  recordsAt: 'events',
});
