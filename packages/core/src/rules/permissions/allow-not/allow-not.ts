import { findEntry, findText, toItems, type Value } from '../../../app/value.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';

export const allowNot: Rule = defineRule({
  id: 'PERM010',
  slug: 'allow-not',
  severity: 'high',
  title: 'a policy allows everything but what it names',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-732'],
  needsCode: false,
  check: find,
});

const TYPES =
  /^AWS::(?:IAM::(?:Role|Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy|User|Group)|SQS::Queue(?:Inline)?Policy|SNS::Topic(?:Inline)?Policy|S3::(?:BucketPolicy|AccessPoint)|KMS::(?:Replica)?Key|SecretsManager::ResourcePolicy|ApiGateway::RestApi|ECR::Repository)$/;

/** The properties that hold a document. */
const DOCUMENTS = [
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'KeyPolicy',
  'ResourcePolicy',
  'RepositoryPolicyText',
  'Policy',
];

const SAID = {
  NotAction: 'every action, also of services to come, except a few',
  NotResource: 'every resource, also those to come, except a few',
  NotPrincipal: 'everybody, strangers too, except a few',
} as const;

function* find(context: RuleContext): Iterable<Report> {
  for (const resource of listPlainResources(context, TYPES)) {
    for (const [index, statement] of listStatements(resource).entries()) {
      if (findText(findEntry(statement, 'Effect')) !== 'Allow') continue;
      for (const [name, what] of Object.entries(SAID)) {
        const value = findEntry(statement, name);
        if (value === undefined || value.kind === 'unknown' || value.kind === 'cond') continue;
        const at = (statement.kind === 'map' ? statement.keys?.get(name) : undefined) ?? statement.at;
        yield toResourceReport(resource, {
          ...(at === undefined ? {} : { at }),
          message: `\`${resource.id}\` allows ${what}: \`${name}\` in an \`Allow\``,
          why: `With \`Allow\`, \`${name}\` grants all that is not listed. Name what is allowed, or deny the list in a statement of its own.`,
          identity: [name, String(index)],
        });
      }
    }
  }
}

/** The statements of all documents that a resource holds. */
function listStatements(resource: PlainResource): readonly Value[] {
  const inline = toItems(resource.find('Policies')).map((policy) => findEntry(policy, 'PolicyDocument'));
  const documents = [...DOCUMENTS.map((name) => resource.find(name)), ...inline];
  return documents.flatMap((document) => toItems(findEntry(document, 'Statement')));
}
