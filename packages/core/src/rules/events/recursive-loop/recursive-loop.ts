import type { Trigger } from '../../../app/trigger.ts';
import { findEntry, findText, toItems } from '../../../app/value.ts';
import type { FunctionPermissions, NeededPermission } from '../../../permissions/function-permissions.ts';
import { listActions } from '../../permissions/list-words.ts';
import { isOneOf, mayActOn } from '../../may-act-on.ts';
import { listPlainResources, type PlainResource } from '../../template-resources.ts';
import { toStep } from '../../to-step.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';

export const recursiveLoop: Rule = defineRule({
  id: 'EVT008',
  slug: 'recursive-loop',
  severity: 'high',
  title: 'a function may write to what calls it',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-674'],
  needsCode: false,
  check: find,
});

/** What makes a source call its function again. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3:PutObject'],
  sqs: ['sqs:SendMessage'],
  sns: ['sns:Publish'],
  kinesis: ['kinesis:PutRecord', 'kinesis:PutRecords'],
  'dynamodb-stream': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
};

const NAMED = /^AWS::(?:S3::Bucket|SQS::Queue|SNS::Topic|DynamoDB::Table|Kinesis::Stream)$/;

function* find(context: RuleContext): Iterable<Report> {
  for (const known of context.permissions) {
    const told = new Set<string>();
    for (const trigger of known.function.triggers) {
      const source = trigger.source?.kind === 'ref' ? trigger.source.id : undefined;
      const writes = WRITES[trigger.kind];
      if (source === undefined || writes === undefined || told.has(source) || isSplit(trigger)) continue;
      told.add(source);
      const needs = findWrites(known, source, writes);
      if (needs.length > 0) yield toWrittenReport(known, { trigger, source, needs });
      else if (findTargets(source, known, context).some((target) => mayActOn(known, target, writes)))
        yield toGrantedReport(known, { trigger, source });
    }
  }
}

/** A filter may let pass what the function reads and keep back what it writes; nobody but its author can tell. */
function isSplit({ kind, properties }: Trigger): boolean {
  const isFiltered = ['Filter', 'FilterCriteria', 'FilterPolicy'].some(
    (name) => findEntry(properties, name) !== undefined,
  );
  if (isFiltered || kind !== 's3') return isFiltered;
  const events = toItems(findEntry(properties, 'Events') ?? findEntry(properties, 'Event'));
  const single = findText(findEntry(properties, 'Events') ?? findEntry(properties, 'Event'));
  const names = [...events.map((event) => findText(event)), single];
  return !names.some((name) => name !== undefined && /^s3:(?:ObjectCreated:|\*)/.test(name));
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

const findTargets = (source: string, { function: fn }: FunctionPermissions, context: RuleContext): PlainResource[] =>
  listPlainResources(context, NAMED).filter(({ id, template }) => id === source && template.file === fn.template);

interface Loop {
  readonly trigger: Trigger;
  readonly source: string;
}

function toWrittenReport(
  { function: { id } }: FunctionPermissions,
  { trigger, source, needs }: Loop & { readonly needs: readonly NeededPermission[] },
): Report {
  const calls = needs.flatMap((need) => need.calls);
  return {
    at: trigger.at,
    message: `\`${id}\` is called by \`${source}\` and writes to it (${listActions(needs.map(({ action }) => action))})`,
    why: 'Each call makes the next one, and nothing ends it but the budget: Lambda stops only some loops, and after some 16 rounds. Write somewhere else, or let a filter keep back what the function itself writes.',
    function: id,
    resource: source,
    trace: [
      toStep(trigger.at, `${source} calls ${id}`),
      ...calls.slice(0, 3).map(({ at, operation }) => toStep(at, `${operation} writes to ${source}`)),
    ],
    identity: [id, source],
  };
}

function toGrantedReport({ function: { id } }: FunctionPermissions, { trigger, source }: Loop): Report {
  return {
    at: trigger.at,
    severity: 'medium',
    confidence: 'possible',
    message: `\`${id}\` is called by \`${source}\` and may write to it`,
    why: 'One write there, by mistake or by whoever takes over the code, and each call makes the next one. The code is not known to write there: let its role only read.',
    function: id,
    resource: source,
    trace: [toStep(trigger.at, `${source} calls ${id}`)],
    identity: [id, source],
  };
}
