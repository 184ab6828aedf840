import { guard } from '@sallyport/runtime';
import { createAuditLog } from '@sallyport/runtime/audit-log';
import { s3, toObjectKey } from '@sallyport/runtime/events/s3';

export const handler = guard(
  // The key is decoded as S3 encodes it, once, and stays in its folder.
  async (event) => event.Records.map((record) => toObjectKey(record)),
  { source: s3, policy: { allowedExtensions: ['.csv', '.json', '.parquet'] }, audit: createAuditLog() },
);
