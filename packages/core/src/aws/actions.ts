import { matchesWildcards } from '../app/matches-wildcards.ts';
import { actionsTable } from './generated/actions.ts';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** A resource type of the service authorization reference. */
export interface IamResourceType {
  readonly type: string;
  /** ARN templates such as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`; almost always one. */
  readonly arns: readonly string[];
  /** CloudFormation types that make such a resource. */
  readonly cfnTypes: readonly string[];
}

export interface ActionResourceType extends IamResourceType {
  readonly required: boolean;
}

/** An action of the service authorization reference. */
export interface IamAction {
  /** With its prefix, in the reference's spelling: `dynamodb:GetItem`. */
  readonly name: string;
  readonly access: AccessLevel;
  /** Empty for an action that only works on `*`. */
  readonly resourceTypes: readonly ActionResourceType[];
  readonly dependentActions: readonly string[];
}

interface CatalogueService {
  readonly types: readonly IamResourceType[];
  readonly actions: ReadonlyMap<string, IamAction>;
}

const ACCESS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, CatalogueService>();

/** An action in any letter case (`dynamodb:getitem`), or `undefined` when the catalogue does not hold it. */
export function findAction(action: string): IamAction | undefined {
  const colon = action.indexOf(':');
  if (colon === -1) return undefined;
  return readService(action.slice(0, colon).toLowerCase())?.actions.get(action.slice(colon + 1).toLowerCase());
}

/** Canonical names of the actions that a pattern such as `s3:Get*`, `s3:*` or `*` matches, in catalogue order. */
export function matchActions(pattern: string): readonly string[] {
  if (pattern === '*') return listPrefixes().flatMap((prefix) => namesOf(prefix, '*'));
  const colon = pattern.indexOf(':');
  if (colon === -1) return [];
  const prefix = pattern.slice(0, colon).toLowerCase();
  const rest = pattern.slice(colon + 1).toLowerCase();
  const prefixes = /[*?]/.test(prefix) ? listPrefixes().filter((p) => matchesWildcards(prefix, p)) : [prefix];
  return prefixes.flatMap((p) => namesOf(p, rest));
}

/** True when a statement may name resources for this action. */
export function hasResourceLevel(action: string): boolean {
  return (findAction(action)?.resourceTypes.length ?? 0) > 0;
}

/** True for an IAM prefix (`dynamodb`, `execute-api`) of the catalogue. */
export function isKnownService(prefix: string): boolean {
  return readLines().has(prefix.toLowerCase());
}

/** Every IAM prefix, sorted. */
export function listPrefixes(): readonly string[] {
  return [...readLines().keys()];
}

/** A resource type by its prefix and name, in any letter case: `('dynamodb', 'table')`. */
export function findIamResourceType(prefix: string, type: string): IamResourceType | undefined {
  const folded = type.toLowerCase();
  return readService(prefix)?.types.find((t) => t.type.toLowerCase() === folded);
}

/** The resource types of a prefix, in the order that the generated tables count in. */
export function listIamResourceTypes(prefix: string): readonly IamResourceType[] {
  return readService(prefix)?.types ?? [];
}

function namesOf(prefix: string, pattern: string): string[] {
  const actions = readService(prefix)?.actions;
  if (actions === undefined) return [];
  if (pattern === '*') return [...actions.values()].map((a) => a.name);
  if (!/[*?]/.test(pattern)) {
    const found = actions.get(pattern);
    return found === undefined ? [] : [found.name];
  }
  return [...actions].filter(([name]) => matchesWildcards(pattern, name)).map(([, action]) => action.name);
}

function readLines(): ReadonlyMap<string, string> {
  lines ??= new Map(actionsTable.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  return lines;
}

function readService(prefix: string): CatalogueService | undefined {
  const known = parsed.get(prefix);
  if (known !== undefined) return known;
  const line = readLines().get(prefix);
  if (line === undefined) return undefined;
  const found = parseService(line);
  parsed.set(prefix, found);
  return found;
}

function parseService(line: string): CatalogueService {
  const [prefix = '', typeList = '', actionList = ''] = line.split('|');
  const types = typeList === '' ? [] : typeList.split(';').map(parseType);
  const actions = actionList === '' ? [] : actionList.split(' ').map((entry) => parseAction(prefix, entry, types));
  return { types, actions: new Map(actions.map((a) => [a.name.slice(prefix.length + 1).toLowerCase(), a])) };
}

function parseType(entry: string): IamResourceType {
  const [type = '', arns = '', cfnTypes = ''] = entry.split('=');
  return { type, arns: arns.split(',').map(unpackArn), cfnTypes: cfnTypes === '' ? [] : cfnTypes.split('+') };
}

/** The ids of AWS Organizations hold what the reference writes before them: `o-…`, `ou-…`, `p-…`. */
const unpackArn = (packed: string): string =>
  packed
    .replace(/^~/, 'arn:{Partition}:')
    .replaceAll(/\/[a-z]{1,2}-\{/g, '/{')
    .replaceAll('{', '${');

function parseAction(prefix: string, entry: string, types: readonly IamResourceType[]): IamAction {
  const [name = '', access = '', typeList = '', ...dependents] = entry.split(':');
  const resourceTypes = typeList === '' ? [] : typeList.split(',').flatMap((t) => parseUse(t, types));
  const rest = dependents.join(':');
  return {
    name: `${prefix}:${name}`,
    access: ACCESS[access] ?? 'Write',
    resourceTypes,
    dependentActions: rest === '' ? [] : rest.split(','),
  };
}

function parseUse(entry: string, types: readonly IamResourceType[]): ActionResourceType[] {
  const type = types[Number.parseInt(entry, 10)];
  return type === undefined ? [] : [{ ...type, required: entry.endsWith('!') }];
}
