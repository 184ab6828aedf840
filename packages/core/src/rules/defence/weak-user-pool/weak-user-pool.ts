import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { findText, isTrue } from '../../../app/value.ts';

export const weakUserPool: Rule = defineRule({
  id: 'DEF013',
  slug: 'weak-user-pool',
  severity: 'medium',
  title: 'users may be guests or have weak passwords',
  references: ['OWASP-S2', 'CSA-SAS-2', 'CWE-521', 'FSBP-Cognito.1'],
  needsCode: false,
  check: find,
});

const SHORTEST = 8;

function* find(context: RuleContext): Iterable<Report> {
  for (const pool of listPlainResources(context, /^AWS::Cognito::IdentityPool$/)) {
    if (!isTrue(pool.find('AllowUnauthenticatedIdentities'))) continue;
    yield toResourceReport(pool, {
      at: pool.at('AllowUnauthenticatedIdentities'),
      message: `\`${pool.id}\` gives AWS credentials to everybody who asks`,
      why: 'Guests get the credentials of the role for unauthenticated users without logging in, and may do whatever that role may.',
    });
  }
  for (const pool of listPlainResources(context, /^AWS::Cognito::UserPool$/)) {
    const value = pool.find('Policies', 'PasswordPolicy', 'MinimumLength');
    const length = findText(value);
    if (length === undefined || !(Number(length) < SHORTEST)) continue;
    const report = toResourceReport(pool, {
      at: pool.at('Policies', 'PasswordPolicy', 'MinimumLength'),
      message: `\`${pool.id}\` takes passwords of ${length} characters`,
      why: 'Short passwords are guessed. NIST SP 800-63B asks for eight characters at least, and Cognito takes eight by default.',
    });
    const changes = value?.at === undefined ? [] : [{ at: value.at, value: SHORTEST }];
    yield { ...report, ...toValueFix('ask for eight characters', pool.template, changes) };
  }
}
