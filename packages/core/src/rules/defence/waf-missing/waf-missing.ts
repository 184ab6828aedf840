import { hasReference } from '../../../app/has-reference.ts';
import { findText } from '../../../app/value.ts';
import { findApi, findStagePlace, listPublicStages, toStageName } from '../../public-stages.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';

export const wafMissing: Rule = defineRule({
  id: 'DEF007',
  slug: 'waf-missing',
  severity: 'info',
  title: 'no firewall stands before what the internet reaches',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-693', 'FSBP-APIGateway.4', 'FSBP-CloudFront.6'],
  needsCode: false,
  suggestion: true,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const stage of listPublicStages(context)) {
    // AWS WAF has no rules for HTTP APIs and WebSocket APIs.
    if (stage.type !== 'AWS::ApiGateway::Stage' || isAssociated(stage, context)) continue;
    yield toReport(stage, toStageName(stage, context), findStagePlace(stage, context));
  }
  for (const api of listPlainResources(context, /^AWS::AppSync::GraphQLApi$/)) {
    const visibility = api.find('Visibility');
    const isPublic = visibility === undefined || findText(visibility) === 'GLOBAL';
    if (isPublic && !isAssociated(api, context)) yield toReport(api, api.id);
  }
  for (const distribution of listPlainResources(context, /^AWS::CloudFront::Distribution$/)) {
    const list = distribution.find('DistributionConfig', 'WebACLId');
    if (list === undefined || findText(list) === '') yield toReport(distribution, distribution.id);
  }
}

/** An association with something that is not known may be with this. */
function isAssociated(resource: PlainResource, context: RuleContext): boolean {
  const ids = new Set([resource.id, findApi(resource, context)?.id]);
  const known = new Set(listPlainResources(context, /./).map(({ id }) => id));
  return listPlainResources(context, /^AWS::WAF(?:v2|Regional)::WebACLAssociation$/).some((association) => {
    const arn = association.find('ResourceArn');
    if (arn === undefined || association.template !== resource.template) return false;
    return hasReference(arn, (id) => ids.has(id)) || !hasReference(arn, (id) => known.has(id));
  });
}

const toReport = (resource: PlainResource, name: string, at = resource.resource.at): Report =>
  toResourceReport(resource, {
    at,
    message: `no web firewall stands before \`${name}\``,
    why: 'Each request of a scan or a flood reaches what stands behind it, and is paid for. A web ACL of AWS WAF with a limit of requests and the managed rules keeps most of them out; it has a price of its own.',
  });
