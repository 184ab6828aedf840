import { decodeObjectKey } from '../parts/object-key.ts';
import { isFrom } from '../parts/records.ts';
import { S3_FIELDS, type S3Policy as ObjectPolicy } from '../parts/s3-policy.ts';
import { checkS3Record, s3Record, toItem, type S3Record } from '../parts/s3-record.ts';
import { array, object, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';

const shape = () => object({ Records: array(s3Record()) });

/** A notification of a bucket. */
export type S3Event = Infer<typeof shape>;
export type { S3Record };

export interface S3Policy extends ObjectPolicy {
  /** The owners of the buckets, as `ownerIdentity.principalId` has them (`A3NL1KOZZKExample`): a notification names no account. */
  readonly allowedAccounts?: readonly string[];
}

export const s3: EventSource<S3Event, S3Policy> = defineRecordSource<S3Event, S3Policy>({
  name: 's3',
  shape,
  matches: isFrom('aws:s3'),
  recordsAt: 'Records',
  // S3 sends one record in each event.
  defaults: { maxRecords: 100 },
  policyFields: S3_FIELDS,
  checkRecord: checkS3Record,
});

/** The name of the object, decoded once: what to hand to `GetObject`. The key in the event is percent-encoded. */
export function toObjectKey({ s3 }: S3Record): string {
  return decodeObjectKey(toItem(s3).key);
}
