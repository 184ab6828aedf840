import { toText } from '../app/expression.ts';
import { findField, type CodeValue } from '../app/code-value.ts';
import type { Trigger, TriggerKind } from '../app/trigger.ts';
import { findEntry, findText, toItems, type Value } from '../app/value.ts';
import type { FunctionPermissions, NeededPermission } from '../permissions/function-permissions.ts';
import { isOneOf, mayActOn } from './may-act-on.ts';
import type { RuleContext } from './rule.ts';
import { listPlainResources, type PlainResource } from './template-resources.ts';

/** A function writes, or may write, to what calls another function, or to what calls itself. */
export interface Hop {
  readonly from: FunctionPermissions;
  readonly to: FunctionPermissions;
  /** By which `to` is called. */
  readonly trigger: Trigger;
  /** Logical id of what lies between them. */
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

/** All hops between functions of the same template. */
export function listHops(context: RuleContext): readonly Hop[] {
  return context.permissions.flatMap((to) => {
    const told = new Set<string>();
    return to.function.triggers.flatMap((trigger) => {
      const key = `${trigger.kind} ${trigger.source === null ? '' : toText(trigger.source)}`;
      // A filter is a matter of each trigger: events of a bus have one each.
      if (trigger.kind !== 'eventbridge' && told.has(key)) return [];
      told.add(key);
      return trigger.kind === 'eventbridge' ? findBusHops(to, trigger, context) : findHops(to, trigger, context);
    });
  });
}

function findHops(to: FunctionPermissions, trigger: Trigger, context: RuleContext): readonly Hop[] {
  const source = trigger.source?.kind === 'ref' ? trigger.source.id : undefined;
  const writes = WRITES.get(trigger.kind);
  if (source === undefined || writes === undefined) return [];
  const targets = listPlainResources(context, /./).filter((r) => r.id === source && isBeside(to, r.template.file));
  return context.permissions.flatMap((from) => {
    if (!isBeside(to, from.function.template)) return [];
    const needs = findWrites(from, source, writes);
    const isHop = needs.length > 0 || targets.some((target: PlainResource) => mayActOn(from, target, writes));
    return isHop ? [{ from, to, trigger, source, needs }] : [];
  });
}

const isBeside = ({ function: fn }: FunctionPermissions, template: string): boolean => fn.template === template;

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
function findBusHops(to: FunctionPermissions, trigger: Trigger, context: RuleContext): readonly Hop[] {
  const bus = trigger.source === null ? 'default' : trigger.source.kind === 'ref' ? trigger.source.id : undefined;
  if (bus === undefined) return [];
  return context.permissions.flatMap((from) => {
    if (!isBeside(to, from.function.template) || !sendsMatch(from, trigger)) return [];
    const needs = from.needed.filter(
      ({ action, calls, resources }) =>
        action === 'events:PutEvents' &&
        calls.length > 0 &&
        resources.some(({ logicalId, arn }) => (logicalId ?? arn.split('event-bus/')[1]) === bus),
    );
    return needs.length > 0 ? [{ from, to, trigger, source: bus, needs }] : [];
  });
}

const sendsMatch = ({ code }: FunctionPermissions, { properties }: Trigger): boolean =>
  code.calls
    .filter(({ service, operation }) => service === 'eventbridge' && operation === 'PutEvents')
    .flatMap(({ args }) => listValues(findField(args, 'Entries')))
    .some((entry) => isMatched(entry, findEntry(properties, 'EventPattern') ?? findEntry(properties, 'Pattern')));

const listValues = (value: CodeValue | undefined): readonly CodeValue[] =>
  value?.kind === 'list' ? value.items : value?.kind === 'one-of' ? value.values.flatMap(listValues) : [];

/** The fields of a pattern, and those of an entry that they are about. */
const FIELDS: Readonly<Record<string, string>> = { source: 'Source', 'detail-type': 'DetailType' };

function isMatched(entry: CodeValue, pattern: Value | undefined): boolean {
  if (pattern?.kind !== 'map' || pattern.entries.size === 0) return false;
  return [...pattern.entries].every(([name, wanted]) => {
    const field = Object.hasOwn(FIELDS, name) ? findField(entry, FIELDS[name] ?? '') : undefined;
    return field?.kind === 'const' && toItems(wanted).some((item) => findText(item) === field.value);
  });
}
