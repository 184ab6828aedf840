import { bindingsTable } from './generated/bindings.ts';

/** How the input of one operation names resources; made from the service's model. */
export interface Binding {
  /** True when the API takes the call without a signature: no permission is asked. */
  readonly unsigned: boolean;
  /** By index of the resource type: placeholder and the members that may fill it; the last pair names the resource as a whole. */
  readonly types: ReadonlyMap<number, readonly BoundName[]>;
  /** A member that may hold the ARN of a resource of any of the action's types. */
  readonly any: string | undefined;
  /** Paths of the members that hold a role to be passed on: `Role`, `Targets[].RoleArn`. */
  readonly roles: readonly string[];
}

export interface BoundName {
  readonly placeholder: string;
  readonly members: readonly string[];
}

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ReadonlyMap<string, Binding>>();
const NONE: Binding = { unsigned: false, types: new Map(), any: undefined, roles: [] };

/** The binding of an operation; an empty one when its input names nothing. */
export function findBinding(service: string, operation: string): Binding {
  return readBindings(service).get(operation) ?? NONE;
}

function readBindings(service: string): ReadonlyMap<string, Binding> {
  const known = parsed.get(service);
  if (known !== undefined) return known;
  lines ??= new Map(bindingsTable.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  const line = lines.get(service);
  const entries = line === undefined ? [] : line.slice(line.indexOf('|') + 1).split(' ');
  const found = new Map(entries.map(parseEntry));
  parsed.set(service, found);
  return found;
}

function parseEntry(entry: string): [string, Binding] {
  if (entry.endsWith('-')) return [entry.slice(0, -1), { ...NONE, unsigned: true }];
  const colon = entry.indexOf(':');
  const [named = '', ...roles] = entry.slice(colon + 1).split('^');
  const star = named.indexOf('*');
  const types = new Map<number, readonly BoundName[]>();
  for (const match of named.matchAll(/(\d+)\(([^)]*)\)/g))
    types.set(Number(match[1]), (match[2] ?? '').split(',').map(parsePair));
  return [
    entry.slice(0, colon),
    { unsigned: false, types, any: star === -1 ? undefined : named.slice(star + 1), roles },
  ];
}

function parsePair(pair: string): BoundName {
  const [placeholder = '', members = placeholder] = pair.split('=');
  return { placeholder, members: members.split('/') };
}
