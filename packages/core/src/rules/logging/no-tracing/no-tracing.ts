import type { LambdaFunction } from '../../../app/function.ts';
import { toText } from '../../../app/expression.ts';
import { toItems } from '../../../app/value.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { listHops } from '../../function-hops.ts';
import { listWords } from '../../permissions/list-words.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findPlainFunction } from '../../template-resources.ts';
import { toStep } from '../../to-step.ts';

export const noTracing: Rule = defineRule({
  id: 'LOG009',
  slug: 'no-tracing',
  severity: 'info',
  title: 'nothing shows the way of a request through several functions',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-778', 'FSBP-APIGateway.3'],
  needsCode: false,
  suggestion: true,
  check: find,
});

/** One function hands on to another. */
interface Link {
  readonly from: FunctionPermissions;
  readonly to: FunctionPermissions;
  readonly through: string;
}

function* find(context: RuleContext): Iterable<Report> {
  // What nothing calls hands nothing on.
  const links = listLinks(context).filter(({ from, to }) => from !== to && from.function.triggers.length > 0);
  for (const { file } of context.application.templates) {
    const own = links.filter(({ from }) => from.function.template === file);
    const members = new Set(own.flatMap(({ from, to }) => [from.function, to.function]));
    const untraced = [...members].filter((fn) => isUntraced(fn, context));
    const [first] = untraced;
    if (first !== undefined) yield toReport(first, untraced, own);
  }
}

function listLinks(context: RuleContext): readonly Link[] {
  const hops = listHops(context).map(({ from, to, source }) => ({ from, to, through: source }));
  const calls = context.permissions.flatMap((from) => {
    const invoked = from.needed.filter(
      ({ action, calls: sites }) => action === 'lambda:InvokeFunction' && sites.length > 0,
    );
    const ids = new Set(invoked.flatMap(({ resources }) => resources.map(({ logicalId }) => logicalId)));
    return context.permissions
      .filter(({ function: fn }) => ids.has(fn.id) && fn.template === from.function.template)
      .map((to) => ({ from, to, through: 'a call' }));
  });
  return [...hops, ...calls];
}

/** Layers that trace by themselves. */
const TRACERS = /otel|datadog|new-?relic|lumigo|dynatrace|sentry|thundra|splunk|elastic-apm|honeycomb/i;

function isUntraced(fn: LambdaFunction, context: RuleContext): boolean {
  const plain = findPlainFunction(fn, context);
  if (plain === undefined || toItems(plain.find('Layers')).some((layer) => TRACERS.test(toText(layer)))) return false;
  return plain.find('TracingConfig', 'Mode') === undefined || plain.text('TracingConfig', 'Mode') === 'PassThrough';
}

function toReport(first: LambdaFunction, untraced: readonly LambdaFunction[], links: readonly Link[]): Report {
  const ids = untraced.map(({ id }) => `\`${id}\``);
  return {
    at: first.at,
    function: first.id,
    message: `no trace follows a request through ${listWords(ids)}`,
    why: 'One of them hands work on to another. When that fails, is slow or is misused, nothing shows where it began. Set `Tracing: Active` (and `TracingEnabled` of a REST API before them), or use a layer that traces.',
    trace: links
      .slice(0, 5)
      .map(({ from, to, through }) =>
        toStep(to.function.at, `${from.function.id} hands on to ${to.function.id} through ${through}`),
      ),
    identity: ['functions'],
  };
}
