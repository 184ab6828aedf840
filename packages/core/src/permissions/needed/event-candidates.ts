import type { Trigger, TriggerKind } from '../../app/trigger.ts';
import { join, literal, ref, type Value } from '../../app/value.ts';
import { type Candidate, toBranches, unknownCandidate } from './candidate.ts';
import { findPatternValues } from './event-pattern.ts';
import { findCustomResourceValues } from './custom-resource-fields.ts';
import { findForwarded } from './forwarded-events.ts';
import type { Surroundings } from './surroundings.ts';

/** What a field of the event holds, when the function's triggers tell. */
export function findEventCandidates(path: readonly string[], around: Surroundings): readonly Candidate[] {
  const triggers = around.function.triggers;
  const field = path.filter((step) => step !== '[]' && !/^\d+$/.test(step)).join('.');
  const found = [
    ...findSources(field, triggers).flatMap((value) => toBranches(value, [])),
    ...findCustomResourceValues(path, triggers).flatMap((value) => toBranches(value, [])),
    ...findForwarded(path, around).flatMap((value) => toBranches(value, [])),
    ...triggers.flatMap((trigger) => findPatternValues(path, trigger)).flatMap((value) => toBranches(value, [])),
  ];
  const everyTriggerTells = found.length > 0;
  if (everyTriggerTells) return found;
  const known = findStackField(field, triggers);
  if (known !== undefined) return toBranches(known, []);
  return [unknownCandidate(`it comes from the event (${path.join('.').replaceAll('.[]', '[]')})`, path.slice(-1))];
}

const STREAMS: readonly TriggerKind[] = ['sqs', 'dynamodb-stream', 'kinesis'];

/** Fields that repeat the source of the event. */
const SOURCE_FIELDS: Readonly<Record<string, readonly TriggerKind[]>> = {
  'Records.s3.bucket.name': ['s3'],
  'Records.s3.bucket.arn': ['s3'],
  'Records.eventSourceARN': STREAMS,
  'Records.Sns.TopicArn': ['sns'],
  eventSourceArn: ['msk', 'mq'],
  userPoolId: ['cognito'],
  'requestContext.apiId': ['rest-api', 'http-api', 'websocket-api'],
};

function findSources(field: string, triggers: readonly Trigger[]): Value[] {
  const kinds = SOURCE_FIELDS[field] ?? [];
  const sources = triggers.filter((t) => kinds.includes(t.kind)).map((t) => t.source);
  // One source that is not known could be any: then none is named.
  return sources.every((source) => source !== null && source.kind !== 'unknown') ? sources : [];
}

/** Fields that hold the stack's own account and region, and an API's own address. */
function findStackField(field: string, triggers: readonly Trigger[]): Value | undefined {
  const isRule = triggers.length > 0 && triggers.every((t) => t.kind === 'eventbridge' || t.kind === 'schedule');
  if (isRule && field === 'account') return ref('AWS::AccountId');
  if (isRule && field === 'region') return ref('AWS::Region');
  if (field === 'Records.awsRegion' && triggers.some((t) => t.kind === 's3' || STREAMS.includes(t.kind))) {
    return ref('AWS::Region');
  }
  if (field === 'requestContext.accountId') return ref('AWS::AccountId');
  if (field === 'requestContext.domainName') return findApiDomain(triggers);
  if (field === 'requestContext.stage') return findApiStage(triggers);
  return undefined;
}

function findApi(triggers: readonly Trigger[]): Trigger | undefined {
  const apis = triggers.filter((t) => t.kind === 'websocket-api');
  return new Set(apis.map((t) => JSON.stringify(t.source?.kind === 'ref' ? t.source.id : null))).size === 1
    ? apis[0]
    : undefined;
}

function findApiDomain(triggers: readonly Trigger[]): Value | undefined {
  const source = findApi(triggers)?.source;
  if (source?.kind !== 'ref') return undefined;
  return join([ref(source.id), literal('.execute-api.'), ref('AWS::Region'), literal('.'), ref('AWS::URLSuffix')]);
}

function findApiStage(triggers: readonly Trigger[]): Value | undefined {
  return findApi(triggers)?.properties.entries.get('StageName');
}
