import type { Application, Template } from '../../../app/application.ts';
import type { Resource } from '../../../app/resource.ts';
import { resolveValue } from '../../../app/resolve-value.ts';
import { findEntry } from '../../../app/value.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { readPolicyStatements } from '../policy-statements.ts';
import { toStep } from '../../to-step.ts';
import { findWideTrust } from './find-wide-trust.ts';

export const trustPolicy: Rule = defineRule({
  id: 'PERM012',
  slug: 'trust-policy',
  severity: 'high',
  title: 'a role may be assumed by more than the application means',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-284'],
  needsCode: false,
  check: findReports,
});

function* findReports({ application }: RuleContext): Iterable<Report> {
  for (const template of application.templates) {
    for (const resource of template.resources.values()) {
      if (resource.type === 'AWS::IAM::Role' || resource.type === 'AWS::Serverless::Function')
        yield* judge(resource, template, application);
    }
  }
}

function* judge(resource: Resource, template: Template, application: Application): Iterable<Report> {
  const written = findEntry(resource.properties, 'AssumeRolePolicyDocument');
  const document = written === undefined ? undefined : resolveValue(written, template, application);
  for (const { statement, at } of readPolicyStatements(document, 'trust', resource.at)) {
    const [wide] = findWideTrust(statement);
    if (wide === undefined) continue;
    const { who, why, confidence, missing } = wide;
    yield {
      at,
      resource: resource.id,
      message: `${who} may assume the role of ${resource.id}${missing}`,
      why,
      confidence,
      trace: [toStep(resource.at, `role ${resource.id}`), toStep(at, `trusts ${who}`)],
      identity: [resource.id, who],
    };
  }
}
