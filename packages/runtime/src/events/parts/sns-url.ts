import { fail } from './failure.ts';
import { STEADY } from './kinds.ts';
import { optional, refine, string } from './shape.ts';

/** Where SNS keeps its certificates and takes cancellations (Amazon SNS Developer Guide, "Verifying the signatures"). */
const SNS_URL = /^https:\/\/sns(?:\.[a-z0-9-]{4,24})?\.amazonaws\.(?:com(?:\.cn)?|eu)\/[\w./?=&%:+~;-]*$/;

/** The samples that the tools of AWS make say this. */
const PLACEHOLDER = 'EXAMPLE';

function checkSnsUrl(url: string): void {
  if (url !== PLACEHOLDER && !SNS_URL.test(url)) fail('URL');
}

const certificate = /* @__PURE__ */ optional(
  refine(
    string,
    (url) => {
      checkSnsUrl(url);
      if (!/(?:^EXAMPLE|\/\/[^/]+\/[\w-]+(?:\.pem)?)$/.test(url)) fail('URL');
    },
    'URL of a certificate of SNS',
    STEADY,
  ),
);

const snsUrl = /* @__PURE__ */ optional(refine(string, checkSnsUrl, 'URL of SNS', STEADY));

/**
 * Fields of an SNS message that hold URLs, in both spellings: Lambda writes `Url`, HTTP and SQS write `URL`. Whoever verifies a
 * signature fetches the certificate from where the message says: that must be SNS.
 */
export const snsUrls = {
  SigningCertUrl: certificate,
  SigningCertURL: certificate,
  UnsubscribeUrl: snsUrl,
  UnsubscribeURL: snsUrl,
  SubscribeURL: snsUrl,
};
