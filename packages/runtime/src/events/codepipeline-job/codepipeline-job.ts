import { isObject } from '../../is-object.ts';
import { account } from '../parts/arn.ts';
import { inside } from '../parts/matching.ts';
import { optionalText } from '../parts/optional.ts';
import { array, line, number, object, optional, refine, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText } from '../parts/json-text.ts';
import { checkObjectKey } from '../parts/object-key.ts';

/** The key stands there as it is, not encoded; a sample describes it in words, with blanks and stops. */
const objectKey = () => refine(line, checkObjectKey, 'object key');

const artifact = () =>
  object({
    name: line,
    revision: optionalText,
    location: object({ type: line, s3Location: object({ bucketName: inside, objectKey: objectKey() }) }),
  });

const shape = () =>
  object({
    'CodePipeline.job': object({
      id: line,
      accountId: account,
      data: object({
        actionConfiguration: object({
          configuration: object({ FunctionName: line, UserParameters: optional(jsonText) }),
        }),
        inputArtifacts: array(artifact()),
        outputArtifacts: array(artifact()),
        artifactCredentials: object({
          accessKeyId: string,
          secretAccessKey: string,
          sessionToken: optionalText,
          expirationTime: optional(number),
        }),
        continuationToken: optionalText,
        encryptionKey: optional(object({ id: line, type: line })),
      }),
    }),
  });

/** A job of a pipeline. */
export type CodepipelineJobEvent = Infer<typeof shape>;

export const codepipelineJob: EventSource<CodepipelineJobEvent> = defineSource<CodepipelineJobEvent>({
  name: 'codepipeline-job',
  shape,
  matches: (event) => isObject(event['CodePipeline.job']),
});
