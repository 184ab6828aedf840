import { literal, ref, type Value } from '../../app/value.ts';
import { toMarkedText } from './marked-text.ts';

/** What a URL says, by the placeholders of ARN templates. */
export type UrlNames = Readonly<Record<string, Value>>;

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/orders` and its older and localised spellings. */
const QUEUE =
  /^https?:\/\/(?:sqs[.-]([^./]+)|([^./]+)\.queue|queue)\.(?:api\.)?(?:amazonaws\.com(?:\.cn)?|[\ue000-\uf8ff])\/([^/]+)\/([^/]+)$/;

/** `https://abc123.execute-api.eu-west-1.amazonaws.com/prod/path`, also without a scheme and with `wss`. */
const API =
  /^(?:(?:https?|wss):\/\/)?([^./]+)\.execute-api\.([^./]+)\.(?:amazonaws\.com(?:\.cn)?|[\ue000-\uf8ff])(?:\/([^/]*))?(?:\/.*)?$/;

/** Reads the URL of an SQS queue or of an API Gateway stage; `undefined` for other text. */
export function readUrl(value: Value): UrlNames | undefined {
  const { text, toValue } = toMarkedText(value);
  const queue = QUEUE.exec(text);
  if (queue !== null) {
    const region = queue[1] ?? queue[2];
    return {
      Region: region === undefined ? ref('AWS::Region') : toValue(region),
      Account: toValue(queue[3] ?? ''),
      QueueName: toValue(queue[4] ?? ''),
    };
  }
  const api = API.exec(text);
  if (api === null) return undefined;
  const stage = api[3] === undefined || api[3] === '' ? literal('*') : toValue(api[3]);
  return { ApiId: toValue(api[1] ?? ''), Region: toValue(api[2] ?? ''), Stage: stage };
}
