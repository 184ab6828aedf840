import { brotliDecompressSync } from 'node:zlib';
import { managedPoliciesTable } from './generated/managed-policies.ts';

/** A statement as IAM's JSON has it; every field may be one string or a list. */
export interface PolicyStatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | boolean | number | readonly string[]>>>
  >;
}

/** The latest version of a policy that AWS manages. */
export interface AwsManagedPolicy {
  readonly name: string;
  /** In the `aws` partition. */
  readonly arn: string;
  readonly statements: readonly PolicyStatementJson[];
}

interface Part {
  readonly first: string;
  readonly packed: string;
}

let parts: readonly Part[] | undefined;
const unpacked = new Map<string, ReadonlyMap<string, AwsManagedPolicy>>();

/** A policy by name (`AWSLambdaBasicExecutionRole`), path and name, or ARN of any partition. */
export function findManagedPolicy(nameOrArn: string): AwsManagedPolicy | undefined {
  if (nameOrArn.startsWith('arn:') && !/^arn:[^:]*:iam::aws:policy\//.test(nameOrArn)) return undefined;
  const name = nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
  const found = findPart(name)?.get(name);
  if (found === undefined || !nameOrArn.includes('/')) return found;
  const path = nameOrArn.replace(/^arn:[^:]*:iam::aws:policy\//, '');
  return found.arn.endsWith(`:policy/${path}`) ? found : undefined;
}

/** Every policy, sorted by name; unpacks the whole table (some 30 ms). */
export function listManagedPolicies(): readonly AwsManagedPolicy[] {
  return readParts().flatMap((part) => [...unpack(part).values()]);
}

function readParts(): readonly Part[] {
  parts ??= managedPoliciesTable.split('\n').map((line) => {
    const bar = line.indexOf('|');
    return { first: line.slice(0, bar), packed: line.slice(bar + 1) };
  });
  return parts;
}

function findPart(name: string): ReadonlyMap<string, AwsManagedPolicy> | undefined {
  const part = readParts().findLast((p) => p.first <= name);
  return part === undefined ? undefined : unpack(part);
}

function unpack(part: Part): ReadonlyMap<string, AwsManagedPolicy> {
  const known = unpacked.get(part.first);
  if (known !== undefined) return known;
  const text = brotliDecompressSync(Buffer.from(part.packed, 'base64')).toString('utf8');
  const policies = text.split('\n').map((line) => {
    const [name, path, statements] = JSON.parse(line) as [string, string, PolicyStatementJson[]];
    return [name, { name, arn: `arn:aws:iam::aws:policy/${path}${name}`, statements }] as const;
  });
  const found = new Map(policies);
  unpacked.set(part.first, found);
  return found;
}
