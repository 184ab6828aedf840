import { managedPoliciesTable } from './generated/managed-policies.ts';

/** A statement as IAM's JSON has it, without its `Sid`. */
export interface PolicyStatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The latest version of a policy that AWS manages. */
export interface AwsManagedPolicy {
  readonly name: string;
  /** In the `aws` partition. */
  readonly arn: string;
  readonly statements: readonly PolicyStatementJson[];
}

const parsed = new Map<string, AwsManagedPolicy>();
let strings: readonly string[] | undefined;

/** The texts that statements share stand before an empty line, the policies after it. */
const sharedEnd = managedPoliciesTable.indexOf('\n\n');

/** A policy by name (`AWSLambdaBasicExecutionRole`), path and name, or ARN of any partition. */
export function findManagedPolicy(nameOrArn: string): AwsManagedPolicy | undefined {
  if (nameOrArn.startsWith('arn:') && !/^arn:[^:]*:iam::aws:policy\//.test(nameOrArn)) return undefined;
  const found = readPolicy(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
  if (found === undefined || !nameOrArn.includes('/')) return found;
  const path = nameOrArn.replace(/^arn:[^:]*:iam::aws:policy\//, '');
  return found.arn.endsWith(`:policy/${path}`) ? found : undefined;
}

/** The names of all policies, sorted. */
export function listManagedPolicies(): readonly string[] {
  const lines = managedPoliciesTable.slice(sharedEnd + 2).split('\n');
  return lines.map((line) => line.slice(0, line.indexOf('|')));
}

function readPolicy(name: string): AwsManagedPolicy | undefined {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const line = findLine(name);
  if (line === undefined) return undefined;
  const shared = (strings ??= managedPoliciesTable.slice(0, sharedEnd).split('\n'));
  const [, path = '', ...statements] = line.split('|');
  const policy = {
    name,
    arn: `arn:aws:iam::aws:policy/${path}${name}`,
    statements: statements.map((s) => parseStatement(s, shared)),
  };
  parsed.set(name, policy);
  return policy;
}

/** Searched rather than split into a thousand lines: most applications name one or two policies. */
function findLine(name: string): string | undefined {
  if (/[|\n]/.test(name)) return undefined;
  const start = managedPoliciesTable.indexOf(`\n${name}|`, sharedEnd) + 1;
  if (start === 0) return undefined;
  const end = managedPoliciesTable.indexOf('\n', start);
  return managedPoliciesTable.slice(start, end === -1 ? undefined : end);
}

function parseStatement(packed: string, strings: readonly string[]): PolicyStatementJson {
  const [effect = '', actions = '', resources = '', condition = ''] = packed.split(';');
  return {
    Effect: effect === '-' ? 'Deny' : 'Allow',
    ...parseList('Action', actions, strings),
    ...parseList('Resource', resources, strings),
    ...(condition === ''
      ? {}
      : { Condition: JSON.parse(toText(condition, strings)) as Record<string, Record<string, string>> }),
  };
}

function parseList(
  key: 'Action' | 'Resource',
  packed: string,
  strings: readonly string[],
): Partial<PolicyStatementJson> {
  const values = packed
    .replace('!', '')
    .split(' ')
    .map((id) => toText(id, strings));
  return { [packed.startsWith('!') ? `Not${key}` : key]: values };
}

const toText = (id: string, strings: readonly string[]): string =>
  (strings[Number.parseInt(id, 36)] ?? '').replaceAll('{$', '${');
