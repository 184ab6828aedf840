import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { findEntry, findText, isTrue, toItems, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

export const dataTraceOn: Rule = defineRule({
  id: 'LOG006',
  slug: 'data-trace-on',
  severity: 'medium',
  title: 'whole requests and inputs are written to logs',
  references: ['OWASP-S3', 'CSA-SAS-5', 'CWE-532'],
  needsCode: false,
  check: find,
});

const TYPES = /^AWS::(?:ApiGateway::Stage|ApiGatewayV2::Stage|StepFunctions::StateMachine)$/;

function* find(context: RuleContext): Iterable<Report> {
  for (const resource of listPlainResources(context, TYPES)) {
    for (const { what, path, value } of listSettings(resource)) {
      if (!isTrue(value)) continue;
      const report = toResourceReport(resource, {
        at: value?.at ?? resource.at(...path),
        message: `\`${resource.id}\` writes ${what} to its log`,
        why: 'Whatever callers send, passwords, tokens and personal data too, then lies in CloudWatch Logs for everybody who may read logs. Log fields that were chosen instead.',
        identity: path,
      });
      const at = value?.at;
      yield at === undefined
        ? report
        : { ...report, ...toValueFix('switch it off', resource.template, [{ at, value: false }]) };
    }
  }
}

interface Setting {
  readonly what: string;
  readonly path: readonly string[];
  readonly value: Value | undefined;
}

function listSettings(resource: PlainResource): readonly Setting[] {
  const what = 'whole requests and responses';
  const methods = resource.find('MethodSettings');
  const ofMethods = toItems(methods).map((item) => ({
    what,
    path: ['MethodSettings'],
    value: findTrace(item),
  }));
  const workflow = resource.find('LoggingConfiguration');
  const routes = resource.find('RouteSettings');
  const ofRoutes = routes?.kind === 'map' ? [...routes.entries] : [];
  return [
    ...ofMethods,
    ...ofRoutes.map(([name, item]) => ({
      what,
      path: ['RouteSettings', name],
      value: findTrace(item),
    })),
    { what, path: ['DefaultRouteSettings'], value: findTrace(resource.find('DefaultRouteSettings')) },
    {
      what: 'the inputs and outputs of its states',
      path: ['LoggingConfiguration'],
      value: isOff(workflow, 'Level') ? undefined : findEntry(workflow, 'IncludeExecutionData'),
    },
  ];
}

const findTrace = (settings: Value | undefined): Value | undefined =>
  isOff(settings, 'LoggingLevel') ? undefined : findEntry(settings, 'DataTraceEnabled');

/** Where logging is switched off nothing is written, whatever else is said. */
const isOff = (settings: Value | undefined, level: string): boolean =>
  findText(findEntry(settings, level))?.toUpperCase() === 'OFF';
