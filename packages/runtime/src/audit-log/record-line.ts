import { outcomes, type AuditFields } from './audit-fields.ts';
import { cleanCode, cleanMilliseconds, cleanRoute, cleanSource, WITHHELD } from './clean-value.ts';
import type { ContextMembers } from './context-members.ts';
import { FORMAT_VERSION, METRIC_HEAD } from './format.ts';
import type { LineParts, Place } from './line.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

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

type RecordEncoder = (
  context: ContextMembers,
  fields: Partial<AuditFields> | null | undefined,
  place: Place,
) => LineParts;

function createEncoder(options: RecordLineOptions): RecordEncoder {
  const toSource = remember(cleanSource);
  const toCode = remember(cleanCode);
  const toRoute = remember((value) => {
    const isListed = options.routes === undefined || (typeof value === 'string' && options.routes.has(value));
    return isListed ? cleanRoute(value) : WITHHELD;
  });
  return (context, fields, { chain, seq, prev, timestamp }) => {
    const metric = options.emf ? `${METRIC_HEAD}${timestamp}},` : '';
    const count = options.emf ? '"audit_records":1,' : '';
    const duration = cleanMilliseconds(fields?.durationMs);
    const head =
      `{${metric}"audit":"record",${count}"aws_request_id":"${context.requestId}","chain":"${chain}"` +
      (fields?.code === undefined ? '' : `,"code":"${toCode(fields.code)}"`) +
      (typeof fields?.coldStart === 'boolean' ? `,"cold_start":${fields.coldStart}` : '') +
      (duration === undefined ? '' : `,"duration_ms":${duration}`) +
      `,"event_source":"${toSource(fields?.source)}","function_name":"${context.functionName}"` +
      `,"function_version":"${context.functionVersion}","log_group":"${context.logGroup}"`;
    const tail =
      `,"outcome":"${toOutcome(fields?.outcome)}","prev":"${prev}"` +
      (context.remainingTime === undefined ? '' : `,"remaining_time":${context.remainingTime}`) +
      (fields?.route === undefined ? '' : `,"route":"${toRoute(fields.route)}"`) +
      `,"seq":${seq},"timestamp":${timestamp},"v":${FORMAT_VERSION}}`;
    return { head, tail };
  };
}

const toOutcome = (value: unknown): string => outcomes.find((outcome) => outcome === value) ?? WITHHELD;

const MAX_REMEMBERED = 256;

/** The few values that come again and again are checked once. What was withheld is not kept. */
function remember(clean: (value: unknown) => string): (value: unknown) => string {
  const known = new Map<unknown, string>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const answer = clean(value);
    if (answer !== WITHHELD && known.size < MAX_REMEMBERED) known.set(value, answer);
    return answer;
  };
}
