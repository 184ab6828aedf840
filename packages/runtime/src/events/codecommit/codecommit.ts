import { arn, foreignArn } from '../parts/arn.ts';
import { fail, type Failure } from '../parts/failure.ts';
import { optionalText, optionalBoolean } from '../parts/http-fields.ts';
import type { Policy } from '../parts/policy.ts';
import { exactly, array, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import { findTraversal } from '../parts/object-key.ts';
import { isFrom, isNamed } from '../parts/records.ts';

const record = object({
  awsRegion: line,
  codecommit: object({
    references: array(
      object({
        commit: line,
        ref: line,
        created: optionalBoolean,
        deleted: optionalBoolean,
      }),
    ),
  }),
  customData: optionalText,
  eventId: line,
  eventName: line,
  eventPartNumber: optional(number),
  eventSource: exactly('aws:codecommit'),
  eventSourceARN: arn('codecommit'),
  eventTime: line,
  eventTotalParts: optional(number),
  eventTriggerConfigId: optional(line),
  eventTriggerName: optional(line),
  eventVersion: line,
  userIdentityARN: optional(foreignArn('iam|sts')),
});

const shape = object({ Records: array(record) });

/** A push to a repository of AWS CodeCommit. */
export type CodecommitEvent = Infer<typeof shape>;

export type CodecommitRecord = Infer<typeof record>;

export interface CodecommitPolicy extends Policy {
  /** Repositories that pushes may be to, by name or by ARN. */
  readonly allowedRepositories?: readonly string[];
}

export const codecommit: EventSource<CodecommitEvent, CodecommitPolicy> = defineSource<
  CodecommitEvent,
  CodecommitPolicy
>({
  name: 'codecommit',
  shape,
  matches: isFrom('aws:codecommit'),
  recordsAt: 'Records',
  defaults: { maxRecords: 100 },
  policyFields: ['allowedRepositories'],
  checkRecord: ({ eventSourceARN, codecommit }: CodecommitRecord, { allowedRepositories }): Failure | undefined => {
    if (!isNamed(eventSourceARN, allowedRepositories)) return fail('NOT_ALLOWED', 'eventSourceARN');
    const at = codecommit.references.findIndex(({ ref }) => findTraversal(ref) !== undefined);
    return at === -1 ? undefined : fail('TRAVERSAL', 'codecommit', 'references', at, 'ref');
  },
});
