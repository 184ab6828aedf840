import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { optionalText } from '../parts/optional.ts';
import { array, line, object, optional, refine, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { checkObjectKey } from '../parts/object-key.ts';

/** Where an object is: the key stands there as it is, not encoded. */
const s3Uri = () =>
  refine(
    line,
    (value) => {
      const key = /^s3:\/\/[A-Za-z0-9._-]{3,255}\/(.*)$/s.exec(value)?.[1];
      if (key === undefined) fail('URL');
      checkObjectKey(key);
    },
    'URI of S3',
  );

const shape = () =>
  object({
    version: line,
    labelingJobArn: arn('sagemaker'),
    dataObject: optional(object({ 'source-ref': optional(s3Uri()), source: optionalText })),
    labelAttributeName: optional(line),
    roleArn: optional(line),
    labelCategories: optional(array(string)),
    payload: optional(object({ s3Uri: s3Uri() })),
  });

/** A task of Amazon SageMaker Ground Truth, before or after people have labelled it. */
export type SagemakerGroundTruthEvent = Infer<typeof shape>;

export const sagemakerGroundTruth: EventSource<SagemakerGroundTruthEvent> = defineSource<SagemakerGroundTruthEvent>({
  name: 'sagemaker-ground-truth',
  shape,
  matches: ({ labelingJobArn }) => labelingJobArn !== undefined,
});
