import type { Location } from '../../../app/location.ts';
import { findEntry, findText, toItems } from '../../../app/value.ts';
import { findApi, findStagePlace, isPublicGraph, listPublicStages, toStageName } from '../../public-stages.ts';
import { toGlobalFix, toPropertyFix } from '../../template-fix.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';

export const noAccessLog: Rule = defineRule({
  id: 'LOG003',
  slug: 'no-access-log',
  severity: 'medium',
  title: 'nobody can tell who called a public API',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-778', 'FSBP-APIGateway.1', 'FSBP-APIGateway.9', 'FSBP-AppSync.2'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const stage of listPublicStages(context))
    if (!isLogged(stage))
      yield {
        ...toReport(stage, {
          at: findStagePlace(stage, context),
          name: toStageName(stage, context),
          property: stage.type === 'AWS::ApiGateway::Stage' ? '`AccessLogSetting`' : '`AccessLogSettings`',
        }),
        ...toFix(stage, context),
      };
  for (const api of listPlainResources(context, /^AWS::AppSync::GraphQLApi$/)) {
    if (isPublicGraph(api) && api.find('LogConfig') === undefined)
      yield toReport(api, { at: api.resource.at, name: api.id, property: '`LogConfig`' });
  }
}

/** Who asked for what, and what became of it (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html). */
const FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
});

/** APIs of REST and of web sockets write logs only where the account has given API Gateway a role for it: no template can tell. */
function toFix(stage: PlainResource, context: RuleContext): ReturnType<typeof toPropertyFix> {
  const api = findApi(stage, context);
  if (stage.type !== 'AWS::ApiGatewayV2::Stage' || api === undefined || api.text('ProtocolType') === 'WEBSOCKET')
    return {};
  const id = `${api.id}AccessLogs`;
  const title = 'write down who asked for what';
  const properties = { AccessLogSettings: { DestinationArn: { 'Fn::GetAtt': [id, 'Arn'] }, Format: FORMAT } };
  const additions = { [id]: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 365 } } };
  // An API that SAM makes of events has no resource: its settings are those of all HTTP APIs.
  return api.resource.provenance === 'expansion'
    ? toGlobalFix(title, stage.template, 'HttpApi', properties, additions)
    : toPropertyFix(title, stage, properties, additions);
}

/** Access logs, or execution logs, which say who called too. */
function isLogged(stage: PlainResource): boolean {
  if (stage.find('AccessLogSetting') !== undefined || stage.find('AccessLogSettings') !== undefined) return true;
  const routes = stage.find('DefaultRouteSettings');
  const settings = [...toItems(stage.find('MethodSettings')), ...(routes === undefined ? [] : [routes])];
  return settings.some((setting) => {
    const level = findEntry(setting, 'LoggingLevel');
    return level !== undefined && findText(level) !== 'OFF';
  });
}

interface Unlogged {
  readonly at: Location;
  readonly name: string;
  readonly property: string;
}

const toReport = (resource: PlainResource, { at, name, property }: Unlogged): Report =>
  toResourceReport(resource, {
    at,
    message: `\`${name}\` keeps no log of who calls it`,
    why: `After an incident nobody can tell who asked for what, and probing goes unseen. Set ${property}, with fields that were chosen.`,
  });
