import { listReferences } from '../../../app/list-references.ts';
import type { Value } from '../../../app/value.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findNamedFunction,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';
import type { Template } from '../../../app/application.ts';

export const orphanFunction: Rule = defineRule({
  id: 'EVT020',
  slug: 'orphan-function',
  severity: 'low',
  title: 'nothing calls a function',
  references: ['OWASP-S6', 'CSA-SAS-11', 'CWE-561'],
  needsCode: false,
  suggestion: true,
  needsWholeTemplate: true,
  check: find,
});

/** What refers to a function without calling it. */
const QUIET =
  /^AWS::(?:Logs|CloudWatch|ApplicationAutoScaling|CodeDeploy)::|^AWS::Lambda::(?:EventInvokeConfig|Version|Alias)$/;

function* find(context: RuleContext): Iterable<Report> {
  const called = new Set(context.application.functions.filter((fn) => fn.triggers.length > 0).map(toKey));
  const referred = findReferred(context);
  const invoked = findInvoked(context);
  const words = countWords(context);
  const unread = findUnread(context);
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    const key = toKey({ id: fn.id, template: fn.template.file });
    if (unread.has(fn.template)) continue;
    const name = fn.text('FunctionName');
    // A name that stands twice is that of a caller, in an address or a variable.
    const isKnown = name !== undefined && (words.get(name) ?? 0) > 1;
    if (isKnown || called.has(key) || referred.has(key) || invoked === 'any' || invoked.has(fn.id)) continue;
    yield {
      ...toResourceReport(fn, {
        message: `nothing here calls \`${fn.id}\``,
        why: 'No event, no other resource and no output leads to it. What nobody uses is not looked after, and still has its role and its secrets: remove it, or export it for who calls it.',
      }),
      // Others may know a name that was chosen.
      confidence: fn.find('FunctionName') === undefined ? 'likely' : 'possible',
    };
  }
}

const toKey = ({ id, template }: { readonly id: string; readonly template: string }): string => `${template}#${id}`;

/** The templates with an API or a state machine whose definition lies elsewhere, or is included: it may name any function. */
function findUnread(context: RuleContext): ReadonlySet<Template> {
  const isUnread = ({ find }: PlainResource): boolean =>
    ['BodyS3Location', 'DefinitionS3Location'].some((name) => find(name) !== undefined) ||
    ['Body', 'Definition', 'DefinitionString'].some((name) => find(name, 'Fn::Transform') !== undefined);
  return new Set(
    listPlainResources(context, DEFINED)
      .filter(isUnread)
      .map(({ template }) => template),
  );
}

const DEFINED = /^AWS::(?:ApiGateway::RestApi|ApiGatewayV2::Api|StepFunctions::StateMachine)$/;

/** What outputs and resources that may call it refer to; also by way of a version or an alias. */
function findReferred(context: RuleContext): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: Value, template: string): void => {
    // SAM calls what it makes of a function `Fn.Alias`.
    for (const { id } of listReferences(value)) found.add(toKey({ id: id.replace(/\..*/s, ''), template }));
  };
  for (const { type, resource, template } of listPlainResources(context, /./))
    if (!QUIET.test(type)) add(resource.properties, template.file);
  for (const { file, exports } of context.application.templates) for (const { value } of exports) add(value, file);
  for (const made of listPlainResources(context, /^AWS::Lambda::(?:Alias|Version)$/)) {
    const fn = findNamedFunction(made.find('FunctionName'), made, context);
    const { file } = made.template;
    if (fn !== undefined && found.has(toKey({ id: made.id, template: file })))
      found.add(toKey({ id: fn.id, template: file }));
  }
  return found;
}

/** The functions that code invokes; any, where it invokes what has a name of its own: nobody can tell which function of the stack has it. */
function findInvoked({ permissions }: RuleContext): ReadonlySet<string> | 'any' {
  const invokes = permissions.flatMap(({ needed }) =>
    needed.filter(({ action }) => action === 'lambda:InvokeFunction'),
  );
  const ids = invokes.flatMap(({ resources }) => resources.map(({ logicalId }) => logicalId));
  return ids.includes(undefined) ? 'any' : new Set(ids.flatMap((id) => id ?? []));
}

/** How often each word stands in the templates. */
function countWords({ application }: RuleContext): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of application.templates)
    for (const [word] of text.matchAll(/[\w-]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
