import { outcomes, type AuditContext, type AuditFields } from './audit-fields.ts';
import { cleanCode, cleanRoute, cleanSource, WITHHELD } from './clean-value.ts';
import { toNamesText } from './names-text.ts';
import { remember } from './remember.ts';

type Context = Partial<AuditContext>;
type Fields = Partial<AuditFields>;

/** The parts of a record that are most often those of the record before, as text, and the values that they were made of. */
export interface RepeatedParts {
  readonly functionName: unknown;
  readonly functionVersion: unknown;
  readonly logGroupName: unknown;
  readonly source: unknown;
  readonly outcome: unknown;
  readonly route: unknown;
  readonly code: unknown;
  readonly coldStart: unknown;
  readonly hasDuration: boolean;
  readonly hasRemaining: boolean;
  /** From the end of `aws_request_id` to the value of `duration_ms`. */
  readonly beforeDuration: string;
  /** From `event_source` to the value of `prev`. */
  readonly beforePrev: string;
  /** From the end of `prev` to the value of `remaining_time`. */
  readonly beforeRemaining: string;
  /** From `route` to the value of `seq`. */
  readonly beforeSeq: string;
}

export type ToRepeatedParts = (
  context: Context,
  fields: Fields,
  hasDuration: boolean,
  hasRemaining: boolean,
) => RepeatedParts;

/** `routes` are the only ones that are printed, where they are known. */
export function createToRepeatedParts(chain: string, routes: ReadonlySet<string> | undefined): ToRepeatedParts {
  const toCode = remember((value) => (value === undefined ? '' : `,"code":"${cleanCode(value)}"`));
  const toRoute = remember((value) => (value === undefined ? '' : `,"route":"${cleanListed(value, routes)}"`));
  const toSource = remember(cleanSource);
  // The names are those of the sandbox; what they are held against is slow to ask for.
  let [name, version, group]: readonly unknown[] = [];
  let names = toNamesText(name, version, group);
  return (context, fields, hasDuration, hasRemaining) => {
    const { functionName, functionVersion, logGroupName } = context;
    const { source, outcome, route, code, coldStart } = fields;
    if (functionName !== name || functionVersion !== version || logGroupName !== group) {
      [name, version, group] = [functionName, functionVersion, logGroupName];
      names = toNamesText(name, version, group);
    }
    const result = outcomes.find((one) => one === outcome) ?? WITHHELD;
    const coldStartMember = typeof coldStart === 'boolean' ? `,"cold_start":${coldStart}` : '';
    return {
      functionName,
      functionVersion,
      logGroupName,
      source,
      outcome,
      route,
      code,
      coldStart,
      hasDuration,
      hasRemaining,
      beforeDuration: `","chain":"${chain}"${toCode(code)}${coldStartMember}${hasDuration ? ',"duration_ms":' : ''}`,
      beforePrev: `,"event_source":"${toSource(source)}","function_name":"${names},"outcome":"${result}","prev":"`,
      beforeRemaining: hasRemaining ? '","remaining_time":' : '"',
      beforeSeq: `${toRoute(route)},"seq":`,
    };
  };
}

function cleanListed(route: unknown, routes: ReadonlySet<string> | undefined): string {
  const isListed = routes === undefined || (typeof route === 'string' && routes.has(route));
  return isListed ? cleanRoute(route) : WITHHELD;
}
