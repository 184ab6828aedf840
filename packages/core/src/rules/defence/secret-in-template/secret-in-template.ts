import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toStep } from '../../to-step.ts';
import { shorten } from '../../shorten.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import type { Parameter } from '../../../app/application.ts';
import type { Value } from '../../../app/value.ts';
import { findEchoed } from './find-echoed.ts';
import { findSecretKind, isSecretName } from '../../secrets.ts';

export const secretInTemplate: Rule = defineRule({
  id: 'DEF002',
  slug: 'secret-in-template',
  severity: 'high',
  title: 'a secret stands in a template',
  references: ['OWASP-S3', 'CSA-SAS-7', 'CWE-312'],
  needsCode: false,
  check: find,
});

/** Properties that take a secret itself. */
const PROPERTIES =
  /^(?:Master(?:User)?Password|Password|AdminPassword|SecretString|AuthToken|ClientSecret|client_secret|OAuthToken|AccessToken|ApiKey)$/;

function* find(context: RuleContext): Iterable<Report> {
  for (const template of context.application.templates) {
    for (const parameter of template.parameters.values()) {
      const report = toParameterReport(parameter);
      if (report !== undefined) yield report;
    }
  }
  for (const { at, where, what, identity } of findEchoed(context)) {
    yield {
      at,
      message: `${where} shows ${what} to everybody who sees the stack`,
      why: 'CloudFormation masks a secret parameter where it is given, and neither in outputs nor in metadata. Take it out; who needs the secret reads it from Secrets Manager.',
      trace: [toStep(at, where)],
      identity,
    };
  }
  for (const parameter of listPlainResources(context, /^AWS::SSM::Parameter$/)) {
    const report = toStoredReport(parameter);
    if (report !== undefined) yield report;
  }
  for (const resource of listPlainResources(context, /./)) {
    for (const [name, value] of listLiterals(resource.resource.properties)) {
      const what = findSecretKind(name, value);
      if (what === undefined || (what === 'a secret' && !PROPERTIES.test(name))) continue;
      yield toResourceReport(resource, {
        at: value.at ?? resource.resource.at,
        message: `\`${name}\` of \`${resource.id}\` holds ${what} in plain text`,
        why: 'Whoever reads the repository or the stack has it, also after it was taken out. Let CloudFormation take it from Secrets Manager: `{{resolve:secretsmanager:…}}`.',
        identity: [name],
      });
    }
  }
}

/** A parameter of SSM whose name says what it holds; CloudFormation makes none that is encrypted. */
function toStoredReport(parameter: PlainResource): Report | undefined {
  const value = parameter.find('Value');
  const name = (parameter.text('Name') ?? parameter.id).split('/').at(-1) ?? '';
  // What has the form of a secret is told by its value alone.
  if (findSecretKind(name, value) !== 'a secret') return undefined;
  return toResourceReport(parameter, {
    at: value?.at ?? parameter.resource.at,
    message: `\`${parameter.id}\` keeps a secret in plain text: \`${shorten(name, 40)}\``,
    why: 'Whoever reads the repository or the stack has it, and whoever may read plain parameters. Keep it in Secrets Manager, or in a `SecureString` that is made outside the template.',
    identity: ['Value'],
  });
}

function toParameterReport({ name, noEcho, default: fallback, at, type }: Parameter): Report | undefined {
  if (!isSecretName(name) || type.startsWith('AWS::SSM') || type === 'Number') return undefined;
  const what = findSecretKind(name, fallback);
  if (noEcho && what === undefined) return undefined;
  const isShown = what === undefined;
  // Where secrets are kept is no secret.
  if (isShown && fallback !== undefined) return undefined;
  return {
    at: isShown ? at : (fallback?.at ?? at),
    message: isShown
      ? `parameter \`${name}\` is shown to everybody who sees the stack`
      : `the default of parameter \`${name}\` is ${what}`,
    why: isShown
      ? 'Without `NoEcho` CloudFormation prints the value in the console, in `describe-stacks` and in events.'
      : 'Whoever reads the repository has it. Give the value when the stack is deployed, or take it from Secrets Manager.',
    trace: [{ file: at.file, line: at.line, column: at.column, message: `parameter ${name}` }],
    identity: [name],
  };
}

/** Every text below a value, with the name of the property that it stands in; environments have a rule of their own. */
function listLiterals(value: Value, name = ''): readonly (readonly [string, Value])[] {
  if (value.kind === 'literal') return [[name, value]];
  if (value.kind === 'list') return value.items.flatMap((item) => listLiterals(item, name));
  if (value.kind !== 'map') return [];
  return [...value.entries].flatMap(([key, item]) =>
    /^(?:Environment|Variables|Tags)$/.test(key) ? [] : listLiterals(item, key),
  );
}
