import type { Application } from '../../app/application.ts';
import { findAction } from '../../aws/actions.ts';
import { readExpression } from '../../app/resolve-value.ts';
import type { GlobToken } from '../../iam/glob.ts';
import { toResourceGlobs, type Scope } from '../../iam/resource-globs.ts';
import type { FunctionPermissions, PolicyDocument } from '../function-permissions.ts';
import { asGiven, createScope } from '../reconcile/role-view.ts';
import { toPolicyData } from './policy-data.ts';
import { toFunctionSubjects, type PrintOptions } from './policy-subject.ts';

/**
 * The smallest policies as IAM's own JSON: one document for one function, else an object of documents by function. What
 * only the deployed stack knows is a wildcard: `table/*Orders*` for the name that CloudFormation gives to `Orders`.
 */
export function printIam(
  permissions: readonly FunctionPermissions[],
  application: Application,
  options: PrintOptions = {},
): string {
  const documents = toFunctionSubjects(permissions).map((subject) => {
    const scope = asGiven(createScope(application, subject.template));
    return [subject.name, toPolicyData(toPlainPolicy(subject.policy, scope, options))] as const;
  });
  const [only] = documents;
  const data = documents.length === 1 && only !== undefined ? only[1] : Object.fromEntries(documents);
  return `${JSON.stringify(data, null, 2)}\n`;
}

/**
 * IAM takes `*` or an ARN. Where a reference stands for the start of one, what can be known of it is the service, which the
 * action itself does not always name (`sts:AssumeRole` is on roles of IAM).
 */
function toArnPattern(pattern: string, actions: readonly string[]): string {
  if (pattern === '*' || pattern.startsWith('arn:')) return pattern;
  const services = actions.flatMap((action) =>
    (findAction(action)?.resourceTypes ?? []).flatMap((type) => type.arns.map((arn) => arn.split(':')[2] ?? '')),
  );
  const [service] = services;
  const isOne = service !== undefined && services.every((other) => other === service);
  return isOne && pattern.startsWith('*') ? `arn:aws:${service}:*:*:${pattern}` : '*';
}

function toPlainPolicy(policy: PolicyDocument, scope: Scope, options: PrintOptions): PolicyDocument {
  const plain = (expression: unknown): readonly string[] =>
    toResourceGlobs(readExpression(expression, scope.template, scope.application), scope).map((glob) =>
      toPattern(glob.tokens, options),
    );
  return {
    Version: policy.Version,
    Statement: policy.Statement.map((statement) => ({
      ...statement,
      Resource: [
        ...new Set(statement.Resource.flatMap(plain).map((pattern) => toArnPattern(pattern, statement.Action))),
      ],
      ...(statement.Condition === undefined
        ? {}
        : { Condition: mapCondition(statement.Condition, (value) => toSingle(toList(value).flatMap(plain))) }),
    })),
  };
}

type Condition = NonNullable<PolicyDocument['Statement'][number]['Condition']>;

function mapCondition(condition: Condition, convert: (value: unknown) => unknown): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, convert(value)])),
    ]),
  );
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const toSingle = (items: readonly string[]): unknown => (items.length === 1 ? items[0] : items);

/** CloudFormation cuts logical ids to 24 letters in the names that it makes; a bucket's is in lower case. */
const MAX_ID = 24;

function toPattern(tokens: readonly GlobToken[], options: PrintOptions): string {
  const isBucket = tokens.slice(0, 8).some((t, i) => t.kind === 'char' && t.char === 's' && isText(tokens, i, 's3:'));
  const text = tokens.map((token) => {
    if (token.kind === 'char') return token.char;
    if (token.kind === 'any') return '*';
    if (token.kind === 'one') return '?';
    if (token.id === 'AWS::Partition') return 'aws';
    if (token.id === 'AWS::Region') return options.region ?? '*';
    if (token.id === 'AWS::AccountId') return options.account ?? '*';
    if (token.sort !== 'generated' || !hasNamedPart(token.id)) return '*';
    const id = token.id.slice(token.id.lastIndexOf('#') + 1).slice(0, MAX_ID);
    return `*${isBucket ? id.toLowerCase() : id}*`;
  });
  return text.join('').replaceAll(/\*{2,}/g, '*');
}

const hasNamedPart = (id: string): boolean => id.includes('#') && !id.endsWith('@id');

const isText = (tokens: readonly GlobToken[], from: number, text: string): boolean =>
  Array.from({ length: text.length }, (_, i) => i).every((i) => {
    const token = tokens[from + i];
    return token?.kind === 'char' && token.char === text.charAt(i);
  });
