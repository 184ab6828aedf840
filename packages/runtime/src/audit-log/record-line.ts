import { outcomes, type AuditFields } from './audit-fields.ts';
import { cleanCode, cleanMilliseconds, cleanRoute, cleanSource, WITHHELD } from './clean-value.ts';
import type { ContextMembers } from './context-members.ts';
import { FORMAT_VERSION, METRIC_HEAD } from './format.ts';
import type { LineParts, Place } from './line.ts';
import { remember } from './remember.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

export type RecordEncoder = (
  context: ContextMembers,
  fields: Partial<AuditFields> | null | undefined,
  place: Place,
) => LineParts;

/**
 * Writes the line of one invocation. It names each member that it takes; whatever else the caller's objects hold is never read. Every
 * value is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
export function createRecordEncoder(options: RecordLineOptions): RecordEncoder {
  const encode = createEncoder(options);
  return (context, fields, place) => {
    try {
      return encode(context, fields, place);
    } catch {
      // A getter that throws costs its values, never the record.
      return encode(context, undefined, place);
    }
  };
}

function createEncoder({ emf, routes }: RecordLineOptions): RecordEncoder {
  const start = emf ? '"audit":"record","audit_records":1,"aws_request_id":"' : '{"audit":"record","aws_request_id":"';
  const toStart = (timestamp: number): string => (emf ? `{${METRIC_HEAD}${timestamp}},${start}` : start);
  const end = `,"v":${FORMAT_VERSION}}`;
  const code = remember((value) => (value === undefined ? '' : `,"code":"${cleanCode(value)}"`), isShown);
  const source = remember((value) => `,"event_source":"${cleanSource(value)}","function_name":"`, isShown);
  const outcome = remember((value) => `,"outcome":"${toOutcome(value)}","prev":"`, isShown);
  const route = remember((value) => {
    if (value === undefined) return '';
    const isListed = routes === undefined || (typeof value === 'string' && routes.has(value));
    return `,"route":"${isListed ? cleanRoute(value) : WITHHELD}"`;
  }, isShown);
  return (context, fields, { chain, seq, prev, timestamp }) => ({
    head:
      `${toStart(timestamp)}${context.requestId}","chain":"${chain}"${code(fields?.code)}` +
      `${toFlag(fields?.coldStart)}${toDuration(fields?.durationMs)}${source(fields?.source)}${context.functionName}` +
      `","function_version":"${context.functionVersion}","log_group":"${context.logGroup}"`,
    tail:
      `${outcome(fields?.outcome)}${prev}"${toRemaining(context.remainingTime)}${route(fields?.route)}` +
      `,"seq":${seq},"timestamp":${timestamp}${end}`,
  });
}

/** What was withheld is not kept: a stream of different values must not fill the memory for the few good ones. */
const isShown = (text: string): boolean => !text.includes(WITHHELD);

const toOutcome = (value: unknown): string => outcomes.find((outcome) => outcome === value) ?? WITHHELD;

const toFlag = (value: unknown): string => (typeof value === 'boolean' ? `,"cold_start":${value}` : '');

const toRemaining = (time: number | undefined): string => (time === undefined ? '' : `,"remaining_time":${time}`);

function toDuration(value: unknown): string {
  const duration = cleanMilliseconds(value);
  return duration === undefined ? '' : `,"duration_ms":${duration}`;
}
