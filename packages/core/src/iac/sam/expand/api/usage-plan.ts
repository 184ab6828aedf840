import type { Expansion } from '../expansion.ts';
import { ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isEqual, isObject, isSet, toText } from '../json.ts';
import { expectKeys, expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';

/** What the APIs that share one usage plan have put into it so far. */
export interface SharedUsagePlan {
  readonly apis: string[];
  readonly stages: JsonObject[];
  readonly keys: JsonObject[];
  readonly conditions: Set<string>;
  hasUnconditional: boolean;
  deletionPolicy?: Json;
  replacePolicy?: Json;
}

export const createSharedUsagePlan = (): SharedUsagePlan => ({
  apis: [],
  stages: [],
  keys: [],
  conditions: new Set(),
  hasUnconditional: false,
});

const KEYS = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];
const CONDITION = 'SharedUsagePlanCondition';

/** The usage plan of an API, or its part of the shared one, with a key. */
export function makeUsagePlan(source: Source, auth: Json | undefined, stage: Made, expansion: Expansion): Made[] {
  const given = isObject(auth) ? auth['UsagePlan'] : undefined;
  if ((given ?? null) === null) return [];
  const settings = expectMap(given, 'Auth.UsagePlan');
  expectKeys(settings, KEYS, 'Auth.UsagePlan');
  const kind = settings['CreateUsagePlan'] ?? null;
  if (kind === null) refuse('`Auth.UsagePlan.CreateUsagePlan` is required', settings);
  if (kind === 'NONE') return [];
  if (kind !== 'PER_API' && kind !== 'SHARED')
    return refuse('`Auth.UsagePlan.CreateUsagePlan` is `PER_API`, `SHARED` or `NONE`', settings);
  const apiStage = { ApiId: ref(source.id), Stage: ref(stage.id) };
  const stageKey = { RestApiId: ref(source.id), StageName: ref(stage.id) };
  if (kind === 'PER_API') return makePlan(source.id, [source.id], [apiStage], [stageKey], source.passed, settings);
  const shared = expansion.usagePlan;
  if (!shared.apis.includes(source.id)) shared.apis.push(source.id);
  if (!shared.stages.some((known) => isEqual(known, apiStage))) shared.stages.push(apiStage);
  if (!shared.keys.some((known) => isEqual(known, stageKey))) shared.keys.push(stageKey);
  const attributes = combineAttributes(shared, source.passed, expansion.conditions);
  return makePlan('Serverless', [...shared.apis], [...shared.stages], [...shared.keys], attributes, settings);
}

function makePlan(
  prefix: string,
  apis: string[],
  stages: JsonObject[],
  keys: JsonObject[],
  attributes: JsonObject,
  settings: JsonObject,
): Made[] {
  const [planId, keyId, linkId] = [`${prefix}UsagePlan`, `${prefix}ApiKey`, `${prefix}UsagePlanKey`];
  const own = Object.fromEntries(
    KEYS.slice(1).map((name) => [name, isSet(settings[name]) ? settings[name] : undefined]),
  );
  const from = settings;
  return [
    make(planId, 'AWS::ApiGateway::UsagePlan', { ...own, ApiStages: stages }, { attributes, dependsOn: apis, from }),
    make(
      keyId,
      'AWS::ApiGateway::ApiKey',
      { Enabled: true, StageKeys: keys },
      { attributes, dependsOn: [planId], from },
    ),
    make(
      linkId,
      'AWS::ApiGateway::UsagePlanKey',
      { KeyId: ref(keyId), KeyType: 'API_KEY', UsagePlanId: ref(planId) },
      { attributes, dependsOn: [keyId], from },
    ),
  ];
}

/** The shared plan stands when one of its APIs does, and is kept as the one that is kept longest. */
function combineAttributes(shared: SharedUsagePlan, passed: JsonObject, conditions: JsonObject): JsonObject {
  shared.deletionPolicy = toStronger(shared.deletionPolicy, passed['DeletionPolicy']);
  shared.replacePolicy = toStronger(shared.replacePolicy, passed['UpdateReplacePolicy']);
  const condition = passed['Condition'];
  if (typeof condition === 'string') shared.conditions.add(condition);
  else shared.hasUnconditional = true;
  const names = [...shared.conditions];
  if (shared.hasUnconditional) delete conditions[CONDITION];
  else
    conditions[CONDITION] =
      names.length === 1 ? (names[0] ?? null) : { 'Fn::Or': names.map((name) => ({ Condition: name })) };
  return {
    ...(isSet(shared.deletionPolicy) ? { DeletionPolicy: shared.deletionPolicy } : {}),
    ...(isSet(shared.replacePolicy) ? { UpdateReplacePolicy: shared.replacePolicy } : {}),
    ...(shared.hasUnconditional ? {} : { Condition: CONDITION }),
  };
}

const STRENGTH = ['Delete', 'Snapshot', 'Retain'];

function toStronger(known: Json | undefined, added: Json | undefined): Json {
  if (!isSet(added)) return known ?? null;
  if (!isSet(known)) return added;
  return STRENGTH.indexOf(toText(added)) > STRENGTH.indexOf(toText(known)) ? added : known;
}
