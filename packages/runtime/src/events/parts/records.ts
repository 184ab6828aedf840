import { fail, within, type Failure } from './failure.ts';
import { isObject } from './shape.ts';

/** The first record of an event, where it is an object. */
export function firstRecord(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { Records } = event;
  const first: unknown = Array.isArray(Records) ? Records[0] : undefined;
  return isObject(first) ? first : {};
}

/** Whether the records of an event come from `source`, as its first record says. */
export function isFrom(source: string): (event: Readonly<Record<string, unknown>>) => boolean {
  return (event) => firstRecord(event)['eventSource'] === source;
}

/** A batch comes from one event source mapping, hence from one queue or stream. */
export function findMixture(
  records: readonly { readonly eventSourceARN?: string | null | undefined }[],
): Failure | undefined {
  const first = records[0]?.eventSourceARN;
  for (let at = 1; at < records.length; at++) {
    const arn = records[at]?.eventSourceARN;
    const isReal = arn?.startsWith('arn:') === true && first?.startsWith('arn:') === true;
    if (isReal && arn !== first) return within('Records', fail('INCONSISTENT', at, 'eventSourceARN'));
  }
  return undefined;
}

/** The last part of an ARN is one of these names, or the whole of it is. */
export function isNamed(arn: string, allowed: readonly string[] | undefined, separator: string = ':'): boolean {
  if (allowed === undefined) return true;
  return allowed.includes(arn) || allowed.includes(arn.slice(arn.lastIndexOf(separator) + 1));
}
