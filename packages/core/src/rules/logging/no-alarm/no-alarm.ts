import type { LambdaFunction } from '../../../app/function.ts';
import { hasReference } from '../../../app/has-reference.ts';
import { findEntry, findText, toItems, type Value } from '../../../app/value.ts';
import { findDeadLetterTargets } from '../../dead-letters.ts';
import { listWords } from '../../permissions/list-words.ts';
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
  *check(context) {
    const alarms = listPlainResources(context, ALARMS);
    if (!alarms.some(mayWatchAll)) {
      yield* listUnwatchedFunctions(alarms, context);
      yield* listUnwatchedQueues(alarms, context);
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
  if (dimensions === undefined) return alarm.find('Metrics') === undefined && alarm.text('Namespace') !== 'AWS/SQS';
  if (dimensions.kind !== 'list') return true;
  return dimensions.items.some((dimension) => {
    const value = findEntry(dimension, 'Value');
    const isKnown = value?.kind === 'ref' ? alarm.template.resources.has(value.id) : findText(value) !== undefined;
    return !isKnown && value?.kind !== 'join';
  });
}

const watches = (alarms: readonly PlainResource[], ids: ReadonlySet<string>, names: readonly string[]): boolean =>
  alarms.some(
    ({ resource }) =>
      hasReference(resource.properties, (id) => ids.has(id.replace(/\..*/, ''))) ||
      names.some((name) => hasText(resource.properties, name)),
  );

const hasText = (value: Value, text: string): boolean => {
  if (value.kind === 'list') return value.items.some((item) => hasText(item, text));
  if (value.kind === 'map') return [...value.entries.values()].some((entry) => hasText(entry, text));
  return findText(value) === text;
};

function* listUnwatchedFunctions(alarms: readonly PlainResource[], context: RuleContext): Iterable<Report> {
  for (const { file } of context.application.templates) {
    const own = context.application.functions.filter(({ template }) => template === file);
    const [first, ...rest] = own.filter((fn) => !watches(alarms, findWatched(fn, context), listNames(fn)));
    if (first === undefined) continue;
    const ids = [first, ...rest].map(({ id }) => id);
    yield {
      at: first.at,
      ...(rest.length === 0 ? { function: first.id } : {}),
      message: `no alarm tells that ${listWords(ids.map((id) => `\`${id}\``))} ${ids.length > 1 ? 'fail' : 'fails'}`,
      why: 'Errors that nobody hears of last until a customer complains, and an attack looks the same. Set an alarm with an action on `Errors`, on the age of what a stream or a queue holds, or on what lands in a dead-letter queue.',
      trace: [first, ...rest].slice(0, 5).map((fn) => toStep(fn.at, `${fn.id} is in no alarm`)),
      identity: ['functions'],
    };
  }
}

/** A function, what calls it, and where it leaves what it fails on: an alarm on one of them tells. */
function findWatched(fn: LambdaFunction, context: RuleContext): ReadonlySet<string> {
  const ids = new Set([fn.id]);
  const values = [...fn.triggers.map(({ source }) => source), fn.deadLetter, ...fn.destinations];
  for (const value of values) if (value !== null) hasReference(value, (id) => ids.add(id) === undefined);
  for (const queue of listPlainResources(context, /^AWS::SQS::Queue$/)) {
    const target = queue.find('RedrivePolicy');
    if (ids.has(queue.id) && target !== undefined) hasReference(target, (id) => ids.add(id) === undefined);
  }
  return ids;
}

const listNames = ({ properties }: LambdaFunction): readonly string[] => {
  const name = findText(findEntry(properties, 'FunctionName'));
  return name === undefined ? [] : [name];
};

function* listUnwatchedQueues(alarms: readonly PlainResource[], context: RuleContext): Iterable<Report> {
  for (const queue of findDeadLetterTargets(context)) {
    const name = queue.text('QueueName');
    if (queue.type !== 'AWS::SQS::Queue' || watches(alarms, new Set([queue.id]), name === undefined ? [] : [name]))
      continue;
    yield toResourceReport(queue, {
      message: `no alarm tells that something lands in \`${queue.id}\``,
      why: 'A dead-letter queue keeps what failed for some days, and then it is gone. Set an alarm with an action on `ApproximateNumberOfMessagesVisible`.',
    });
  }
}

/** Alarms that do nothing, and that nothing else looks at. */
function* listSilentAlarms(alarms: readonly PlainResource[], context: RuleContext): Iterable<Report> {
  for (const alarm of alarms.filter(({ type }) => type === 'AWS::CloudWatch::Alarm')) {
    const isOff = alarm.text('ActionsEnabled')?.toLowerCase() === 'false';
    const actions = ['AlarmActions', 'InsufficientDataActions', 'OKActions'].map((name) => alarm.find(name));
    const hasActions = actions.some(
      (value) => value !== undefined && (value.kind !== 'list' || toItems(value).length > 0),
    );
    if ((hasActions && !isOff) || isLookedAt(alarm, context)) continue;
    yield toResourceReport(alarm, {
      at: isOff ? alarm.at('ActionsEnabled') : alarm.resource.at,
      message: `alarm \`${alarm.id}\` tells nobody`,
      why: 'It changes its state, and does nothing. Let `AlarmActions` name a topic that people read.',
    });
  }
}

/** By a composite alarm, a deployment, a scaling policy, an output. */
const isLookedAt = (alarm: PlainResource, context: RuleContext): boolean =>
  listPlainResources(context, /^(?!AWS::CloudWatch::(?:Alarm|Dashboard)$)/).some(
    ({ template, resource }) =>
      template === alarm.template && hasReference(resource.properties, (id) => id === alarm.id),
  ) || alarm.template.exports.some(({ value }) => hasReference(value, (id) => id === alarm.id));
