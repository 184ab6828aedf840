import { arn, foreignArn } from '../parts/arn.ts';
import { checkAt } from '../parts/failure.ts';
import { optionalText, optionalBoolean } from '../parts/http-fields.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { array, exactly, line, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';
import { checkTraversal } from '../parts/object-key.ts';
import { isFrom, requireNamed } from '../parts/records.ts';

const record = () =>
  object({
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

const shape = () => object({ Records: array(record()) });

/** A push to a repository of AWS CodeCommit. */
export type CodecommitEvent = Infer<typeof shape>;

export type CodecommitRecord = Infer<typeof record>;

export interface CodecommitPolicy extends Policy {
  /** Repositories that pushes may be to, by name or by ARN. */
  readonly allowedRepositories?: readonly string[];
}

export const codecommit: EventSource<CodecommitEvent, CodecommitPolicy> = defineRecordSource<
  CodecommitEvent,
  CodecommitPolicy
>({
  name: 'codecommit',
  shape,
  matches: isFrom('aws:codecommit'),
  recordsAt: 'Records',
  defaults: { maxRecords: 100 },
  policyFields: { allowedRepositories: isTexts },
  checkRecord: ({ eventSourceARN, codecommit }: CodecommitRecord, { allowedRepositories }): void => {
    requireNamed(eventSourceARN, allowedRepositories, 'eventSourceARN');
    for (const [at, { ref }] of codecommit.references.entries())
      checkAt(`codecommit.references[${at}].ref`, () => checkTraversal(ref));
  },
});
