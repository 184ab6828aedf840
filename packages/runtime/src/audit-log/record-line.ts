import { outcomes, type AuditContext, type AuditFields } from './audit-fields.ts';
import { cleanCode, cleanMilliseconds, cleanRequestId, cleanRoute, cleanSource, WITHHELD } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD } from './format.ts';
import type { LineParts, Place } from './line.ts';
import { toNamesText } from './names-text.ts';
import { createLast, remember, replaceLast } from './remember.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

export type RecordEncoder = (context: AuditContext, fields: AuditFields, place: Place) => LineParts;

/**
 * Writes the line of one invocation. It names each member that it takes; whatever else the caller's objects hold is never read. Every
 * value is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
export function createRecordEncoder(options: RecordLineOptions): RecordEncoder {
  const encode = createEncoder(options);
  return (context, fields, place) => {
    try {
      return encode(context ?? NOTHING, fields ?? NOTHING, place);
    } catch {
      // A getter that throws costs its values, never the record.
      return encode(NOTHING, NOTHING, place);
    }
  };
}

type Encoder = (context: Partial<AuditContext>, fields: Partial<AuditFields>, place: Place) => LineParts;

const NOTHING = {};

// Much of what an invocation costs it pays before its code is compiled: one flat function, and no call for what has not changed.
function createEncoder({ emf, routes }: RecordLineOptions): Encoder {
  const start = emf ? `{${METRIC_HEAD}` : '{"audit":"record","aws_request_id":"';
  const afterTime = '},"audit":"record","audit_records":1,"aws_request_id":"';
  const toCode = remember((value) => (value === undefined ? '' : `,"code":"${cleanCode(value)}"`));
  const toRoute = remember((value) => (value === undefined ? '' : `,"route":"${cleanListed(value, routes)}"`));
  const [source, outcome] = [createLast(undefined, toSource), createLast(undefined, toOutcome)];
  const [code, route] = [createLast(undefined, toCode), createLast(undefined, toRoute)];
  let [name, version, group]: readonly unknown[] = [];
  let names = toNamesText(name, version, group);
  return (context, fields, { chain, seq, prev, timestamp }) => {
    const { functionName, functionVersion, logGroupName } = context;
    if (functionName !== name || functionVersion !== version || logGroupName !== group) {
      [name, version, group] = [functionName, functionVersion, logGroupName];
      names = toNamesText(name, version, group);
    }
    const { source: from, outcome: result, route: to, code: why, coldStart, durationMs } = fields;
    const duration = cleanMilliseconds(durationMs);
    const remaining = cleanMilliseconds(context.getRemainingTimeInMillis?.());
    return {
      head:
        `${start}${emf ? timestamp + afterTime : ''}${cleanRequestId(context.awsRequestId)}","chain":"${chain}"` +
        (why === code.value ? code.text : replaceLast(code, why, toCode)) +
        (typeof coldStart === 'boolean' ? `,"cold_start":${coldStart}` : '') +
        (duration === undefined ? '' : `,"duration_ms":${duration}`) +
        (from === source.value ? source.text : replaceLast(source, from, toSource)) +
        names,
      tail:
        `${result === outcome.value ? outcome.text : replaceLast(outcome, result, toOutcome)}${prev}"` +
        (remaining === undefined ? '' : `,"remaining_time":${Math.floor(remaining)}`) +
        (to === route.value ? route.text : replaceLast(route, to, toRoute)) +
        `,"seq":${seq},"timestamp":${timestamp},"v":${FORMAT_VERSION}}`,
    };
  };
}

/** With the beginning of the member behind it, as the next has. */
const toSource = (value: unknown): string => `,"event_source":"${cleanSource(value)}","function_name":"`;

const toOutcome = (value: unknown): string =>
  `,"outcome":"${outcomes.find((outcome) => outcome === value) ?? WITHHELD}","prev":"`;

function cleanListed(route: unknown, routes: ReadonlySet<string> | undefined): string {
  const isListed = routes === undefined || (typeof route === 'string' && routes.has(route));
  return isListed ? cleanRoute(route) : WITHHELD;
}
