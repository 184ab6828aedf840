import { toText } from '../../app/expression.ts';
import { readExpression } from '../../app/resolve-value.ts';
import type { RefValue, Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { findTerraformType, toSnakeCase } from './terraform-names.ts';

/** What the values of a document are written with. */
export interface Writer {
  readonly scope: Scope;
  /** Names of variables and data sources that the text speaks of. */
  readonly variables: Set<string>;
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
    (reference) => `\${${toVariable(nameOf(reference), writer)}}`,
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
      return `\${${toVariable(toText(value.name), writer)}}`;
    default:
      return '*';
  }
}

function toVariable(text: string, writer: Writer): string {
  const name = toSnakeCase(text).replaceAll(/^_+|_+$/g, '') || 'value';
  const valid = /^\d/.test(name) ? `_${name}` : name;
  writer.variables.add(valid);
  return `var.${valid}`;
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
  return toVariable(attribute === null ? id : `${id}_${attribute}`, writer);
}

const toEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
/** Plain text as Terraform holds it. */
export const toQuoted = (text: string): string => `"${toEscaped(text)}"`;
