import type { AuditContext } from './audit-fields.ts';
import {
  cleanFunctionName,
  cleanLogGroup,
  cleanLogStream,
  cleanMilliseconds,
  cleanRequestId,
  cleanVersion,
} from './clean-value.ts';
import { remember } from './remember.ts';

/** What a line takes from the context, checked: nothing in it needs escaping. */
export interface ContextMembers {
  readonly requestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly logGroup: string;
  readonly remainingTime: number | undefined;
}

/** Values that stay the same as long as the sandbox lives are checked once. */
export function createContextReader(): (context: Partial<AuditContext> | null | undefined) => ContextMembers {
  const name = remember(cleanFunctionName);
  const version = remember(cleanVersion);
  const group = remember(cleanLogGroup);
  const read: ReturnType<typeof createContextReader> = (context) => ({
    requestId: cleanRequestId(context?.awsRequestId),
    functionName: name(context?.functionName),
    functionVersion: version(context?.functionVersion),
    logGroup: group(context?.logGroupName),
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

/** The log stream, for the line that starts a chain. */
export function readLogStream(context: Partial<AuditContext> | null | undefined): string {
  try {
    return cleanLogStream(context?.logStreamName);
  } catch {
    return cleanLogStream(undefined);
  }
}

function readRemainingTime(context: Partial<AuditContext> | null | undefined): number | undefined {
  if (typeof context?.getRemainingTimeInMillis !== 'function') return undefined;
  const time = cleanMilliseconds(context.getRemainingTimeInMillis());
  return time === undefined ? undefined : Math.floor(time);
}
