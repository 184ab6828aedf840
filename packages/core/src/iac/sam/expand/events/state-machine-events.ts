import { isSwagger, MANAGED } from '../api/definitions.ts';
import { findApi } from '../api/find-api.ts';
import { applyMethodAuth } from '../api/method-auth.ts';
import { hasIntegration, setIntegration } from '../api/paths.ts';
import type { Expansion } from '../expansion.ts';
import { choose, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, toText } from '../json.ts';
import type { PropertyTypes } from '../properties.ts';
import { checkProperties } from '../properties.ts';
import { expectMap, refuse, Refusal } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import { toStartExecutionPolicy, toTrust } from '../role.ts';
import { ifSet } from './event.ts';
import { makeDeadLetterQueue, toState, toTargetId, toTargetSettings } from './rule.ts';
import { makeScheduleV2, SCHEDULE_V2_PROPERTIES } from './schedule-v2.ts';

/** An event that starts a state machine. */
interface StartEvent {
  readonly id: string;
  readonly properties: JsonObject;
  readonly target: Made;
  readonly source: Source;
  readonly body: Json;
}

interface StartKind {
  readonly properties: PropertyTypes;
  readonly make: (event: StartEvent, expansion: Expansion) => Made[];
}

const RULE: StartKind = {
  properties: {
    EventBusName: 'text',
    RuleName: 'text',
    Pattern: 'map',
    Input: 'text',
    InputPath: 'text',
    DeadLetterConfig: 'map',
    RetryPolicy: 'map',
    State: 'text',
    Target: 'map=',
    InputTransformer: 'map',
  },
  make: (event) =>
    makeRule(event, {
      EventBusName: event.properties['EventBusName'],
      EventPattern: event.properties['Pattern'],
      Name: event.properties['RuleName'],
    }),
};

const KINDS: Readonly<Record<string, StartKind>> = {
  Api: {
    properties: {
      Path: '!text',
      Method: '!text',
      RestApiId: '!text',
      Stage: 'text',
      Auth: 'map',
      UnescapeMappingTemplate: 'flag=',
    },
    make: makeApi,
  },
  CloudWatchEvent: RULE,
  EventBridgeRule: RULE,
  Schedule: {
    properties: {
      Schedule: '!text',
      Input: 'text',
      Enabled: 'flag',
      State: 'text',
      Name: 'text',
      Description: 'text',
      DeadLetterConfig: 'map',
      RetryPolicy: 'map',
      Target: 'map=',
      RoleArn: 'text=',
    },
    make: (event) =>
      makeRule(event, {
        ScheduleExpression: event.properties['Schedule'],
        Name: event.properties['Name'],
        Description: event.properties['Description'],
      }),
  },
  ScheduleV2: { properties: SCHEDULE_V2_PROPERTIES, make: makeSchedule },
};

/** What the events of a state machine are made of. */
export function makeStateMachineEvents(source: Source, target: Made, expansion: Expansion): Made[] {
  const events = source.properties['Events'];
  if (!isObject(events)) return [];
  return Object.entries(events).flatMap(([name, body]) => {
    try {
      const event = expectMap(body, 'event');
      const type = toText(event['Type']);
      const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
      if (kind === undefined) return refuse(`state machines have no events of type \`${type}\``, event);
      const properties = expectMap(event['Properties'] ?? {}, 'Properties');
      if (!expansion.isDraft) checkProperties(properties, kind.properties, `an event of type \`${type}\``);
      return kind.make({ id: source.id + name, properties, target, source, body }, expansion);
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(error.message, error.at ?? body, name) : error;
    }
  });
}

function makeStartRole(event: StartEvent, service: string): Made {
  const id = `${event.id}Role`;
  return make(
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: toTrust(service),
      Policies: [toStartExecutionPolicy(toArn(event.target), id)],
      PermissionsBoundary: ifSet(event.source.properties['PermissionsBoundary']),
    },
    { attributes: event.source.passed, from: event.body },
  );
}

function makeRule(event: StartEvent, own: Readonly<Record<string, Json | undefined>>): Made[] {
  const { id, properties, target, source, body } = event;
  const given = properties['RoleArn'] ?? null;
  const role = given === null ? makeStartRole(event, 'events.amazonaws.com') : undefined;
  const queue = makeDeadLetterQueue(id, properties['DeadLetterConfig'], source.passed, body);
  const aim: JsonObject = {
    Arn: toArn(target),
    RoleArn: role === undefined ? given : toArn(role),
    ...toTargetSettings(properties, toTargetId(id, properties['Target'], 'StepFunctionsTarget'), queue.arn),
  };
  const rule = make(
    id,
    'AWS::Events::Rule',
    { ...own, State: toState(properties), Targets: [aim] },
    { attributes: source.passed, from: body },
  );
  return [rule, ...(role === undefined ? [] : [role]), ...queue.made];
}

function makeSchedule(event: StartEvent): Made[] {
  const { id, properties, target, source, body } = event;
  const arn = toArn(target);
  return makeScheduleV2({ id, properties, passed: source.passed, body, arn, policy: toStartExecutionPolicy(arn, id) });
}

function makeApi(event: StartEvent, expansion: Expansion): Made[] {
  const { properties, source, body } = event;
  const api = findApi(properties['RestApiId'], expansion);
  const role = makeStartRole(event, 'apigateway.amazonaws.com');
  const document = api.properties['DefinitionBody'];
  if (!isSet(api.properties[MANAGED]) || (document ?? null) === null) return [role];
  if (!isSwagger(document)) return refuse('`DefinitionBody` of the API is no Swagger or OpenAPI document', document);
  const path = toText(properties['Path']);
  const method = toText(properties['Method']).toLowerCase();
  if (hasIntegration(document, path, method))
    refuse(`method \`${method}\` of path \`${path}\` is defined more than once`, body);
  const uri = sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution');
  const condition = source.passed['Condition'];
  const integration: JsonObject = {
    type: 'aws',
    httpMethod: 'POST',
    uri: condition === undefined ? uri : choose(condition, uri),
    responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
    credentials: toArn(role),
    requestTemplates: { 'application/json': sub(toRequest(event)) },
  };
  const responses = { '200': { description: 'OK' }, '400': { description: 'Bad Request' } };
  setIntegration(document, path, method, integration, { responses }, condition);
  const auth = properties['Auth'];
  if (isObject(auth) && isSet(auth))
    applyMethodAuth(document, auth, api.properties, { path, method, stage: properties['Stage'] ?? null }, expansion);
  return [role];
}

/** API Gateway escapes quotes of the body too often for JSON, which `UnescapeMappingTemplate` takes back. */
function toRequest({ properties, target }: StartEvent): string {
  const escaped = "$util.escapeJavaScript($input.json('$'))";
  const machine = `\${${target.id}}`;
  return isSet(properties['UnescapeMappingTemplate'])
    ? `{"input": "${escaped}.replaceAll("\\\\'","'")", "stateMachineArn": "${machine}"}`
    : `{"input": "${escaped}", "stateMachineArn": "${machine}"}`;
}
