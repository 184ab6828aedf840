import { isArray } from './shape.ts';
import { isObject } from '../../is-object.ts';
import { fail } from './failure.ts';
import type { Limits } from './limits.ts';

/** The first record of an event, where it is an object. */
export function firstRecord(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { Records } = event;
  const first: unknown = isArray(Records) ? Records[0] : undefined;
  return isObject(first) ? first : {};
}

/** Whether the records of an event come from `source`, as its first record says. */
export function isFrom(source: string): (event: Readonly<Record<string, unknown>>) => boolean {
  return (event) => firstRecord(event)['eventSource'] === source;
}

/** A batch comes from one event source mapping, hence from one queue or stream. */
export function checkOrigin({
  Records,
}: {
  readonly Records: readonly { readonly eventSourceARN?: string | null | undefined }[];
}): void {
  const first = Records[0]?.eventSourceARN;
  for (let at = 1; at < Records.length; at++) {
    const arn = Records[at]?.eventSourceARN;
    if (arn !== first && arn?.startsWith('arn:') === true && first?.startsWith('arn:') === true)
      fail('INCONSISTENT', `Records[${at}].eventSourceARN`);
  }
}

/** Refuses an ARN unless its last part is one of these names, or the whole of it is. */
export function requireNamed(
  arn: string,
  allowed: readonly string[] | undefined,
  path: string,
  separator: string = ':',
): void {
  if (allowed?.includes(arn) === false && !allowed.includes(arn.slice(arn.lastIndexOf(separator) + 1)))
    fail('NOT_ALLOWED', path);
}

/** Refuses what a list of the policy does not name. */
export function requireAllowed(value: string, allowed: readonly string[] | undefined, path: string): void {
  if (allowed?.includes(value) === false) fail('NOT_ALLOWED', path);
}

/** Refuses more items than the policy allows, for lists that are not records. */
export function requireCount(count: number, { maxRecords }: Limits, path: string): void {
  if (count > maxRecords) fail('TOO_MANY_RECORDS', path);
}
