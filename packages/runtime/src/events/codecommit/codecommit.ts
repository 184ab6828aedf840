import { arn, foreignArn } from '../parts/arn.ts';
import { failWithin } from '../parts/failure.ts';
import { matching, time } from '../parts/matching.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { alsoWith, array, exactly, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';
import { checkSegments } from '../parts/http/path.ts';
import { isFrom, requireNamed } from '../parts/records.ts';

interface Reference {
  created?: boolean | null | undefined;
  deleted?: boolean | null | undefined;
}

interface Trigger {
  customData?: string | null | undefined;
  eventPartNumber?: number | null | undefined;
  eventTotalParts?: number | null | undefined;
  eventTriggerConfigId?: string | null | undefined;
  eventTriggerName?: string | null | undefined;
}

/** Git would take it for an option (CWE-88). */
const ref = matching(/^[^-]/, 'reference');

const record = () =>
  alsoWith<Trigger>()(
    object({
      awsRegion: line,
      codecommit: object({ references: array(alsoWith<Reference>()(object({ commit: ref, ref }))) }),
      eventId: line,
      eventName: line,
      eventSource: exactly('aws:codecommit'),
      eventSourceARN: arn('codecommit'),
      eventTime: time,
      eventVersion: line,
      userIdentityARN: optional(foreignArn('iam|sts')),
    }),
  );

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
    const { references } = codecommit;
    let at = 0;
    try {
      for (; at < references.length; at++) checkSegments(references[at]?.ref ?? '');
    } catch (error) {
      failWithin(`codecommit.references[${at}].ref`, error);
    }
  },
});
