import { toText } from '../app/expression.ts';
import type { CodeFacts } from '../app/code-facts.ts';
import { findField, type CodeValue } from '../app/code-value.ts';
import type { Trigger, TriggerKind } from '../app/trigger.ts';
import { findEntry, findText, toItems, type Value } from '../app/value.ts';
import type { FunctionPermissions, NeededPermission } from '../permissions/function-permissions.ts';
import { findFeeds } from './feeds.ts';
import { findActors, isOneOf } from './may-act-on.ts';
import type { RuleContext } from './rule.ts';
import { findPlain, type PlainResource } from './template-resources.ts';

/** A function writes, or may write, to what calls another function, or to what calls itself. */
export interface Hop {
  readonly from: FunctionPermissions;
  readonly to: FunctionPermissions;
  /** By which `to` is called. */
  readonly trigger: Trigger;
  /** Logical id of what `from` writes to: the source of the trigger, or what hands on to it. */
  readonly source: string;
  /** What the code of `from` writes there; nothing where only its role lets it. */
  readonly needs: readonly NeededPermission[];
}

/** What makes a source call its function. */
const WRITES: ReadonlyMap<TriggerKind, readonly string[]> = new Map([
  ['s3', ['s3:PutObject']],
  ['sqs', ['sqs:SendMessage']],
  ['sns', ['sns:Publish']],
  ['kinesis', ['kinesis:PutRecord', 'kinesis:PutRecords']],
  ['dynamodb-stream', ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']],
]);

/** More hops than this are no application that somebody wrote: those of a function to itself are told before. */
const MAX_HOPS = 10_000;

/** All hops between functions of the same template. */
export function listHops(context: RuleContext): readonly Hop[] {
  const findWriters = createWriters(context);
  const senders = context.permissions.filter(({ code }) => listEntries(code).length > 0);
  const ways = context.permissions.flatMap((to) =>
    listSources(to).map((trigger) => ({
      to,
      trigger,
      writers: trigger.kind === 'eventbridge' ? findSenders(to, trigger, senders) : findWriters(to, trigger),
    })),
  );
  const own = ways.flatMap(({ to, trigger, writers }) =>
    writers.filter(({ from }) => from === to).map((writer) => ({ ...writer, to, trigger })),
  );
  const others: Hop[] = [];
  for (const { to, trigger, writers } of ways) {
    if (others.length > MAX_HOPS) break;
    for (const writer of writers) if (writer.from !== to) others.push({ ...writer, to, trigger });
  }
  return [...own, ...others];
}

/** One trigger of each source; of a bus all, as each has a pattern of its own. */
function listSources({ function: fn }: FunctionPermissions): readonly Trigger[] {
  const told = new Set<string>();
  return fn.triggers.filter((trigger) => {
    const key = `${trigger.kind} ${trigger.source === null ? '' : toText(trigger.source)}`;
    const isKnown = trigger.kind !== 'eventbridge' && told.has(key);
    told.add(key);
    return !isKnown;
  });
}

type Writer = Pick<Hop, 'from' | 'source' | 'needs'>;

/** From a bucket by a topic to a queue. */
const MAX_FEEDS = 3;

/** Who writes to the source of a trigger, or to what hands on to it, found once for each source. */
function createWriters(context: RuleContext): (to: FunctionPermissions, trigger: Trigger) => readonly Writer[] {
  const found = new Map<PlainResource, readonly Writer[]>();
  const coders = groupByTarget(context.permissions);
  const feeds = findFeeds(context);
  const find = (kind: TriggerKind, target: PlainResource, depth: number): readonly Writer[] => {
    const writes = WRITES.get(kind);
    const known = found.get(target);
    if (known !== undefined) return known;
    if (writes === undefined || depth > MAX_FEEDS) return [];
    const actors = new Set(findActors(context, target, writes));
    const writers = [...new Set([...(coders.get(target.id) ?? []), ...actors])].flatMap((from) => {
      const needs = findWrites(from, target.id, writes);
      const isWriter = from.function.template === target.template.file && (needs.length > 0 || actors.has(from));
      return isWriter ? [{ from, source: target.id, needs }] : [];
    });
    const fed = (feeds.get(target) ?? []).flatMap((feed) => find(feed.kind, feed.source, depth + 1));
    found.set(target, [...writers, ...fed]);
    return [...writers, ...fed];
  };
  return ({ function: { template } }, { kind, source }) => {
    const target = source?.kind === 'ref' ? findPlain({ id: source.id, template }, context) : undefined;
    return target === undefined ? [] : find(kind, target, 0);
  };
}

/** The functions by the resources that their code is known to need. */
function groupByTarget(
  permissions: readonly FunctionPermissions[],
): ReadonlyMap<string, readonly FunctionPermissions[]> {
  const groups = new Map<string, FunctionPermissions[]>();
  for (const one of permissions) {
    const ids = one.needed.flatMap(({ resources }) => resources.flatMap(({ logicalId }) => logicalId ?? []));
    for (const id of new Set(ids)) {
      const members = groups.get(id);
      if (members === undefined) groups.set(id, [one]);
      else members.push(one);
    }
  }
  return groups;
}

/** What the code writes there, by calls that were found. */
const findWrites = ({ needed }: FunctionPermissions, source: string, writes: readonly string[]): NeededPermission[] =>
  needed.filter(
    ({ action, calls, confidence, resources }) =>
      calls.length > 0 &&
      confidence !== 'possible' &&
      isOneOf(action, writes) &&
      resources.some(({ logicalId, scope }) => logicalId === source && scope !== 'wildcard'),
  );

/** A bus hands on what a rule matches: only an event whose source and type the code says is known to be. */
function findSenders(
  { function: { template } }: FunctionPermissions,
  { source, properties }: Trigger,
  senders: readonly FunctionPermissions[],
): readonly Writer[] {
  const bus = source === null ? 'default' : source.kind === 'ref' ? source.id : undefined;
  const pattern = findEntry(properties, 'EventPattern') ?? findEntry(properties, 'Pattern');
  if (bus === undefined || pattern === undefined) return [];
  return senders.flatMap((from) => {
    const isMatching = listEntries(from.code).some((entry) => isMatched(entry, pattern));
    if (from.function.template !== template || !isMatching) return [];
    const needs = from.needed.filter(
      ({ action, calls, resources }) =>
        action === 'events:PutEvents' &&
        calls.length > 0 &&
        resources.some(({ logicalId, arn }) => (logicalId ?? arn.split('event-bus/')[1]) === bus),
    );
    return needs.length > 0 ? [{ from, source: bus, needs }] : [];
  });
}

const listEntries = ({ calls }: CodeFacts): readonly CodeValue[] =>
  calls
    .filter(({ service, operation }) => service === 'eventbridge' && operation === 'PutEvents')
    .flatMap(({ args }) => listValues(findField(args, 'Entries')));

const listValues = (value: CodeValue | undefined): readonly CodeValue[] =>
  value?.kind === 'list' ? value.items : value?.kind === 'one-of' ? value.values.flatMap(listValues) : [];

/** The fields of a pattern, and those of an entry that they are about. */
const FIELDS: Readonly<Record<string, string>> = { source: 'Source', 'detail-type': 'DetailType' };

function isMatched(entry: CodeValue, pattern: Value): boolean {
  if (pattern.kind !== 'map' || pattern.entries.size === 0) return false;
  return [...pattern.entries].every(([name, wanted]) => {
    const field = Object.hasOwn(FIELDS, name) ? findField(entry, FIELDS[name] ?? '') : undefined;
    return field?.kind === 'const' && toItems(wanted).some((item) => findText(item) === field.value);
  });
}
