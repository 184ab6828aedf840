import { EventError } from '../errors.ts';
import { checkPolicies } from './check-policies.ts';
import type { Policy } from './parts/policy.ts';
import { firstRecord } from './parts/records.ts';
import { anything } from './parts/shape.ts';
import type { Admission, EventSource } from './parts/source.ts';
import type { SourceName } from './source-name.ts';
import { sources, type EventOf, type PolicyOf } from './sources.ts';

export { direct } from './direct/direct.ts';
export { EventError, type EventErrorCode } from '../errors.ts';
export type { Policy } from './parts/policy.ts';
export type { EventSource } from './parts/source.ts';
export { sourceNames, type SourceName } from './source-name.ts';
export { sources, type EventOf, type PolicyOf } from './sources.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A policy for each source of which events may come. */
export type Policies = { readonly [Name in SourceName]?: PolicyOf<Name> | undefined };

/** An event and the name of its source, which tells its type: `if (parsed.source === 's3') parsed.event.Records`. */
export type ParsedEvent = {
  readonly [Name in SourceName]: { readonly source: Name; readonly event: EventOf<Name> };
}[SourceName];

/** The source that an event is of, by its looks alone; `undefined` where it is of none, or claims two at once. */
export function identify(event: unknown): SourceName | undefined {
  return findSource(event)?.name as SourceName | undefined;
}

/** Recognises an event and holds it against the checks of its source. Throws an `EventError`, and nothing else. */
export function parseEvent(event: unknown, policies?: Policies): ParsedEvent {
  checkPolicies(policies);
  const source = requireSource(event);
  const name = source.name as SourceName;
  return { source: name, event: source.parse(event, policyOf(source, policies ?? {})) } as ParsedEvent;
}

/** Fields of which an event, or a record of one, has one at most: each tells of another family of sources. */
const CLAIMS = new Set([
  'Records',
  'Sns',
  'awslogs',
  'cf',
  'codecommit',
  'detail-type',
  'dynamodb',
  'kinesis',
  'records',
  'requestContext',
  'ResponseURL',
  's3',
  'ses',
  'triggerSource',
]);

/** An event that claims two sources at once is of none: who asks it another way would take it for the other one. */
function isOfTwo(node: Fields): boolean {
  let claims = 0;
  for (const name in node) if (CLAIMS.has(name)) claims++;
  return claims > 1;
}

function findSource(event: unknown): EventSource | undefined {
  const source = sources.find((one) => one.matches(event));
  try {
    return isOfTwo(event as Fields) || isOfTwo(firstRecord(event as Fields)) ? undefined : source;
  } catch {
    // No plain data: what it is of says why.
    return source;
  }
}

function requireSource(event: unknown): EventSource {
  const source = findSource(event);
  if (source === undefined) throw new EventError('ERR_EVENT_UNKNOWN_SOURCE', '');
  return source;
}

function policyOf({ name }: EventSource, policies: Policies): Policy | undefined {
  return Object.hasOwn(policies, name) ? policies[name as SourceName] : undefined;
}

const admitAs =
  (source: EventSource): NonNullable<EventSource<unknown, Policies>['admit']> =>
  async (event, policies, validate) =>
    (await source.admit?.(event, policyOf(source, policies ?? {}), validate)) as Admission;

/** Whatever source an event is of, for a function with several doors; its policy holds one for each of them. */
export const anySource: EventSource<unknown, Policies> = {
  name: 'any',
  kind: 'throw',
  shape: () => anything,
  matches: (event) => findSource(event) !== undefined,
  checkPolicy: checkPolicies,
  of: (event) => {
    const source = requireSource(event);
    return {
      ...(source as unknown as EventSource<unknown, Policies>),
      parse: (value, policies) => source.parse(value, policyOf(source, policies ?? {})),
      ...(source.kind === 'batch' && { admit: admitAs(source) }),
    };
  },
  parse: (event, policies) => parseEvent(event, policies).event,
};
