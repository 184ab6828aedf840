import { arn } from '../parts/arn.ts';
import { checkAt, fail } from '../parts/failure.ts';
import { optionalText } from '../parts/optional.ts';
import { alsoWith, isText, line, object, optional, refine, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { headerMap } from '../parts/http/headers.ts';
import { checkEncodedKey } from '../parts/object-key.ts';
import { matching } from '../parts/matching.ts';
import { isPattern, isTexts, type Policy } from '../parts/policy.ts';
import { checkEncodedKeyPolicy, type S3Policy } from '../parts/s3-policy.ts';

/** A presigned URL of the access point behind: a function fetches it, so it must be of S3 (CWE-918). */
const S3_URL =
  /^https:\/\/[a-z\d.-]{1,200}\.s3-accesspoint(?:-fips)?(?:\.dualstack)?\.[a-z]+-[a-z\d-]+\.amazonaws\.(?:com(?:\.cn)?|eu)(?:\/|\?|$)/;

const s3Url = () =>
  refine(
    line,
    (value) => {
      if (!S3_URL.test(value)) fail('URL');
    },
    'URL of S3',
  );

/** The answer is sent to a host that begins with it (Amazon S3 API, `WriteGetObjectResponse`). */
const outputRoute = matching(/^[\w-]{1,255}$/, 'route');

/** Who asks for the object, as CloudTrail says it. */
interface Caller {
  principalId?: string | null | undefined;
  arn?: string | null | undefined;
  accountId?: string | null | undefined;
  accessKeyId?: string | null | undefined;
  userName?: string | null | undefined;
  sessionContext?: Record<string, unknown> | null | undefined;
}

const shape = () =>
  object({
    xAmzRequestId: line,
    protocolVersion: line,
    getObjectContext: optional(object({ inputS3Url: s3Url(), outputRoute, outputToken: token })),
    headObjectContext: optional(object({ inputS3Url: s3Url() })),
    listObjectsContext: optional(object({ inputS3Url: s3Url() })),
    listObjectsV2Context: optional(object({ inputS3Url: s3Url() })),
    configuration: object({
      accessPointArn: arn('s3-object-lambda'),
      supportingAccessPointArn: arn('s3'),
      payload: optionalText,
    }),
    userRequest: object({ url: line, headers: headerMap }),
    userIdentity: alsoWith<Caller>()(object({ type: line })),
  });

/** A request for an object that an Object Lambda access point has the function answer. */
export type S3ObjectLambdaEvent = Infer<typeof shape>;

export type S3ObjectLambdaPolicy = Pick<S3Policy, 'allowedExtensions' | 'keyPattern' | keyof Policy>;

/** A key of 1024 bytes, each of them encoded, with its host and a signed query. */
const MAX_URL = 16 * 1024;

/** What the caller asked for: headers as sent, and a path that names the object, percent-encoded. */
function checkObjectRequest({ userRequest }: S3ObjectLambdaEvent, policy: S3ObjectLambdaPolicy): void {
  const { url } = userRequest;
  if (url.length > MAX_URL) fail('TOO_LARGE', URL_FIELD);
  const [path = ''] = url.replace(/^https:\/\/[^/?]*/, '').split('?', 1);
  const name = path.startsWith('/') ? path.slice(1) : path;
  const key = name.includes('+') ? name.replaceAll('+', '%2B') : name;
  if (key === '') return;
  checkAt(URL_FIELD, () => checkEncodedKey(key));
  checkEncodedKeyPolicy(key, policy, URL_FIELD);
}

const URL_FIELD = 'userRequest.url';

export const s3ObjectLambda: EventSource<S3ObjectLambdaEvent, S3ObjectLambdaPolicy> = defineSource<
  S3ObjectLambdaEvent,
  S3ObjectLambdaPolicy
>({
  name: 's3-object-lambda',
  shape,
  matches: ({ xAmzRequestId, userRequest, configuration }) =>
    isText(xAmzRequestId) && userRequest !== undefined && configuration !== undefined,
  policyFields: { keyPattern: isPattern, allowedExtensions: isTexts },
  check: checkObjectRequest,
});
