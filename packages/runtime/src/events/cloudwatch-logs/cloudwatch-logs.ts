import { isObject } from '../../is-object.ts';
import { account } from '../parts/arn.ts';
import { checkAt, fail, toEventError } from '../parts/failure.ts';
import { optionalText, optionalObject } from '../parts/optional.ts';
import { MAX_EVENT_CHARACTERS, type Limits } from '../parts/limits.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { array, isText, line, number, object, oneOf, string, type Infer, type Shape } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { decodeBase64 } from '../parts/base64.ts';
import { inflate } from '../parts/gzip.ts';
import { inside } from '../parts/matching.ts';
import { requireAllowed, requireCount } from '../parts/records.ts';
import { walk } from '../parts/walk.ts';

const message = () =>
  object({
    messageType: oneOf('DATA_MESSAGE', 'CONTROL_MESSAGE'),
    owner: account,
    logGroup: inside,
    logStream: inside,
    subscriptionFilters: array(line),
    policyLevel: optionalText,
    logEvents: array(object({ id: line, timestamp: number, message: string, extractedFields: optionalObject })),
  });

let made: Shape<LogMessage> | undefined;

/** What is in `awslogs.data` (CloudWatch Logs User Guide, "Subscription filters with AWS Lambda"). */
export type LogMessage = Infer<typeof message>;

const shape = () => object({ awslogs: object({ data: string }) });

/** Log events that a subscription filter delivers, compressed. */
export type CloudwatchLogsEvent = Infer<typeof shape>;

export interface CloudwatchLogsPolicy extends Policy {
  readonly allowedLogGroups?: readonly string[];
}

/** What has been read to be checked need not be read again. */
const messages = new WeakMap<object, LogMessage>();

/** The log events of an accepted event. */
export function toLogMessage({ awslogs }: CloudwatchLogsEvent): LogMessage {
  const known = messages.get(awslogs);
  if (known !== undefined) return known;
  try {
    return JSON.parse(inflateBytes(Buffer.from(awslogs.data, 'base64')).toString('utf8')) as LogMessage;
  } catch (error) {
    throw toEventError(error);
  }
}

function inflateBytes(compressed: Buffer): Buffer {
  const bytes = inflate(compressed);
  if (isText(bytes)) fail(bytes, 'awslogs.data');
  return bytes;
}

function checkData(awslogs: CloudwatchLogsEvent['awslogs'], policy: CloudwatchLogsPolicy & Limits): void {
  const bytes = inflateBytes(decodeBase64(awslogs.data));
  if (bytes.length > policy.maxBodyBytes) fail('TOO_LARGE');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    fail('ENCODING');
  }
  walk(value, (made ??= message()), policy, MAX_EVENT_CHARACTERS);
  const { logGroup, logEvents } = value as LogMessage;
  requireAllowed(logGroup, policy.allowedLogGroups, '');
  requireCount(logEvents.length, policy, '');
  messages.set(awslogs, value as LogMessage);
}

export const cloudwatchLogs: EventSource<CloudwatchLogsEvent, CloudwatchLogsPolicy> = defineSource<
  CloudwatchLogsEvent,
  CloudwatchLogsPolicy
>({
  name: 'cloudwatch-logs',
  shape,
  matches: ({ awslogs }) => isObject(awslogs) && awslogs['data'] !== undefined,
  policyFields: { allowedLogGroups: isTexts },
  check: ({ awslogs }, policy) => checkAt('awslogs.data', () => checkData(awslogs, policy)),
});
