import type { AuditContext } from './audit-fields.ts';
import { cleanFunctionName, cleanLogGroup, cleanLogStream, cleanVersion } from './clean-value.ts';

type Context = Partial<AuditContext> | null | undefined;

/** What the start of a chain says of its sandbox, checked. */
export interface SandboxNames {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** A getter that throws costs its values, never the record. */
export function readNames(context: Context): SandboxNames {
  try {
    return toNames(context);
  } catch {
    return toNames(undefined);
  }
}

const toNames = (context: Context): SandboxNames => ({
  functionName: cleanFunctionName(context?.functionName),
  functionVersion: cleanVersion(context?.functionVersion),
  logGroup: cleanLogGroup(context?.logGroupName),
  logStream: cleanLogStream(context?.logStreamName),
});

/** The end of a text member, and the members for the three names, which stay the same as long as the sandbox lives. */
export function toNamesText(name: unknown, version: unknown, group: unknown): string {
  const [function_name, function_version] = [cleanFunctionName(name), cleanVersion(version)];
  return `${function_name}","function_version":"${function_version}","log_group":"${cleanLogGroup(group)}"`;
}
