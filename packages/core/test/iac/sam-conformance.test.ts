import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Application } from '../../src/app/application.ts';
import { toText } from '../../src/app/expression.ts';
import type { LambdaFunction } from '../../src/app/function.ts';
import type { Role } from '../../src/app/role.ts';
import { readApplication } from '../../src/iac/index.ts';
import { findGranted } from '../../src/permissions/granted/find-granted.ts';
import { createMemoryHost } from '../memory-host.ts';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly input: string;
  readonly output: { readonly Resources: Readonly<Record<string, OutputResource>> } | null;
}

interface OutputResource {
  readonly Type: string;
  readonly Properties?: { readonly ManagedPolicyArns?: readonly unknown[]; readonly Policies?: readonly unknown[] };
}

const SHARED = process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname;
const FILE = `${SHARED}/data/sam-translator/cases.jsonl`;
const isHere = existsSync(FILE);
// eslint-disable-next-line no-console
if (!isHere) console.log('SKIPPED conformance: shared/data/sam-translator is not here');

const read = (input: string): Application => readApplication(createMemoryHost({ 'template.yaml': input }));

function isRead(input: string): boolean {
  try {
    return read(input).templates.length <= 1;
  } catch {
    return false;
  }
}

describe.skipIf(!isHere)('SAM conformance', () => {
  const lines = isHere ? readFileSync(FILE, 'utf8').split('\n') : [];
  const cases = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);

  it('reads every input without an error of its own', () => {
    const failed = cases.filter(({ input }) => !isRead(input)).map((c) => c.name);
    expect(failed).toEqual([]);
  });

  it('finds the functions and the roles that SAM makes', () => {
    const successes = cases.filter((c) => c.kind === 'success');
    const agreeing = successes.filter((c) => agrees(c, read(c.input)));
    const missed = successes.filter((c) => !agreeing.includes(c)).map((c) => c.name);
    // eslint-disable-next-line no-console
    console.log(`SAM conformance: ${agreeing.length} of ${successes.length} agree; not: ${missed.join(' ')}`);
    expect(agreeing.length / successes.length).toBeGreaterThan(0.95);
  });

  it('grants each function what it has after the expansion by AWS', () => {
    const others = cases.filter((c) => c.output !== null).flatMap((c) => findOthers(c, listGrants));
    // Parameters bound in one form alone, a role that AWS's own output names wrongly, a certificate that it leaves out.
    const known =
      /^(?:function_with_event_dest(?:_\w+)?|http_api_\w+_iam_auth(?:_enabled)?|self_managed_kafka_with_SERVER_ROOT\w+) /;
    expect(others.filter((name) => !known.test(name))).toEqual([]);
    expect(others.length).toBeLessThan(10);
  });

  it('invokes each function by what invokes it after the expansion by AWS', () => {
    const others = cases.filter((c) => c.output !== null).flatMap((c) => findOthers(c, listTriggers));
    // The protocol of the API is in its definition alone.
    expect(others).toEqual(['embedded_connectors_api_to_function MyServerlessFunction']);
  });
});

/** Hooks of deployments apart: after the expansion they stand in the update policy of an alias, which is not read. */
const listTriggers = ({ triggers }: LambdaFunction): string =>
  [...new Set(triggers.map(({ kind }) => kind).filter((kind) => kind !== 'codedeploy-hook'))].toSorted().join(' ');

/** The functions of a case of which something else can be said in the template that AWS has made of it. */
function findOthers(
  { name, input, output }: Case,
  say: (fn: LambdaFunction, application: Application) => string,
): readonly string[] {
  const written = read(input);
  const expanded = readApplication(createMemoryHost({ 'template.json': JSON.stringify(output) }));
  return written.functions.flatMap((fn) => {
    const other = expanded.functions.find(({ id }) => id === fn.id);
    return other === undefined || say(fn, written) === say(other, expanded) ? [] : [`${name} ${fn.id}`];
  });
}

function listGrants(fn: LambdaFunction, application: Application): string {
  const role = application.roles.find(({ id }) => fn.role.kind !== 'other' && fn.role.id === id) ?? null;
  const { granted, unresolved } = findGranted(fn, role, application);
  const lines = granted.flatMap(({ effect, actions, resources, condition }) =>
    actions.flatMap((action) =>
      resources.map((r) => `${effect} ${action} ${toText(r)} ${condition === null ? '' : 'if'}`.toLowerCase()),
    ),
  );
  return [...new Set([...lines, ...unresolved.map(({ why }) => why)])].toSorted().join('\n');
}

/** The same functions, the same implicit roles, the same managed policies and number of inline statements on each. */
function agrees(expected: Case, app: Application): boolean {
  const resources = Object.entries(expected.output?.Resources ?? {});
  const functions = resources.filter(([, r]) => r.Type === 'AWS::Lambda::Function').map(([id]) => id);
  if (
    functions.toSorted().join() !==
    app.functions
      .map((f) => f.id)
      .toSorted()
      .join()
  )
    return false;
  return app.roles
    .filter((role) => role.implicit)
    .every((role) => {
      const made = resources.find(([id]) => id === role.id)?.[1];
      return made !== undefined && toSummary(role) === toExpectedSummary(made, role);
    });
}

const toPolicyName = (arn: string): string => arn.replace(/^.*[/]/, '');

/** Managed policies by name, then the actions of each inline statement when no policy template has to be expanded. */
function toSummary(role: Role): string {
  const managed = role.policies.flatMap((p) => (p.kind === 'managed' ? [toPolicyName(toText(p.arn))] : []));
  const inline = role.policies.flatMap((p) => (p.kind === 'inline' ? p.statements : []));
  const actions = inline.flatMap((s) => s.actions.map((a) => `${toText(a)} ${s.resources.length}`.toLowerCase()));
  return `${[...new Set(managed)].toSorted().join()} ${hasTemplate(role) ? '' : actions.toSorted().join()}`;
}

const hasTemplate = (role: Role): boolean => role.policies.some((policy) => policy.kind === 'policy-template');

function toExpectedSummary(made: OutputResource, role: Role): string {
  const app = read(JSON.stringify({ Resources: { [role.id]: made } }));
  const [declared] = app.roles;
  if (declared === undefined) return '';
  const summary = toSummary({ ...declared, policies: declared.policies });
  return hasTemplate(role) ? `${summary.split(' ')[0] ?? ''} ` : summary;
}
