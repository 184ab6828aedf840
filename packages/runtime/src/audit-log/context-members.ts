import type { AuditContext } from './audit-fields.ts';
import {
  cleanFunctionName,
  cleanLogGroup,
  cleanLogStream,
  cleanMilliseconds,
  cleanRequestId,
  cleanVersion,
} from './clean-value.ts';

/** What a line takes from the context, checked: nothing in it needs escaping. */
export interface ContextMembers {
  readonly requestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly remainingTime: number | undefined;
}

/** Values that stay the same as long as the sandbox lives are checked once. */
export function createContextReader(): (context: Partial<AuditContext> | null | undefined) => ContextMembers {
  const name = once(cleanFunctionName);
  const version = once(cleanVersion);
  const group = once(cleanLogGroup);
  const stream = once(cleanLogStream);
  const read: ReturnType<typeof createContextReader> = (context) => ({
    requestId: cleanRequestId(context?.awsRequestId),
    functionName: name(context?.functionName),
    functionVersion: version(context?.functionVersion),
    logGroup: group(context?.logGroupName),
    logStream: stream(context?.logStreamName),
    remainingTime: readRemainingTime(context),
  });
  return (context) => {
    try {
      return read(context);
    } catch {
      // A getter that throws costs its values, never the record.
      return read(undefined);
    }
  };
}

/** Keeps the last answer: the next question is nearly always the same. */
function once(clean: (value: unknown) => string): (value: unknown) => string {
  let [last, answer]: [unknown, string] = [undefined, clean(undefined)];
  return (value) => {
    if (value !== last) [last, answer] = [value, clean(value)];
    return answer;
  };
}

function readRemainingTime(context: Partial<AuditContext> | null | undefined): number | undefined {
  if (typeof context?.getRemainingTimeInMillis !== 'function') return undefined;
  const time = cleanMilliseconds(context.getRemainingTimeInMillis());
  return time === undefined ? undefined : Math.floor(time);
}
