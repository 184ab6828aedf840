import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { findEntry, findText, isTrue, toItems, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

export const corsAnyOrigin: Rule = defineRule({
  id: 'EVT005',
  slug: 'cors-any-origin',
  severity: 'medium',
  title: 'any website may use the session of a visitor',
  references: ['OWASP-S6', 'CSA-SAS-3', 'CWE-942'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const url of listPlainResources(context, /^AWS::Lambda::Url$/)) {
    const cors = url.find('Cors');
    if (isOpen(cors, 'AllowOrigins', 'AllowCredentials')) yield toReport(url, ['Cors', 'AllowOrigins']);
  }
  for (const api of listPlainResources(context, /^AWS::ApiGatewayV2::Api$/)) {
    if (isOpen(api.find('CorsConfiguration'), 'AllowOrigins', 'AllowCredentials'))
      yield toReport(api, ['CorsConfiguration', 'AllowOrigins']);
    if (isOpen(api.find('Body', 'x-amazon-apigateway-cors'), 'allowOrigins', 'allowCredentials'))
      yield toReport(api, ['Body', 'x-amazon-apigateway-cors', 'allowOrigins']);
  }
}

function isOpen(cors: Value | undefined, origins: string, credentials: string): boolean {
  return (
    isTrue(findEntry(cors, credentials)) &&
    toItems(findEntry(cors, origins)).some((item) => /^(?:\*|https?:\/\/\*)$/.test(findText(item) ?? ''))
  );
}

const toReport = (resource: PlainResource, path: readonly string[]): Report =>
  toResourceReport(resource, {
    at: resource.find(...path)?.at ?? resource.at(...path),
    message: `\`${resource.id}\` lets every website send requests with the credentials of its visitors`,
    why: 'A page that a user happens to visit can call the API in the name of that user and read the answer. Name the origins that may.',
  });
