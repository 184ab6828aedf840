import { fail } from './failure.ts';

/** Where SNS keeps its certificates and takes cancellations (Amazon SNS Developer Guide, "Verifying the signatures"). */
const SNS_URL = /^https:\/\/sns(?:\.[a-z0-9-]{4,24})?\.amazonaws\.com(?:\.cn)?\/[\w./?=&%:+~-]*$/;

/** The samples that the tools of AWS make say this. */
const PLACEHOLDER = 'EXAMPLE';

/** Fields of an SNS message that hold URLs, in both spellings: Lambda writes `Url`, HTTP and SQS write `URL`. */
const FIELDS = ['SigningCertUrl', 'SigningCertURL', 'UnsubscribeUrl', 'UnsubscribeURL', 'SubscribeURL'];

/** Whoever verifies a signature fetches the certificate from where the message says: that must be SNS. */
export function checkSnsUrls(message: Readonly<Record<string, unknown>>, path: string = ''): void {
  for (const name of FIELDS) {
    const url = message[name];
    if (url === undefined || url === null || url === PLACEHOLDER) continue;
    if (typeof url !== 'string' || !SNS_URL.test(url)) fail('URL', path + name);
  }
}
