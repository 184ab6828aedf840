import { hasReference } from '../../../app/has-reference.ts';
import { findEntry, toItems, type Value } from '../../../app/value.ts';
import { findApi, findStagePlace, listPublicStages, toStageName } from '../../public-stages.ts';
import { toGlobalFix, toPropertyFix } from '../../template-fix.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';

export const noRateLimit: Rule = defineRule({
  id: 'DEF004',
  slug: 'no-rate-limit',
  severity: 'medium',
  title: 'a public API takes requests as fast as they come',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-770'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const stage of listPublicStages(context)) {
    if (isThrottled(stage) || hasPlan(stage, context)) continue;
    const report = toResourceReport(stage, {
      at: findStagePlace(stage, context),
      message: `\`${toStageName(stage, context)}\` sets no limit to how often it is called`,
      why: 'All that holds a caller back is the quota that all APIs of the account share (10,000 requests a second): one flood takes it from the others, and is paid for. Set throttling for the stage, or a usage plan.',
    });
    yield { ...report, ...toFix(stage, context) };
  }
}

/** By the settings of its methods or routes; what is not known may be a limit. */
function isThrottled(stage: PlainResource): boolean {
  const methods = stage.find('MethodSettings');
  const routes = stage.find('RouteSettings');
  const standard = stage.find('DefaultRouteSettings');
  if ([methods, routes, standard].some((value) => value !== undefined && !isRead(value))) return true;
  const ofRoutes = routes?.kind === 'map' ? [...routes.entries.values()] : [];
  const settings = [...toItems(methods), ...ofRoutes, ...(standard === undefined ? [] : [standard])];
  return settings.some((setting) => !isRead(setting) || findEntry(setting, 'ThrottlingRateLimit') !== undefined);
}

const isRead = ({ kind }: Value): boolean => kind === 'map' || kind === 'list';

/** A usage plan that names the stage, or its API; what is not seen may. */
function hasPlan(stage: PlainResource, context: RuleContext): boolean {
  if (stage.template.isOpen === true) return true;
  const api = findApi(stage, context);
  return listPlainResources(context, /^AWS::ApiGateway::UsagePlan$/).some((plan) => {
    const stages = plan.find('ApiStages');
    if (stages === undefined || plan.template !== stage.template) return false;
    return !isRead(stages) || hasReference(stages, (id) => id === stage.id || id === api?.id);
  });
}

const LIMITS = { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 };
const TITLE = 'let 100 requests a second pass, and 200 at once';

/** An API that SAM makes of events has no resource in the template: its settings are those of all, if there are no others. */
function toFix(stage: PlainResource, context: RuleContext): ReturnType<typeof toPropertyFix> {
  const isRest = stage.type === 'AWS::ApiGateway::Stage';
  // SAM puts the lists of the globals and of an API one behind the other: a method would have two settings.
  if (isRest && stage.find('MethodSettings') !== undefined) return {};
  const properties = isRest
    ? { MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ...LIMITS }] }
    : { DefaultRouteSettings: LIMITS };
  if (findApi(stage, context)?.resource.provenance !== 'expansion') return toPropertyFix(TITLE, stage, properties);
  const type = isRest ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi';
  const hasOthers = [...stage.template.resources.values()].some((resource) => resource.type === type);
  return hasOthers ? {} : toGlobalFix(TITLE, stage.template, isRest ? 'Api' : 'HttpApi', properties);
}
