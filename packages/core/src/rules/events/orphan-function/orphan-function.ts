import type { Template } from '../../../app/application.ts';
import { hasReference } from '../../../app/has-reference.ts';
import type { Value } from '../../../app/value.ts';
import { isOneOf } from '../../may-act-on.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findNamedFunction,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';

export const orphanFunction: Rule = defineRule({
  id: 'EVT020',
  slug: 'orphan-function',
  severity: 'low',
  title: 'nothing calls a function',
  references: ['OWASP-S6', 'CSA-SAS-11', 'CWE-561'],
  needsCode: false,
  suggestion: true,
  check: find,
});

/** What refers to a function without calling it. */
const QUIET =
  /^AWS::(?:Logs|CloudWatch|ApplicationAutoScaling|CodeDeploy)::|^AWS::Lambda::(?:EventInvokeConfig|Version|Alias)$/;

const INVOKE = ['lambda:InvokeFunction'];

function* find(context: RuleContext): Iterable<Report> {
  const called = new Set(context.application.functions.filter((fn) => fn.triggers.length > 0).map(toKey));
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    if (called.has(toKey({ id: fn.id, template: fn.template.file }))) continue;
    if (isReferredTo(fn, context) || isInvoked(fn, context) || isNamedElsewhere(fn, context)) continue;
    const isNamed = fn.find('FunctionName') !== undefined;
    yield {
      ...toResourceReport(fn, {
        message: `nothing here calls \`${fn.id}\``,
        why: 'No event, no other resource and no output leads to it. What nobody uses is not looked after, and still has its role and its secrets: remove it, or export it for who calls it.',
      }),
      // Others may know a name that was chosen.
      confidence: isNamed ? 'possible' : 'likely',
    };
  }
}

const toKey = ({ id, template }: { readonly id: string; readonly template: string }): string => `${template}#${id}`;

/** By a resource that may call it, or by an output; also by way of a version or an alias. */
function isReferredTo(fn: PlainResource, context: RuleContext): boolean {
  const names = new Set([
    fn.id,
    ...listPlainResources(context, /^AWS::Lambda::(?:Alias|Version)$/)
      .filter((made) => findNamedFunction(made.find('FunctionName'), made, context) === fn)
      .map(({ id }) => id),
  ]);
  const refers = (value: Value): boolean => hasReference(value, (id) => names.has(id.replace(/\..*/, '')));
  const others = listPlainResources(context, /./).filter(
    (other) => other.template === fn.template && other !== fn && !QUIET.test(other.type),
  );
  return (
    others.some(({ resource }) => refers(resource.properties)) || fn.template.exports.some(({ value }) => refers(value))
  );
}

/** By code, or by code that invokes what has a name of its own: nobody can tell which function of the stack has it. */
const isInvoked = (fn: PlainResource, { permissions }: RuleContext): boolean =>
  permissions.some(({ needed }) =>
    needed.some(
      ({ action, resources }) =>
        isOneOf(action, INVOKE) && resources.some(({ logicalId }) => logicalId === undefined || logicalId === fn.id),
    ),
  );

/** Its name stands somewhere else: in an address, a variable, another template. */
function isNamedElsewhere(fn: PlainResource, { application }: RuleContext): boolean {
  const name = fn.text('FunctionName');
  if (name === undefined) return false;
  const count = ({ text }: Template): number => text.split(name).length - 1;
  return application.templates.reduce((sum, template) => sum + count(template), 0) > 1;
}
