import { listReferences } from '../../../app/list-references.ts';
import { findText } from '../../../app/value.ts';
import { findApi, findStagePlace, isPublicGraph, listPublicStages, toStageName } from '../../public-stages.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findReferencedResource,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';

export const wafMissing: Rule = defineRule({
  id: 'DEF007',
  slug: 'waf-missing',
  severity: 'info',
  title: 'no firewall stands before what the internet reaches',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-693', 'FSBP-APIGateway.4', 'FSBP-CloudFront.6'],
  needsCode: false,
  suggestion: true,
  needsWholeTemplate: true,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  const isAssociated = createAssociated(context);
  for (const stage of listPublicStages(context)) {
    // AWS WAF has no rules for HTTP APIs and WebSocket APIs.
    if (stage.type !== 'AWS::ApiGateway::Stage' || isAssociated(stage, findApi(stage, context))) continue;
    yield toReport(stage, toStageName(stage, context), findStagePlace(stage, context));
  }
  for (const api of listPlainResources(context, /^AWS::AppSync::GraphQLApi$/))
    if (isPublicGraph(api) && !isAssociated(api)) yield toReport(api, api.id);
  for (const distribution of listPlainResources(context, /^AWS::CloudFront::Distribution$/)) {
    const list = distribution.find('DistributionConfig', 'WebACLId');
    if (list === undefined || findText(list) === '') yield toReport(distribution, distribution.id);
  }
}

/** Whether one of some resources is associated with a list; an association with what is not known may be with each. */
function createAssociated(context: RuleContext): (...resources: readonly (PlainResource | undefined)[]) => boolean {
  const guarded = new Set<PlainResource>();
  const open = new Set<PlainResource['template']>();
  for (const association of listPlainResources(context, /^AWS::WAF(?:v2|Regional)::WebACLAssociation$/)) {
    const arn = association.find('ResourceArn');
    const named = (arn === undefined ? [] : listReferences(arn)).flatMap(
      (reference) => findReferencedResource({ kind: 'ref', ...reference }, association, context) ?? [],
    );
    for (const resource of named) guarded.add(resource);
    if (named.length === 0) open.add(association.template);
  }
  return (...resources) =>
    resources.some((resource) => resource !== undefined && (guarded.has(resource) || open.has(resource.template)));
}

const toReport = (resource: PlainResource, name: string, at = resource.resource.at): Report =>
  toResourceReport(resource, {
    at,
    message: `no web firewall stands before \`${name}\``,
    why: 'Each request of a scan or a flood reaches what stands behind it, and is paid for. A web ACL of AWS WAF with a limit of requests and the managed rules keeps most of them out; it has a price of its own.',
  });
