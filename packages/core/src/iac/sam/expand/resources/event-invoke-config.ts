import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { choose, isIf, isNoValue, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, toText } from '../json.ts';
import { negate } from '../conditions.ts';
import { toLogicalId } from '../logical-id.ts';
import { expectBranches, expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import { toSendPolicy } from '../role.ts';

interface Invocation {
  readonly made: readonly Made[];
  /** What the function's role needs to reach the destinations. */
  readonly policies: readonly JsonObject[];
}

/** What becomes of asynchronous invocations: retries, and destinations that are made when none is named. */
export function makeEventInvokeConfig(source: Source, alias: Made | undefined, expansion: Expansion): Invocation {
  const config = resolve(source.properties['EventInvokeConfig'], expansion);
  if (!isObject(config) || !isSet(config)) return { made: [], policies: [] };
  const id = `${source.id}EventInvokeConfig`;
  const destinations: JsonObject = {};
  const made: Made[] = [];
  const policies: JsonObject[] = [];
  const given = config['DestinationConfig'];
  for (const when of ['OnSuccess', 'OnFailure']) {
    const entry = isSet(given) ? expectMap(given, 'EventInvokeConfig.DestinationConfig')[when] : undefined;
    if ((entry ?? null) === null) continue;
    const target = expectMap(entry, `EventInvokeConfig.DestinationConfig.${when}`);
    const destination = makeDestination(source, target, `${id}${when}`, expansion);
    destinations[when] = { Destination: destination.arn };
    if (destination.made !== undefined) made.push(destination.made);
    const policy = toSendPolicy(target['Type'], destination.arn, `${id}${when}`);
    if (policy !== undefined) policies.push(policy);
  }
  made.push(
    make(
      id,
      'AWS::Lambda::EventInvokeConfig',
      {
        FunctionName: ref(source.id),
        Qualifier: alias?.properties['Name'] ?? '$LATEST',
        DestinationConfig: destinations,
        MaximumEventAgeInSeconds: config['MaximumEventAgeInSeconds'],
        MaximumRetryAttempts: config['MaximumRetryAttempts'],
      },
      {
        attributes: source.attributes,
        dependsOn: alias === undefined ? undefined : [alias.id],
        from: source.properties['EventInvokeConfig'],
      },
    ),
  );
  return { made, policies };
}

const MADE: Readonly<Record<string, readonly [string, string]>> = {
  SQS: ['AWS::SQS::Queue', 'Queue'],
  SNS: ['AWS::SNS::Topic', 'Topic'],
};

interface Destination {
  readonly arn: Json;
  readonly made?: Made;
}

function makeDestination(source: Source, target: JsonObject, id: string, expansion: Expansion): Destination {
  const type = target['Type'];
  if (typeof type !== 'string' || !/^(?:SQS|SNS|EventBridge|Lambda|S3Bucket)$/.test(type))
    return refuse('`Type` of a destination is `SQS`, `SNS`, `EventBridge`, `Lambda` or `S3Bucket`', target);
  const given = target['Destination'] ?? null;
  const missing = toMissing(given, id, expansion);
  if (given !== null && missing === undefined) return { arn: given };
  const [madeType, suffix] = MADE[type] ?? refuse(`a destination of type \`${type}\` needs \`Destination\``, target);
  const condition = combine(source, missing?.condition, expansion);
  const attributes = { ...source.passed, ...(condition === undefined ? {} : { Condition: condition }) };
  const made = make(`${id}${suffix}`, madeType, {}, { attributes, from: target });
  const arn = missing === undefined ? toArn(made) : choose(missing.condition, toArn(made), missing.other);
  return { arn, made };
}

interface Missing {
  readonly condition: string;
  readonly other: Json;
}

/** The condition under which `Fn::If` names no destination. */
function toMissing(destination: Json, id: string, expansion: Expansion): Missing | undefined {
  if (!isIf(destination)) return undefined;
  const [name, then, otherwise] = expectBranches(destination, 'Destination');
  const condition = toText(name);
  if (isNoValue(then) === isNoValue(otherwise)) return undefined;
  if (isNoValue(then)) return { condition, other: otherwise };
  const negated = toLogicalId(`NOT${condition}`, id.replace(/On(?:Success|Failure)$/, '')).slice(0, 255);
  expansion.conditions[negated] = negate(condition);
  return { condition: negated, other: then };
}

function combine(source: Source, condition: string | undefined, expansion: Expansion): string | undefined {
  const own = source.passed['Condition'];
  if (condition === undefined || typeof own !== 'string') return condition;
  const name = toLogicalId(`${own}AND${condition}`, source.id).slice(0, 255);
  expansion.conditions[name] = {
    'Fn::And': [{ Condition: { Condition: own } }, { Condition: { Condition: condition } }],
  };
  return name;
}
