import { outcomes, type AuditContext, type AuditFields } from './audit-fields.ts';
import { cleanCode, cleanRoute, cleanSource, WITHHELD } from './clean-value.ts';
import { toNamesText } from './names-text.ts';
import { remember } from './remember.ts';

type Context = Partial<AuditContext>;
type Fields = Partial<AuditFields>;

/** The parts of a record that are most often those of the record before, as text, and the values that they were made of. */
export interface RepeatedParts {
  readonly context: Readonly<
    Record<keyof Pick<AuditContext, 'functionName' | 'functionVersion' | 'logGroupName'>, unknown>
  >;
  readonly fields: Readonly<Record<Exclude<keyof AuditFields, 'durationMs'>, unknown>>;
  /** From the end of `aws_request_id` to `cold_start`. */
  readonly beforeDuration: string;
  /** From `event_source` to the value of `prev`. */
  readonly beforePrev: string;
  /** From `route` to the value of `seq`. */
  readonly beforeSeq: string;
}

/** Whether the parts are those of a record with these values. */
export function isRepeated({ context, fields }: RepeatedParts, newContext: Context, newFields: Fields): boolean {
  return (
    newContext.functionName === context.functionName &&
    newContext.functionVersion === context.functionVersion &&
    newContext.logGroupName === context.logGroupName &&
    newFields.source === fields.source &&
    newFields.outcome === fields.outcome &&
    newFields.route === fields.route &&
    newFields.code === fields.code &&
    newFields.coldStart === fields.coldStart
  );
}

export type ToRepeatedParts = (context: Context, fields: Fields) => RepeatedParts;

/** `routes` are the only ones that are printed, where they are known. */
export function createToRepeatedParts(chain: string, routes: ReadonlySet<string> | undefined): ToRepeatedParts {
  const toCode = remember((value) => (value === undefined ? '' : `,"code":"${cleanCode(value)}"`));
  const toRoute = remember((value) => (value === undefined ? '' : `,"route":"${cleanListed(value, routes)}"`));
  const toSource = remember(cleanSource);
  // The names are those of the sandbox; what they are held against is slow to ask for.
  let [name, version, group]: readonly unknown[] = [];
  let names = toNamesText(name, version, group);
  return ({ functionName, functionVersion, logGroupName }, { source, outcome, route, code, coldStart }) => {
    if (functionName !== name || functionVersion !== version || logGroupName !== group) {
      [name, version, group] = [functionName, functionVersion, logGroupName];
      names = toNamesText(name, version, group);
    }
    const result = outcomes.find((one) => one === outcome) ?? WITHHELD;
    return {
      context: { functionName, functionVersion, logGroupName },
      fields: { source, outcome, route, code, coldStart },
      beforeDuration:
        `","chain":"${chain}"${toCode(code)}` + (typeof coldStart === 'boolean' ? `,"cold_start":${coldStart}` : ''),
      beforePrev: `,"event_source":"${toSource(source)}","function_name":"${names},"outcome":"${result}","prev":"`,
      beforeSeq: `${toRoute(route)},"seq":`,
    };
  };
}

function cleanListed(route: unknown, routes: ReadonlySet<string> | undefined): string {
  const isListed = routes === undefined || (typeof route === 'string' && routes.has(route));
  return isListed ? cleanRoute(route) : WITHHELD;
}
