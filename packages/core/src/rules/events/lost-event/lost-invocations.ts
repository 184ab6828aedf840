import { findEntry } from '../../../app/value.ts';
import type { LambdaFunction } from '../../../app/function.ts';
import type { Trigger, TriggerKind } from '../../../app/trigger.ts';
import { listWords } from '../../permissions/list-words.ts';
import type { Report, RuleContext } from '../../rule.ts';
import { toPropertyFix } from '../../template-fix.ts';
import {
  findNamedFunction,
  findPlainFunction,
  listPlainResources,
  type PlainResource,
} from '../../template-resources.ts';
import { toStep } from '../../to-step.ts';

/**
 * Who calls a function and does not wait for its end (https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html). Schedules
 * call again by themselves, and what a subscription of logs sends stays in the log group.
 */
const ASYNCHRONOUS: ReadonlyMap<TriggerKind, string> = new Map([
  ['s3', 'S3'],
  ['sns', 'SNS'],
  ['eventbridge', 'EventBridge'],
  ['iot', 'IoT'],
]);

/** Functions that are called by services that do not wait, and that keep nothing of what they fail on. */
export function* listLostInvocations(context: RuleContext): Iterable<Report> {
  const { kept, isOpen } = findKept(context);
  for (const fn of context.application.functions) {
    const triggers = fn.triggers.filter(({ kind }) => ASYNCHRONOUS.has(kind));
    const [first] = triggers;
    const plain = findPlainFunction(fn, context);
    if (first === undefined || plain === undefined || kept.has(plain) || isOpen(plain)) continue;
    if (plain.find('DeadLetterConfig') !== undefined) continue;
    yield { ...toReport(fn, [first, ...triggers.slice(1)]), ...toFix(plain) };
  }
}

/** SAM makes the queue by itself where none is named. A role that it does not make must not send to it, and Lambda then refuses the queue. */
function toFix(fn: PlainResource): ReturnType<typeof toPropertyFix> {
  const written = fn.template.kind === 'sam' ? fn.template.resources.get(fn.id) : undefined;
  if (written?.type !== 'AWS::Serverless::Function' || findEntry(written.properties, 'Role') !== undefined) return {};
  return toPropertyFix('keep what it fails on in a queue', fn, {
    EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } },
  });
}

/** The functions with a destination for failures. A destination of a function that is not known may be that of any. */
function findKept(context: RuleContext): {
  readonly kept: ReadonlySet<PlainResource>;
  readonly isOpen: (fn: PlainResource) => boolean;
} {
  const configs = listPlainResources(context, /^AWS::Lambda::EventInvokeConfig$/).filter(
    (config) => config.find('DestinationConfig', 'OnFailure') !== undefined,
  );
  const named = configs.map((config) => ({
    config,
    fn: findNamedFunction(config.find('FunctionName'), config, context),
  }));
  const open = new Set(named.flatMap(({ config, fn }) => (fn === undefined ? [config.template] : [])));
  return {
    kept: new Set(named.flatMap(({ fn }) => fn ?? [])),
    isOpen: ({ template }) => template.isOpen === true || open.has(template),
  };
}

function toReport({ id, at }: LambdaFunction, triggers: readonly [Trigger, ...Trigger[]]): Report {
  const services = listWords(triggers.map(({ kind }) => ASYNCHRONOUS.get(kind) ?? ''));
  const [{ source }] = triggers;
  const from = source?.kind === 'ref' ? ` of \`${source.id}\`` : '';
  return {
    at,
    function: id,
    resource: id,
    message: `an event${from} that \`${id}\` fails on is lost`,
    why: `${services} ${triggers.length > 1 ? 'do' : 'does'} not wait for the function: Lambda tries twice more and then drops the event. Set a destination for failures (\`EventInvokeConfig\`) or a dead-letter queue.`,
    trace: [
      ...triggers.slice(0, 3).map((trigger) => toStep(trigger.at, `${trigger.id} calls ${id} and does not wait`)),
      toStep(at, `${id} has no destination for failures`),
    ],
    identity: [id],
  };
}
