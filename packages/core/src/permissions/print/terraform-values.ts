import { toText } from '../../app/expression.ts';
import { readExpression } from '../../app/resolve-value.ts';
import type { RefValue, Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { TerraformLabels } from './terraform-labels.ts';
import { findTerraformType } from './terraform-names.ts';

/** What the values of a document are written with. */
export interface Writer {
  readonly scope: Scope;
  readonly labels: TerraformLabels;
  /** Types of data sources that the text speaks of. */
  readonly sources: Set<string>;
}

/** An expression of CloudFormation as texts of Terraform, one for each value that it may have. */
export function toHclTexts(expression: unknown, writer: Writer): readonly string[] {
  const { template, application } = writer.scope;
  return listValues(readExpression(expression, template, application)).map((value) => toHcl(value, writer));
}

/** Both branches of a condition: Terraform does not know the template's. */
function listValues(value: Value): readonly Value[] {
  if (value.kind === 'cond') return [...listValues(value.then), ...listValues(value.else)];
  if (value.kind === 'list') return value.items.flatMap(listValues);
  return value.kind === 'no-value' ? [] : [value];
}

/** A reference alone, or a text with references in it. */
function toHcl(value: Value, writer: Writer): string {
  const text = toInner(value, writer).replaceAll(
    DYNAMIC,
    (reference) => `\${var.${writer.labels.findShared(nameOf(reference))}}`,
  );
  return /^\$\{([\w.]+)\}$/.exec(text)?.[1] ?? `"${text}"`;
}

/** A dynamic reference, which only CloudFormation fills in; it may hold references of its own. */
const DYNAMIC = /\{\{resolve:(?:\$\{[^}]*\}|[^{}])*\}\}/g;

/** `{{resolve:ssm:/app/TableName:1}}` -> `/app/TableName`. */
const nameOf = (reference: string): string =>
  reference
    .replaceAll(/\$\{(?:var\.|data\.)?([^}]*)\}/g, '$1')
    .replace(/^\{\{resolve:[^:]*:/, '')
    .replace(/(?::.*)?\}\}$/, '');

function toInner(value: Value, writer: Writer): string {
  switch (value.kind) {
    case 'literal':
      return toEscaped(String(value.value ?? ''));
    case 'ref':
      return `\${${toReference(value, writer)}}`;
    case 'join':
      return value.parts.map((part) => toInner(part, writer)).join('');
    case 'import':
      return `\${var.${writer.labels.findShared(toText(value.name))}}`;
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
  const { labels, scope } = writer;
  const { file, resources } = scope.template;
  const type = findTerraformType(resources.get(id)?.type ?? '');
  if (type !== undefined && (attribute === null || /^(?:Arn|TopicArn|Id)$/.test(attribute))) {
    return `${type.type}.${labels.findLabel(file, id)}.${attribute === null ? type.ref : type.arn}`;
  }
  return `var.${labels.findVariable(file, id, attribute)}`;
}

const toEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
/** Plain text as Terraform holds it. */
export const toQuoted = (text: string): string => `"${toEscaped(text)}"`;
