import { join } from 'node:path';
import { analyse, loadPermissionTools, scan, type Analysis, type Host } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../packages/cli/src/node-host.ts';
import { readRepositoryFile, ROOT } from './repository.ts';

const LANGUAGES = ['orders-typescript', 'orders-python'] as const;
type Language = (typeof LANGUAGES)[number];
type Form = 'before' | 'after';

const TEMPLATE = 'template.yaml';
const readTemplate = (language: Language, form: Form): string =>
  readRepositoryFile(`examples/${language}/${form}/${TEMPLATE}`);

/** The disk, with another text for the template. */
function createHost(language: Language, form: Form, text?: string): Host {
  const host = createNodeHost(join(ROOT, 'examples', language, form));
  return { ...host, readText: (path) => (path === TEMPLATE && text !== undefined ? text : host.readText(path)) };
}

const read = (language: Language, form: Form, text?: string): Promise<Analysis> =>
  analyse(createHost(language, form, text), {});

async function write(language: Language, form: Form, text: string): Promise<string> {
  const { applyEdits, planWrite } = await loadPermissionTools();
  const { application, permissions } = await read(language, form, text);
  const { edits, skipped } = planWrite(application, permissions);
  expect(skipped).toEqual([]);
  return applyEdits(text, edits);
}

const POLICIES = /^ {6}Policies:\n(?: {8}.*\n)+/gm;
const findPolicies = (text: string): readonly string[] => text.match(POLICIES) ?? [];

/** A template with the policies of another, function by function. */
function withPolicies(text: string, other: string): string {
  const blocks = [...findPolicies(other)];
  return text.replaceAll(POLICIES, () => blocks.shift() ?? '');
}

/** By function: how many there are of each. */
const countProblems = ({ permissions }: Analysis): Record<string, object> =>
  Object.fromEntries(
    permissions.map((p) => [
      p.function.id,
      {
        excess: p.excess.length,
        missing: p.missing.length,
        unscoped: p.unscoped.length,
        unresolved: p.unresolved.length,
      },
    ]),
  );

const listNeeds = ({ permissions }: Analysis): Record<string, readonly string[]> =>
  Object.fromEntries(
    permissions.map((p) => [
      p.function.id,
      p.needed.flatMap((need) => need.resources.map(({ arn }) => `${need.action} ${arn}`)).toSorted(),
    ]),
  );

const NONE = { excess: 0, missing: 0, unscoped: 0, unresolved: 0 };

describe.each(LANGUAGES)('%s', (language) => {
  it('has before what a first version often has', async () => {
    const { findings } = await scan(createHost(language, 'before'), {});
    const found = findings.filter(({ rule }) => rule.startsWith('PERM')).map((f) => `${f.rule} ${f.function ?? ''}`);
    expect(found.toSorted()).toEqual([
      'PERM002 GetOrderFunction',
      'PERM006 FulfilOrdersFunction',
      'PERM006 ImportOrdersFunction',
      'PERM006 PlaceOrderFunction',
      'PERM009 FulfilOrdersFunction',
    ]);
  });

  it('grants before more than it needs, and nothing too little', async () => {
    const { permissions } = await read(language, 'before');
    const excess = permissions.map((p) => {
      const names = p.excess.map(({ action, origin }) => (origin.kind === 'inline' ? action : origin.name));
      return [p.function.id, [...new Set(names)].toSorted()];
    });
    expect(Object.fromEntries(excess)).toEqual({
      GetOrderFunction: ['dynamodb:*'],
      PlaceOrderFunction: ['DynamoDBCrudPolicy'],
      FulfilOrdersFunction: ['AmazonSNSFullAccess', 'DynamoDBCrudPolicy'],
      ImportOrdersFunction: ['DynamoDBWritePolicy', 'S3CrudPolicy'],
    });
    expect(permissions.flatMap((p) => [...p.missing, ...p.unresolved])).toEqual([]);
  });

  it('has after what `--write` makes of the policies before', async () => {
    const after = readTemplate(language, 'after');
    const before = readTemplate(language, 'before');
    expect(await write(language, 'after', withPolicies(after, before))).toBe(after);
    // The secret is the one thing that the code before does not read.
    const secret = /^ +- Effect: Allow\n +Action:\n +- secretsmanager:GetSecretValue\n +Resource: .*\n/m;
    const written = findPolicies(await write(language, 'before', before));
    expect(written).toEqual(findPolicies(after).map((policies) => policies.replace(secret, '')));
  });

  it('has before, once fixed, what only its author can decide', async () => {
    const { applyEdits, planFixes } = await loadPermissionTools();
    const fix = async (text: string): Promise<readonly string[]> => {
      const result = await scan(createHost(language, 'before', text), {});
      const { edits } = planFixes(result);
      return edits.length > 0 ? fix(applyEdits(text, edits)) : result.findings.map(({ rule }) => rule).toSorted();
    };
    // Authorizers, a secret's place, a lock file, and what a handler answers.
    const left = ['DEF001', 'DEP002', 'EVT001', 'EVT009'];
    expect(await fix(readTemplate(language, 'before'))).toEqual(left);
  });

  it('has after nothing to find, and nothing to write', async () => {
    const { findings } = await scan(createHost(language, 'after'), {});
    expect(findings).toEqual([]);
    const analysis = await read(language, 'after');
    const ids = analysis.permissions.map((p) => p.function.id);
    expect(ids).toHaveLength(4);
    expect(countProblems(analysis)).toEqual(Object.fromEntries(ids.map((id) => [id, NONE])));
    const after = readTemplate(language, 'after');
    expect(await write(language, 'after', after)).toBe(after);
  });
});

describe.each(['before', 'after'] as const)('both languages, %s', (form) => {
  it('need the same', async () => {
    const [typescript, python] = await Promise.all(LANGUAGES.map((language) => read(language, form)));
    expect(typescript && listNeeds(typescript)).toEqual(python && listNeeds(python));
  });

  it('have the same policies', () => {
    const [typescript, python] = LANGUAGES.map((language) => findPolicies(readTemplate(language, form)));
    expect(typescript).toHaveLength(4);
    expect(typescript).toEqual(python);
  });
});
