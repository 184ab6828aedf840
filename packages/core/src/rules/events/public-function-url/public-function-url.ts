import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findNamedFunction, listPlainResources, toResourceReport } from '../../template-resources.ts';

export const publicFunctionUrl: Rule = defineRule({
  id: 'EVT002',
  slug: 'public-function-url',
  severity: 'high',
  title: 'anybody may call a function by its URL',
  references: ['OWASP-S2', 'CSA-SAS-2', 'CWE-306'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const url of listPlainResources(context, /^AWS::Lambda::Url$/)) {
    if (url.text('AuthType') !== 'NONE') continue;
    const fn = findNamedFunction(url.find('TargetFunctionArn'), url, context)?.id;
    yield toResourceReport(url, {
      at: url.at('AuthType'),
      message: `anybody may call \`${fn ?? url.id}\` by its URL: \`AuthType\` is \`NONE\``,
      why: 'Lambda answers every request from the internet, and the function pays and runs for each. Set `AuthType: AWS_IAM`, or let the function check a signature itself and suppress this with that reason.',
      ...(fn === undefined ? {} : { function: fn }),
    });
  }
}
