import { toText } from '../../../app/expression.ts';
import { findResource } from '../../../app/follow-value.ts';
import type { TriggerKind } from '../../../app/trigger.ts';
import type { Value } from '../../../app/value.ts';
import { findEntry, findText } from '../../../app/value.ts';
import { findProtocol } from './apis.ts';
import type { TriggerReader, TriggerScope } from './trigger-reader.ts';
import { toSpecs } from './trigger-reader.ts';

/** By the first label of the service principal. */
const KINDS: Readonly<Record<string, TriggerKind>> = {
  'alexa-appkit': 'alexa',
  'alexa-connectedhome': 'alexa',
  apigateway: 'rest-api',
  'cognito-idp': 'cognito',
  'cognito-sync': 'cognito',
  events: 'eventbridge',
  iot: 'iot',
  logs: 'logs',
  s3: 's3',
  scheduler: 'schedule',
  sns: 'sns',
};

const readPermission: TriggerReader = (resource, scope) => {
  const { properties } = resource;
  const source = findEntry(properties, 'SourceArn');
  const kind = findKind(
    findEntry(properties, 'Principal'),
    findEntry(properties, 'FunctionUrlAuthType') ?? findEntry(properties, 'InvokedViaFunctionUrl'),
    source,
    scope,
  );
  return toSpecs(resource, kind, findEntry(properties, 'FunctionName'), source);
};

function findKind(
  principal: Value | undefined,
  url: Value | undefined,
  source: Value | undefined,
  scope: TriggerScope,
): TriggerKind {
  if (url !== undefined) return 'function-url';
  const service = (principal === undefined ? '' : toText(principal)).split('.')[0] ?? '';
  if (service === 'apigateway') return findApiKind(source, scope);
  if (service === 'events') {
    const rule = source === undefined ? undefined : findResource(source, scope.template, scope.application);
    return findText(findEntry(rule?.resource.properties, 'ScheduleExpression')) === undefined
      ? 'eventbridge'
      : 'schedule';
  }
  return (Object.hasOwn(KINDS, service) ? KINDS[service] : undefined) ?? 'other';
}

function findApiKind(source: Value | undefined, scope: TriggerScope): TriggerKind {
  if (source === undefined) return 'rest-api';
  if (toText(source).includes('/authorizers/')) return 'authorizer';
  for (const part of source.kind === 'join' ? source.parts : [source]) {
    const found = part.kind === 'ref' ? findResource(part, scope.template, scope.application) : undefined;
    const type = found?.resource.type ?? '';
    if (/ApiGatewayV2::Api|HttpApi|WebSocketApi/.test(type)) return findProtocol(part, scope);
  }
  return 'rest-api';
}

export const PERMISSION_READERS: Readonly<Record<string, TriggerReader>> = {
  'AWS::Lambda::Permission': readPermission,
};
