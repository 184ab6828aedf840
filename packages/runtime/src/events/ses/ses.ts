import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { optionalText, optionalBoolean } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { array, exactly, line, map, number, object, oneOf, oneOrMany, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';
import { identifier, inside } from '../parts/matching.ts';
import { isFrom } from '../parts/records.ts';
import { folded } from '../parts/text.ts';

const verdict = () => optional(object({ status: oneOf('PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED') }));

const header = () => object({ name: line, value: folded });

const record = () =>
  object({
    eventSource: exactly('aws:ses'),
    eventVersion: line,
    ses: object({
      mail: object({
        timestamp: line,
        source: line,
        messageId: identifier,
        destination: array(line),
        headersTruncated: optionalBoolean,
        headers: optional(array(header())),
        // A line break in a subject or an address ends up in an answer.
        commonHeaders: optional(map(optional(oneOrMany(folded)))),
      }),
      receipt: object({
        timestamp: line,
        processingTimeMillis: optional(number),
        recipients: array(line),
        spamVerdict: verdict(),
        virusVerdict: verdict(),
        spfVerdict: verdict(),
        dkimVerdict: verdict(),
        dmarcVerdict: verdict(),
        dmarcPolicy: optionalText,
        action: object({
          type: line,
          invocationType: optionalText,
          functionArn: optional(arn('lambda')),
          topicArn: optional(arn('sns')),
          bucketName: optional(inside),
          objectKey: optional(inside),
        }),
      }),
    }),
  });

const shape = () => object({ Records: array(record()) });

/** An email that a receipt rule hands over. */
export type SesEvent = Infer<typeof shape>;

export type SesRecord = Infer<typeof record>;

export interface SesPolicy extends Policy {
  /** Domains of the addresses that mail may be for. */
  readonly allowedRecipientDomains?: readonly string[];
}

export const ses: EventSource<SesEvent, SesPolicy> = defineRecordSource<SesEvent, SesPolicy>({
  name: 'ses',
  shape,
  matches: isFrom('aws:ses'),
  recordsAt: 'Records',
  defaults: { maxRecords: 100 },
  policyFields: { allowedRecipientDomains: isTexts },
  checkRecord: ({ ses: { receipt } }: SesRecord, { allowedRecipientDomains }): void => {
    if (allowedRecipientDomains === undefined) return;
    const isAllowed = receipt.recipients.every((address) =>
      allowedRecipientDomains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase()),
    );
    if (!isAllowed) fail('NOT_ALLOWED', 'ses.receipt.recipients');
  },
});
