import type { Application } from '../../app/application.ts';
import { readExpression } from '../../app/resolve-value.ts';
import type { RefValue, Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { FunctionPermissions, PolicyStatement } from '../function-permissions.ts';
import { createScope, withoutDefaults } from '../reconcile/role-view.ts';
import { toFunctionSubjects, type PolicySubject } from './policy-subject.ts';
import { findTerraformType, toSnakeCase } from './terraform-names.ts';

interface Writer {
  readonly scope: Scope;
  /** Names of variables and data sources that the text speaks of. */
  readonly variables: Set<string>;
  readonly sources: Set<string>;
}

/** The smallest policies as `aws_iam_policy_document` data sources, with the variables and sources that they need. */
export function printTerraform(permissions: readonly FunctionPermissions[], application: Application): string {
  const variables = new Set<string>();
  const sources = new Set<string>();
  const blocks = toFunctionSubjects(permissions).map((subject) =>
    toDocument(subject, { scope: withoutDefaults(createScope(application, subject.template)), variables, sources }),
  );
  const head = [
    ...[...sources].sort().map((name) => `data "${name}" "current" {}\n`),
    ...[...variables].sort().map((name) => `variable "${name}" {\n  type = string\n}\n`),
  ];
  return [...head, ...blocks].join('\n');
}

function toDocument(subject: PolicySubject, writer: Writer): string {
  const statements = subject.policy.Statement.map((statement) => toStatement(statement, writer));
  const open = `# ${subject.id} in ${subject.template}\ndata "aws_iam_policy_document" "${toSnakeCase(subject.name)}" {`;
  return `${open}\n${statements.join('\n')}}\n`;
}

function toStatement({ Sid, Action, Resource, Condition }: PolicyStatement, writer: Writer): string {
  const lines = [
    ...(Sid === undefined ? [] : [`sid       = ${toQuoted(Sid)}`]),
    'effect    = "Allow"',
    ...toListLines('actions  ', Action.map(toQuoted)),
    ...toListLines(
      'resources',
      Resource.map((r) => toHcl(r, writer)),
    ),
    ...Object.entries(Condition ?? {}).flatMap(([test, keys]) =>
      Object.entries(keys).flatMap(([variable, values]) => toCondition(test, variable, values, writer)),
    ),
  ];
  return `  statement {\n${lines.map((line) => (line === '' ? '\n' : `    ${line}\n`)).join('')}  }\n`;
}

function toCondition(test: string, variable: string, values: unknown, writer: Writer): readonly string[] {
  const list = (Array.isArray(values) ? values : [values]).map((value) => toHcl(value, writer));
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

/** An expression of CloudFormation as one of Terraform: a reference alone, or a text with references in it. */
function toHcl(expression: unknown, writer: Writer): string {
  const value = readExpression(expression, writer.scope.template, writer.scope.application);
  if (value.kind === 'ref') return toReference(value, writer);
  return `"${toInner(value, writer)}"`;
}

function toInner(value: Value, writer: Writer): string {
  switch (value.kind) {
    case 'literal':
      return toEscaped(String(value.value ?? ''));
    case 'ref':
      return `\${${toReference(value, writer)}}`;
    case 'join':
      return value.parts.map((part) => toInner(part, writer)).join('');
    default:
      return '*';
  }
}

const PSEUDO: Readonly<Record<string, readonly [source: string, attribute: string]>> = {
  'AWS::AccountId': ['aws_caller_identity', 'account_id'],
  'AWS::Partition': ['aws_partition', 'partition'],
  'AWS::Region': ['aws_region', 'name'],
  'AWS::URLSuffix': ['aws_partition', 'dns_suffix'],
};

function toReference({ id, attribute }: RefValue, writer: Writer): string {
  const pseudo = PSEUDO[id];
  if (pseudo !== undefined) {
    writer.sources.add(pseudo[0]);
    return `data.${pseudo[0]}.current.${pseudo[1]}`;
  }
  const type = findTerraformType(writer.scope.template.resources.get(id)?.type ?? '');
  if (type !== undefined && (attribute === null || /^(?:Arn|TopicArn|Id)$/.test(attribute))) {
    return `${type.type}.${toSnakeCase(id)}.${attribute === null ? type.ref : type.arn}`;
  }
  const name = toSnakeCase(attribute === null ? id : `${id}_${attribute}`);
  writer.variables.add(name);
  return `var.${name}`;
}

const toEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
const toQuoted = (text: string): string => `"${toEscaped(text)}"`;
