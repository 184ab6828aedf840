import type { Application } from '../../app/application.ts';
import type { FunctionPermissions, PolicyStatement } from '../function-permissions.ts';
import { asGiven, createScope } from '../reconcile/role-view.ts';
import { toFunctionSubjects, type PolicySubject } from './policy-subject.ts';
import { createTerraformLabels } from './terraform-labels.ts';
import { toHclTexts, toQuoted, type Writer } from './terraform-values.ts';

/** The smallest policies as `aws_iam_policy_document` data sources, with the variables and sources that they need. */
export function printTerraform(permissions: readonly FunctionPermissions[], application: Application): string {
  const labels = createTerraformLabels(application);
  const sources = new Set<string>();
  const blocks = toFunctionSubjects(permissions).map((subject) =>
    toDocument(subject, { scope: asGiven(createScope(application, subject.template)), labels, sources }),
  );
  const head = [
    ...[...sources].sort().map((name) => `data "${name}" "current" {}\n`),
    ...labels.listVariables().map((name) => `variable "${name}" {\n  type = string\n}\n`),
  ];
  return [...head, ...blocks].join('\n');
}

function toDocument(subject: PolicySubject, writer: Writer): string {
  const title = `# ${subject.id} in ${subject.template}`;
  // A document without statements is no policy: IAM refuses it.
  if (subject.policy.Statement.length === 0) return `${title} needs no statement of its own\n`;
  const statements = subject.policy.Statement.map((statement) => toStatement(statement, writer));
  const label = writer.labels.findLabel(subject.template, subject.id);
  return `${title}\ndata "aws_iam_policy_document" "${label}" {\n${statements.join('\n')}}\n`;
}

function toStatement({ Sid, Action, Resource, Condition }: PolicyStatement, writer: Writer): string {
  const lines = [
    ...(Sid === undefined ? [] : [`sid       = ${toQuoted(Sid)}`]),
    'effect    = "Allow"',
    ...toListLines('actions  ', Action.map(toQuoted)),
    ...toListLines('resources', [...new Set(Resource.flatMap((r) => toHclTexts(r, writer)))]),
    ...Object.entries(Condition ?? {}).flatMap(([test, keys]) =>
      Object.entries(keys).flatMap(([variable, values]) => toCondition(test, variable, values, writer)),
    ),
  ];
  return `  statement {\n${lines.map((line) => (line === '' ? '\n' : `    ${line}\n`)).join('')}  }\n`;
}

function toCondition(test: string, variable: string, values: unknown, writer: Writer): readonly string[] {
  const list = (Array.isArray(values) ? values : [values]).flatMap((value) => toHclTexts(value, writer));
  return [
    '',
    'condition {',
    `  test     = ${toQuoted(test)}`,
    `  variable = ${toQuoted(variable)}`,
    `  values   = [${list.join(', ')}]`,
    '}',
  ];
}

function toListLines(name: string, items: readonly string[]): readonly string[] {
  if (items.length === 1) return [`${name} = [${items[0] ?? ''}]`];
  return [`${name} = [`, ...items.map((item) => `  ${item},`), ']'];
}
