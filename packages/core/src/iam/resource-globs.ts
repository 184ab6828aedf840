import type { Application, Template } from '../app/application.ts';
import { decideCondition } from '../app/decide-condition.ts';
import { toExpression } from '../app/expression.ts';
import { findExport, findStackOutput } from '../app/follow-value.ts';
import type { Resource } from '../app/resource.ts';
import { ref, type CondValue, type ImportValue, type RefValue, type Value } from '../app/value.ts';
import { parseGlob, type GlobToken, type SymbolSort } from './glob.ts';
import { findPhysicalName, type PhysicalName } from './physical-name.ts';

/** The template whose logical ids a value speaks of. */
export interface Scope {
  readonly template: Template;
  readonly application: Application;
  /** True to take only the branch of `Fn::If` that follows from the parameters that are given; else both are read. */
  readonly decides?: boolean;
}

/** One reading of a value: the glob that it is when the conditions named in `when` hold as told. */
export interface ResourceGlob {
  readonly tokens: readonly GlobToken[];
  readonly when: ReadonlyMap<string, boolean>;
}

/** Bindings between nested stacks go a few levels deep; more is a cycle. */
const MAX_DEPTH = 16;
const MAX_READINGS = 16;

const NONE: ReadonlyMap<string, boolean> = new Map();

/**
 * The globs that a resource of a statement stands for, in one canonical spelling, so that `!GetAtt Orders.Arn` equals
 * `!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}`. Several for lists and
 * `Fn::If`; none for `AWS::NoValue`.
 */
export function toResourceGlobs(value: Value, scope: Scope): readonly ResourceGlob[] {
  return read(value, scope, 0).map((glob) => ({ ...glob, tokens: generalisePartition(glob.tokens) }));
}

function read(value: Value, scope: Scope, depth: number): readonly ResourceGlob[] {
  if (depth > MAX_DEPTH) return [one([symbol('cycle', 'free')])];
  switch (value.kind) {
    case 'literal':
      return [one(parseText(String(value.value)))];
    case 'ref':
      return readRef(value, scope, depth);
    case 'join':
      return value.parts.reduce<readonly ResourceGlob[]>(
        (sofar, part) => combine(sofar, read(part, scope, depth + 1)),
        [one([])],
      );
    case 'cond':
      return readCondition(value, scope, depth);
    case 'import':
      return readImport(value, scope, depth);
    case 'list':
      return value.items.flatMap((item) => read(item, scope, depth + 1));
    case 'no-value':
      return [];
    case 'map':
    case 'unknown':
      return [one([symbol(`${scope.template.file}#${JSON.stringify(toExpression(value))}`, 'free')])];
  }
}

function readCondition(value: CondValue, scope: Scope, depth: number): readonly ResourceGlob[] {
  const { condition } = value;
  const decided = scope.decides === true ? decideCondition(condition, scope.template, scope.application) : undefined;
  if (decided !== undefined) return read(decided ? value.then : value.else, scope, depth + 1);
  return [
    ...assume(read(value.then, scope, depth + 1), key(scope, condition), true),
    ...assume(read(value.else, scope, depth + 1), key(scope, condition), false),
  ].slice(0, MAX_READINGS);
}

const one = (tokens: readonly GlobToken[]): ResourceGlob => ({ tokens, when: NONE });
const symbol = (id: string, sort: SymbolSort): GlobToken => ({ kind: 'symbol', id, sort });
const key = (scope: Scope, condition: string): string => `${scope.template.file}#${condition}`;

/** Text of a policy: `${aws:username}` is a policy variable, and `{{resolve:…}}` is filled in when the stack is deployed. */
function parseText(text: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}|\{\{resolve:[^}]*\}\}/g)) {
    tokens.push(...parseGlob(text.slice(from, match.index)));
    const escaped = match[1];
    if (escaped === '*' || escaped === '?' || escaped === '$') tokens.push({ kind: 'char', char: escaped });
    else tokens.push(symbol(match[0], 'free'));
    from = match.index + match[0].length;
  }
  tokens.push(...parseGlob(text.slice(from)));
  return tokens;
}

function combine(left: readonly ResourceGlob[], right: readonly ResourceGlob[]): readonly ResourceGlob[] {
  const result: ResourceGlob[] = [];
  for (const a of left) {
    for (const b of right) {
      if (!isConsistent(a, b) || result.length >= MAX_READINGS) continue;
      result.push({
        tokens: [...a.tokens, ...b.tokens],
        when: b.when.size === 0 ? a.when : new Map([...a.when, ...b.when]),
      });
    }
  }
  return result;
}

/** False when the two readings suppose opposite things of one condition. */
export function isConsistent(a: ResourceGlob, b: ResourceGlob): boolean {
  for (const [condition, holds] of a.when) if ((b.when.get(condition) ?? holds) !== holds) return false;
  return true;
}

function assume(globs: readonly ResourceGlob[], condition: string, holds: boolean): readonly ResourceGlob[] {
  return globs
    .filter((glob) => (glob.when.get(condition) ?? holds) === holds)
    .map((glob) => ({ tokens: glob.tokens, when: new Map([...glob.when, [condition, holds]]) }));
}

