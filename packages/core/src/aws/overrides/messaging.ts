import { constant, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets, uniqueTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import { anyTarget } from '../need.ts';
import type { Need, NeedRule, ServiceRules, Target } from '../need.ts';
import { allOf, draftOf, forEach, needOn } from './need-on.ts';

// Source: the service authorization reference's pages for Amazon SQS, SNS and EventBridge, and each service's guide to batch calls.

const onQueue = (action: string): NeedRule => needOn(`sqs:${action}`, 'sqs:queue', 'QueueName', ['QueueUrl']);

const getQueueUrl: NeedRule = (call) => {
  const owner = isGiven(call.args, ['QueueOwnerAWSAccountId'])
    ? findField(call.args, 'QueueOwnerAWSAccountId')
    : undefined;
  return needOn(
    'sqs:GetQueueUrl',
    'sqs:queue',
    'QueueName',
    ['QueueName'],
    owner === undefined ? {} : { names: { Account: owner } },
  )(call);
};

const READ_QUEUE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const onSource = (actions: readonly string[]): NeedRule =>
  allOf(...actions.map((action) => needOn(action, 'sqs:queue', 'QueueName', ['SourceArn'])));

/** Messages are moved with the caller's rights: back to the queues that they came from unless the call names one. */
const startMove: NeedRule = allOf(
  onSource(['sqs:StartMessageMoveTask', ...READ_QUEUE]),
  needOn('sqs:SendMessage', 'sqs:queue', 'QueueName', ['DestinationArn']),
);

/** The batch forms ask for the action of the single form. */
export const sqsRules: ServiceRules = {
  SendMessageBatch: onQueue('SendMessage'),
  DeleteMessageBatch: onQueue('DeleteMessage'),
  ChangeMessageVisibilityBatch: onQueue('ChangeMessageVisibility'),
  GetQueueUrl: getQueueUrl,
  StartMessageMoveTask: startMove,
  ListMessageMoveTasks: onSource(['sqs:ListMessageMoveTasks', ...READ_QUEUE]),
  // The handle of a task hides its queue.
  CancelMessageMoveTask: onSource(['sqs:CancelMessageMoveTask', ...READ_QUEUE]),
};

/** A text message to a phone number has no resource; `TargetArn` may be a topic or the endpoint of a device. */
const publish: NeedRule = (call) => {
  const action = 'sns:Publish';
  const targets: Target[] = [];
  if (isGiven(call.args, ['TopicArn']))
    targets.push(...createTargets(draftOf(call, 'sns:topic', 'TopicName', ['TopicArn'])));
  if (isGiven(call.args, ['TargetArn']))
    targets.push(...createTargets(draftOf(call, 'sns:topic', 'TopicName', ['TargetArn'])));
  if (isGiven(call.args, ['PhoneNumber'])) targets.push(anyTarget);
  return [
    {
      action,
      targets: targets.length === 0 ? createTargets(draftOf(call, 'sns:topic', 'TopicName', ['TopicArn'])) : targets,
    },
  ];
};

export const snsRules: ServiceRules = {
  Publish: publish,
  PublishBatch: needOn('sns:Publish', 'sns:topic', 'TopicName', ['TopicArn']),
};

/** An entry without a bus goes to the default one. */
const putEvents: NeedRule = (call) => {
  const items = listEntries(findField(call.args, 'Entries'));
  const buses = items.length === 0 ? [undefined] : items.map((item) => busOf(item, isGiven(item, ['EventBusName'])));
  const targets = buses.flatMap((whole) =>
    createTargets({
      type: 'events:event-bus',
      whole,
      wholeName: 'EventBusName',
      wholeForm: 'name',
      region: call.region,
    }),
  );
  return [{ action: 'events:PutEvents', targets: uniqueTargets(targets) }];
};

function listEntries(entries: CodeValue | undefined): readonly CodeValue[] {
  if (entries === undefined) return [];
  if (entries.kind === 'list') return entries.items;
  return entries.kind === 'one-of' && entries.values.some((v) => v.kind === 'list')
    ? entries.values.flatMap(listEntries)
    : [entries];
}

function busOf(entry: CodeValue, given: boolean): CodeValue | undefined {
  const bus = findField(entry, 'EventBusName');
  if (bus === undefined || (bus.kind === 'const' && bus.value === null)) return constant('default');
  if (!given && entry.kind !== 'object' && entry.kind !== 'one-of') return undefined;
  return bus;
}

/** A rule on the default bus has an ARN without the bus. */
const onRule: NeedRule = (call) => {
  const [own, ...others] = deriveNeeds(call);
  if (own === undefined) return [];
  const member = isGiven(call.args, ['Rule']) ? 'Rule' : 'Name';
  const bus = isGiven(call.args, ['EventBusName']) ? findField(call.args, 'EventBusName') : undefined;
  const isDefault = bus === undefined || (bus.kind === 'const' && bus.value === 'default');
  const draft = isDefault
    ? draftOf(call, 'events:rule-on-default-event-bus', 'RuleName', [member])
    : { ...draftOf(call, 'events:rule-on-custom-event-bus', 'RuleName', [member]), names: { EventBusName: bus } };
  const target: Need = { ...own, targets: createTargets(draft) };
  return [
    target,
    ...others.map((need) => (need.action === 'events:TagResource' ? { ...need, targets: target.targets } : need)),
  ];
};

export const eventsRules: ServiceRules = {
  PutEvents: putEvents,
  ...forEach(
    [
      'PutRule',
      'DeleteRule',
      'DescribeRule',
      'EnableRule',
      'DisableRule',
      'PutTargets',
      'RemoveTargets',
      'ListTargetsByRule',
    ],
    () => onRule,
  ),
};

const schedule: NeedRule = (call) => {
  const group = isGiven(call.args, ['GroupName']) ? findField(call.args, 'GroupName') : constant('default');
  const [own, ...others] = deriveNeeds(call);
  if (own === undefined) return [];
  const targets = createTargets({
    ...draftOf(call, 'scheduler:schedule', 'ScheduleName', ['Name']),
    names: { GroupName: group },
  });
  return [{ ...own, targets }, ...others];
};

export const schedulerRules: ServiceRules = forEach(
  ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule', 'GetSchedule'],
  () => schedule,
);
