import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { hasReference } from '../../../app/has-reference.ts';
import { findText, isTrue, toItems } from '../../../app/value.ts';

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
    if (hasNoSecondFactor(pool) && isGuard(pool, context) && asksPasswords(pool, context)) yield toFactorReport(pool);
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

/** Nothing said is `OFF` (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html). */
function hasNoSecondFactor(pool: PlainResource): boolean {
  const mfa = pool.find('MfaConfiguration');
  // YAML reads a bare `OFF` as false.
  return mfa === undefined || findText(mfa) === 'OFF' || (mfa.kind === 'literal' && mfa.value === false);
}

const GUARDED = /^AWS::(?:ApiGateway::(?:Authorizer|RestApi)|ApiGatewayV2::(?:Authorizer|Api)|AppSync::GraphQLApi)$/;

/** Whether an API asks who logged in to the pool. */
const isGuard = (pool: PlainResource, context: RuleContext): boolean => listNaming(pool, GUARDED, context).length > 0;

const listNaming = (pool: PlainResource, types: RegExp, context: RuleContext): readonly PlainResource[] =>
  listPlainResources(context, types).filter(
    ({ template, resource }) => template === pool.template && hasReference(resource.properties, (id) => id === pool.id),
  );

/**
 * False where none of the clients in the template lets users in by a password of the pool: they are programs, or users who log in elsewhere.
 * What a sign-in policy or challenges of one's own ask for is left open.
 */
function asksPasswords(pool: PlainResource, context: RuleContext): boolean {
  const isOwn = [
    ['Policies', 'SignInPolicy'],
    ['LambdaConfig', 'DefineAuthChallenge'],
  ].some((path) => pool.find(...path) !== undefined);
  const clients = listNaming(pool, /^AWS::Cognito::UserPoolClient$/, context);
  return !isOwn && (clients.length === 0 || clients.some((client) => !isForPrograms(client) && !isElsewhere(client)));
}

const isForPrograms = (client: PlainResource): boolean =>
  toItems(client.find('AllowedOAuthFlows')).some((flow) => findText(flow) === 'client_credentials');

function isElsewhere(client: PlainResource): boolean {
  const providers = toItems(client.find('SupportedIdentityProviders'));
  return providers.length > 0 && providers.every((provider) => findText(provider) !== 'COGNITO');
}

/** Silence is less than a decision. */
function toFactorReport(pool: PlainResource): Report {
  const report = toResourceReport(pool, {
    at: pool.at('MfaConfiguration'),
    message: `a password is all that \`${pool.id}\` asks of who calls the API`,
    why: 'A password that is guessed, or that leaked elsewhere, lets anybody in. `MfaConfiguration: OPTIONAL` with `EnabledMfas` lets users add a second factor, `ON` asks everybody for one.',
    identity: ['MfaConfiguration'],
  });
  return pool.find('MfaConfiguration') === undefined ? { ...report, severity: 'low' } : report;
}
