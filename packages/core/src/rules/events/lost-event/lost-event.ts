import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findMappingSource, listMappings, toCalled } from '../../event-source-mapping.ts';
import { findDeadLetterTargets } from '../../dead-letters.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { findReferencedResource, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { listLostDeliveries } from './lost-deliveries.ts';
import { listLostInvocations } from './lost-invocations.ts';

export const lostEvent: Rule = defineRule({
  id: 'EVT012',
  slug: 'lost-event',
  severity: 'medium',
  title: 'an event that fails is lost, and nobody knows',
  references: ['OWASP-S10', 'CSA-SAS-10', 'CWE-755'],
  needsCode: false,
  *check(context) {
    yield* listLostInvocations(context);
    yield* listLostMessages(context);
    yield* listLostRecords(context);
    yield* listLostDeliveries(context);
  },
});

/** Queues that a function reads and that hand on nothing of what it cannot handle. */
function* listLostMessages(context: RuleContext): Iterable<Report> {
  const last = findDeadLetterTargets(context);
  const told = new Set<PlainResource>();
  for (const mapping of listMappings(context)) {
    const queue = findReferencedResource(mapping.find('EventSourceArn'), mapping, context);
    if (queue?.type !== 'AWS::SQS::Queue' || told.has(queue) || last.has(queue)) continue;
    if (queue.find('RedrivePolicy') !== undefined) continue;
    told.add(queue);
    const { name, owner } = toCalled(mapping, context);
    const report = toResourceReport(queue, {
      message: `a message that ${name} cannot handle comes back to \`${queue.id}\` until it expires`,
      why: 'Each failure costs another run, by default for four days, and then the message is gone. Set `RedrivePolicy` with a dead-letter queue that keeps it.',
      ...owner,
    });
    yield { ...report, ...toFix(queue) };
  }
}

/** AWS advises five tries at least (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
function toFix(queue: PlainResource): ReturnType<typeof toPropertyFix> {
  const id = `${queue.id}DeadLetters`;
  const isFifo = queue.find('FifoQueue');
  // The dead-letter queue of a FIFO queue is one too.
  if (isFifo !== undefined) return {};
  const target = { 'Fn::GetAtt': [id, 'Arn'] };
  return toPropertyFix(
    'keep what fails five times in a queue of its own',
    queue,
    { RedrivePolicy: { deadLetterTargetArn: target, maxReceiveCount: 5 } },
    { [id]: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } } },
  );
}

/** Streams move on after the last try, or when a record expires. */
function* listLostRecords(context: RuleContext): Iterable<Report> {
  for (const mapping of listMappings(context)) {
    const source = findMappingSource(mapping, context);
    if (source !== 'kinesis' && source !== 'dynamodb') continue;
    if (mapping.find('DestinationConfig', 'OnFailure') !== undefined) continue;
    const { name, owner } = toCalled(mapping, context);
    yield toResourceReport(mapping, {
      message: `records that ${name} cannot handle are lost after the last try`,
      why: 'Lambda moves on in the stream when it gives up or the records expire, and keeps nothing of them. Set `DestinationConfig` with `OnFailure`: a queue or a topic that says which records they were.',
      ...owner,
    });
  }
}
