import { account } from '../parts/arn.ts';
import { fail, toEventError, within, type Failure } from '../parts/failure.ts';
import { optionalText, optionalObject } from '../parts/http-fields.ts';
import type { Limits } from '../parts/limits.ts';
import type { Policy } from '../parts/policy.ts';
import { array, isObject, number, object, oneOf, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import { decodeBase64 } from '../parts/base64.ts';
import { inflate } from '../parts/gzip.ts';
import { inspect } from '../parts/inspect.ts';

const message = object({
  messageType: oneOf('DATA_MESSAGE', 'CONTROL_MESSAGE'),
  owner: account,
  logGroup: line,
  logStream: line,
  subscriptionFilters: array(line),
  policyLevel: optionalText,
  logEvents: array(object({ id: line, timestamp: number, message: string, extractedFields: optionalObject })),
});

/** What is in `awslogs.data` (CloudWatch Logs User Guide, "Subscription filters with AWS Lambda"). */
export type LogMessage = Infer<typeof message>;

const shape = object({ awslogs: object({ data: string }) });

/** Log events that a subscription filter delivers, compressed. */
export type CloudwatchLogsEvent = Infer<typeof shape>;

export interface CloudwatchLogsPolicy extends Policy {
  readonly allowedLogGroups?: readonly string[];
}

/** The log events of an accepted event. */
export function toLogMessage({ awslogs }: CloudwatchLogsEvent): LogMessage {
  const bytes = inflate(Buffer.from(awslogs.data, 'base64'));
  if (typeof bytes === 'string') throw toEventError(fail(bytes, 'awslogs', 'data'));
  return JSON.parse(bytes.toString('utf8')) as LogMessage;
}

const isFailure = (value: LogMessage | Failure): value is Failure => 'code' in value;

function decode(data: string, policy: CloudwatchLogsPolicy, limits: Limits): LogMessage | Failure {
  const compressed = decodeBase64(data);
  if (compressed === undefined) return fail('ENCODING');
  const bytes = inflate(compressed);
  if (typeof bytes === 'string') return fail(bytes);
  if (bytes.length > limits.maxBodyBytes) return fail('TOO_LARGE');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return fail('ENCODING');
  }
  const failure = inspect(value, limits) ?? message.check(value, limits);
  if (failure) return fail(failure.code);
  const { logGroup, logEvents } = value as LogMessage;
  if (policy.allowedLogGroups?.includes(logGroup) === false) return fail('NOT_ALLOWED');
  return logEvents.length > limits.maxRecords ? fail('TOO_MANY_RECORDS') : (value as LogMessage);
}

export const cloudwatchLogs: EventSource<CloudwatchLogsEvent, CloudwatchLogsPolicy> = defineSource<
  CloudwatchLogsEvent,
  CloudwatchLogsPolicy
>({
  name: 'cloudwatch-logs',
  shape,
  matches: ({ awslogs }) => isObject(awslogs) && awslogs['data'] !== undefined,
  policyFields: ['allowedLogGroups'],
  check: ({ awslogs }, policy, limits) => {
    const decoded = decode(awslogs.data, policy, limits);
    return isFailure(decoded) ? within('awslogs', within('data', decoded)) : undefined;
  },
});
