import type { LambdaFunction } from '../../../app/function.ts';
import { toText } from '../../../app/expression.ts';
import { listReferences } from '../../../app/list-references.ts';
import { findEntry, findText, toItems, type Value } from '../../../app/value.ts';
import { findDeadLetterTargets } from '../../dead-letters.ts';
import { listWords } from '../../permissions/list-words.ts';
import { isMadeByFramework } from '../../is-made-by-framework.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { toStep } from '../../to-step.ts';

export const noAlarm: Rule = defineRule({
  id: 'LOG008',
  slug: 'no-alarm',
  severity: 'low',
  title: 'nobody is told when something fails',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-778'],
  needsCode: false,
  suggestion: true,
  needsWholeTemplate: true,
  *check(context) {
    const alarms = listPlainResources(context, ALARMS);
    if (!alarms.some(mayWatchAll)) {
      const watched = findWatched(alarms);
      yield* listUnwatchedFunctions(watched, context);
      yield* listUnwatchedQueues(watched, context);
    }
    yield* listSilentAlarms(alarms, context);
  },
});

/** What makes a metric of a log is taken for an alarm on it. */
const ALARMS = /^AWS::(?:CloudWatch::Alarm|Logs::MetricFilter)$/;

/** On the errors of all functions together, or of something that is not known. */
function mayWatchAll(alarm: PlainResource): boolean {
  if (alarm.type !== 'AWS::CloudWatch::Alarm') return false;
  const dimensions = alarm.find('Dimensions');
  if (dimensions === undefined)
    return alarm.find('Metrics') === undefined && !/^AWS\/(?!Lambda$)/.test(alarm.text('Namespace') ?? '');
  if (dimensions.kind !== 'list') return true;
  return dimensions.items.some((dimension) => {
    const value = findEntry(dimension, 'Value');
    const isKnown = value?.kind === 'ref' ? alarm.template.resources.has(value.id) : findText(value) !== undefined;
    return !isKnown && value?.kind !== 'join';
  });
}

/** What alarms are about: ids of resources, and names as they are written. */
function findWatched(alarms: readonly PlainResource[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { resource } of alarms) {
    // SAM calls what it makes of a function `Fn.Alias`.
    for (const { id } of listReferences(resource.properties)) found.add(id.replace(/\..*/s, ''));
    for (const text of listTexts(resource.properties)) found.add(text);
  }
  return found;
}

function* listTexts(value: Value): Iterable<string> {
  if (value.kind === 'list') for (const item of value.items) yield* listTexts(item);
  else if (value.kind === 'map') for (const entry of value.entries.values()) yield* listTexts(entry);
  else yield toText(value);
}

function* listUnwatchedFunctions(watched: ReadonlySet<string>, context: RuleContext): Iterable<Report> {
  const redrives = findRedrives(context);
  const unwatched = context.application.functions.filter(
    (fn) => !isMadeByFramework(fn.id) && !listSigns(fn, redrives).some((id) => watched.has(id)),
  );
  for (const { file } of context.application.templates) {
    const own = unwatched.filter(({ template }) => template === file);
    const [first] = own;
    if (first === undefined) continue;
    yield {
      at: first.at,
      ...(own.length === 1 ? { function: first.id } : {}),
      message: `no alarm tells that ${listWords(own.map(({ id }) => `\`${id}\``))} ${own.length > 1 ? 'fail' : 'fails'}`,
      why: 'Errors that nobody hears of last until a customer complains, and an attack looks the same. Set an alarm with an action on `Errors`, on the age of what a stream or a queue holds, or on what lands in a dead-letter queue.',
      trace: own.slice(0, 5).map((fn) => toStep(fn.at, `${fn.id} is in no alarm`)),
      identity: ['functions'],
    };
  }
}

/** A function, its name, what calls it, and where it leaves what it fails on: an alarm on one of them tells. */
function listSigns(fn: LambdaFunction, redrives: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const values = [...fn.triggers.map(({ source }) => source), fn.deadLetter, ...fn.destinations];
  const ids = values.flatMap((value) => (value === null ? [] : listReferences(value))).map(({ id }) => id);
  const name = findEntry(fn.properties, 'FunctionName');
  return [fn.id, ...(name === undefined ? [] : [toText(name)]), ...ids, ...ids.flatMap((id) => redrives.get(id) ?? [])];
}

/** Where queues leave what is not handled. */
const findRedrives = (context: RuleContext): ReadonlyMap<string, readonly string[]> =>
  new Map(
    listPlainResources(context, /^AWS::SQS::Queue$/).map((queue) => {
      const redrive = queue.find('RedrivePolicy');
      return [queue.id, redrive === undefined ? [] : listReferences(redrive).map(({ id }) => id)];
    }),
  );

function* listUnwatchedQueues(watched: ReadonlySet<string>, context: RuleContext): Iterable<Report> {
  for (const queue of findDeadLetterTargets(context)) {
    const name = queue.find('QueueName');
    const isWatched = watched.has(queue.id) || (name !== undefined && watched.has(toText(name)));
    if (queue.type !== 'AWS::SQS::Queue' || isWatched) continue;
    yield toResourceReport(queue, {
      message: `no alarm tells that something lands in \`${queue.id}\``,
      why: 'A dead-letter queue keeps what failed for some days, and then it is gone. Set an alarm with an action on `ApproximateNumberOfMessagesVisible`.',
    });
  }
}

/** A rule of EventBridge gets the changes of all alarms. */
const hearsOfAlarms = ({ type, resource }: PlainResource): boolean =>
  type === 'AWS::Events::Rule' && [...listTexts(resource.properties)].includes('aws.cloudwatch');

const ACTIONS = ['AlarmActions', 'InsufficientDataActions', 'OKActions'];

/** Alarms that do nothing, and that nothing else looks at. */
function* listSilentAlarms(alarms: readonly PlainResource[], context: RuleContext): Iterable<Report> {
  const others = listPlainResources(context, /^(?!AWS::CloudWatch::(?:Alarm|Dashboard)$)/);
  if (others.some(hearsOfAlarms)) return;
  // A composite alarm, a deployment, a scaling policy, an output.
  const lookedAt = new Set([
    ...others.flatMap(({ resource }) => listReferences(resource.properties).map(({ id }) => id)),
    ...context.application.templates.flatMap(({ exports }) =>
      exports.flatMap(({ value }) => listReferences(value).map(({ id }) => id)),
    ),
  ]);
  for (const alarm of alarms.filter(({ type, id }) => type === 'AWS::CloudWatch::Alarm' && !lookedAt.has(id))) {
    const isOff = alarm.text('ActionsEnabled')?.toLowerCase() === 'false';
    const actions = ACTIONS.map((name) => alarm.find(name)).filter((value) => value !== undefined);
    if (!isOff && actions.some((value) => value.kind !== 'list' || toItems(value).length > 0)) continue;
    yield toResourceReport(alarm, {
      at: isOff ? alarm.at('ActionsEnabled') : alarm.resource.at,
      message: `alarm \`${alarm.id}\` tells nobody`,
      why: 'It changes its state, and does nothing. Let `AlarmActions` name a topic that people read.',
    });
  }
}