function readRef(value: RefValue, scope: Scope, depth: number): readonly ResourceGlob[] {
  if (value.id.startsWith('AWS::')) return [one([readPseudo(value.id, scope)])];
  const parameter = scope.template.parameters.get(value.id);
  if (parameter !== undefined && value.attribute === null) {
    const bound = parameter.bound;
    const template = bound && scope.application.templates.find((t) => t.file === bound.template);
    if (bound !== undefined && template !== undefined && bound.value.kind !== 'unknown') {
      return read(bound.value, { ...scope, template }, depth + 1);
    }
    return [one([symbol(`${scope.template.file}#${value.id}`, 'free')])];
  }
  const resource = scope.template.resources.get(value.id);
  if (resource !== undefined) return readResource(resource, value.attribute, scope, depth);
  return [one([symbol(toSymbolId(value, scope), 'free')])];
}

const toSymbolId = (value: RefValue, scope: Scope): string =>
  `${scope.template.file}#${value.id}${value.attribute === null ? '' : `.${value.attribute}`}`;

function readPseudo(id: string, scope: Scope): GlobToken {
  if (id === 'AWS::Partition' || id === 'AWS::Region' || id === 'AWS::AccountId') return symbol(id, 'segment');
  return symbol(`${scope.template.file}#${id}`, id === 'AWS::StackName' ? 'segment' : 'free');
}

function readResource(
  resource: Resource,
  attribute: string | null,
  scope: Scope,
  depth: number,
): readonly ResourceGlob[] {
  const output = findStackOutput(ref(resource.id, attribute), scope.template, scope.application);
  if (output !== undefined) return read(output.value, { ...scope, template: output.template }, depth + 1);
  const physical = findPhysicalName(resource.type);
  if (physical !== undefined) {
    if (attribute === null ? physical.ref === 'arn' : physical.arnAttributes.includes(attribute)) {
      const tail = attribute === null ? undefined : physical.arnTail;
      const arn = readArn(resource, physical, scope, depth);
      return tail === undefined ? arn : combine(arn, [one(parseGlob(tail))]);
    }
    if (attribute === null ? physical.ref === 'name' : physical.nameAttributes.includes(attribute)) {
      return readName(resource, physical, scope, depth);
    }
  }
  return [one([symbol(toSymbolId(ref(resource.id, attribute), scope), 'free')])];
}

function readName(resource: Resource, physical: PhysicalName, scope: Scope, depth: number): readonly ResourceGlob[] {
  const property = physical.property === null ? undefined : resource.properties.entries.get(physical.property);
  if (property !== undefined && property.kind !== 'no-value') return read(property, scope, depth + 1);
  // An id that AWS makes is nothing like the logical id; a generated name holds it.
  const id = `${scope.template.file}#${resource.id}${physical.property === null ? '@id' : ''}`;
  return [one([symbol(id, 'generated')])];
}

function readArn(resource: Resource, physical: PhysicalName, scope: Scope, depth: number): readonly ResourceGlob[] {
  let globs: readonly ResourceGlob[] = [one([])];
  for (const part of physical.arn.split(/(\$\{\w+\})/)) {
    const next =
      part === '${Name}' ? readNameInArn(resource, physical, scope, depth + 1) : [one(readArnPart(part, scope))];
    globs = combine(globs, next);
  }
  // A parameter's name may or may not begin with the slash that its ARN holds once.
  return resource.type === 'AWS::SSM::Parameter' ? globs.map(mergeSlashes) : globs;
}

const STACK_PARTS: Readonly<Record<string, string>> = {
  '${Partition}': 'AWS::Partition',
  '${Region}': 'AWS::Region',
  '${Account}': 'AWS::AccountId',
};

function readArnPart(part: string, scope: Scope): GlobToken[] {
  const pseudo = STACK_PARTS[part];
  return pseudo === undefined ? parseGlob(part) : [readPseudo(pseudo, scope)];
}

/** The path of a role begins and ends with a slash, of which its ARN's template holds the first. */
function readNameInArn(
  resource: Resource,
  physical: PhysicalName,
  scope: Scope,
  depth: number,
): readonly ResourceGlob[] {
  const name = readName(resource, physical, scope, depth);
  const path = physical.hasPath === true ? resource.properties.entries.get('Path') : undefined;
  if (path === undefined || path.kind === 'no-value') return name;
  const globs = read(path, scope, depth).map(({ tokens, when }) => ({
    tokens: isChar(tokens[0], '/') ? tokens.slice(1) : tokens,
    when,
  }));
  return combine(globs, name);
}

const mergeSlashes = (glob: ResourceGlob): ResourceGlob => ({
  ...glob,
  tokens: glob.tokens.filter((t, i) => !(isChar(t, '/') && isChar(glob.tokens[i - 1], '/'))),
});

const isChar = (token: GlobToken | undefined, char: string): boolean => token?.kind === 'char' && token.char === char;

function readImport(value: ImportValue, scope: Scope, depth: number): readonly ResourceGlob[] {
  const found = findExport(scope.application, value, scope.template);
  if (found !== undefined) return read(found.export.value, { ...scope, template: found.template }, depth + 1);
  return [one([symbol(`import:${spell(read(value.name, scope, depth + 1))}`, 'free')])];
}

const spell = (globs: readonly ResourceGlob[]): string => JSON.stringify(globs.map((glob) => glob.tokens));

/** A partition written out is the stack's own: a template for one partition is deployed in it. */
function generalisePartition(tokens: readonly GlobToken[]): readonly GlobToken[] {
  const text = tokens
    .slice(0, 16)
    .map((t) => (t.kind === 'char' ? t.char : '\0'))
    .join('');
  const length = /^arn:(aws(-cn|-us-gov|-iso)?):/.exec(text)?.[1]?.length;
  if (length === undefined) return tokens;
  return [...tokens.slice(0, 4), symbol('AWS::Partition', 'segment'), ...tokens.slice(4 + length)];
}
