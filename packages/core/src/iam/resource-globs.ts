import type { Application, Template } from '../app/application.ts';
import { decideCondition } from '../app/decide-condition.ts';
import { toExpression } from '../app/expression.ts';
import { findExport, findStackOutput } from '../app/follow-value.ts';
import type { Resource } from '../app/resource.ts';
import { ref, type CondValue, type ImportValue, type RefValue, type Value } from '../app/value.ts';
import { parseGlob, type GlobToken } from './glob.ts';
import { findPhysicalName, type PhysicalName } from './physical-name.ts';
import { append, assume, one, symbol, type ResourceGlob } from './reading.ts';

/** The template whose logical ids a value speaks of. */
export interface Scope {
  readonly template: Template;
  readonly application: Application;
  /** True to take only the branch of `Fn::If` that follows from the parameters that are given; else both are read. */
  readonly decides?: boolean;
  /** True for a policy of the version of 2008, in which `${…}` is no variable. */
  readonly isOld?: boolean;
}

/** Bindings between nested stacks go a few levels deep; more is a cycle. */
const MAX_DEPTH = 16;
const MAX_STEPS = 10_000;

/**
 * The globs that a resource of a statement stands for, in one canonical spelling, so that `!GetAtt Orders.Arn` equals
 * `!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}`. Several for lists and
 * `Fn::If`; none for `AWS::NoValue`. What has too many readings becomes a symbol that may be any text.
 */
export function toResourceGlobs(value: Value, scope: Scope): readonly ResourceGlob[] {
  const globs = read(value, { ...scope, steps: { left: MAX_STEPS } }, 0);
  return globs.map((glob) => ({ ...glob, tokens: generalisePartition(glob.tokens) }));
}

/** A scope with the steps that are left for one value: names may refer to each other, and double at each. */
interface Reading extends Scope {
  readonly steps: { left: number };
}

function read(value: Value, scope: Reading, depth: number): readonly ResourceGlob[] {
  scope.steps.left -= 1;
  if (depth > MAX_DEPTH || scope.steps.left < 0) return [toOpaque(value, scope)];
  switch (value.kind) {
    case 'literal':
      return [one(parseText(String(value.value), scope.isOld === true))];
    case 'ref':
      return readRef(value, scope, depth);
    case 'join':
      return readJoin(value.parts, scope, depth);
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
      return [toOpaque(value, scope)];
  }
}

/** What is not read any further may be any text, and is the same where the same is written. */
const toOpaque = (value: Value, scope: Scope): ResourceGlob =>
  one([symbol(`${scope.template.file}#${JSON.stringify(toExpression(value))}`, 'free')]);

function readJoin(parts: readonly Value[], scope: Reading, depth: number): readonly ResourceGlob[] {
  return parts.reduce<readonly ResourceGlob[]>(
    (sofar, part) => append(sofar, read(part, scope, depth + 1), toOpaque(part, scope)),
    [one([])],
  );
}

function readCondition(value: CondValue, scope: Reading, depth: number): readonly ResourceGlob[] {
  const { condition } = value;
  const decided = scope.decides === true ? decideCondition(condition, scope.template, scope.application) : undefined;
  if (decided !== undefined) return read(decided ? value.then : value.else, scope, depth + 1);
  return [
    ...assume(read(value.then, scope, depth + 1), key(scope, condition), true),
    ...assume(read(value.else, scope, depth + 1), key(scope, condition), false),
  ];
}

const key = (scope: Scope, condition: string): string => `${scope.template.file}#${condition}`;

/** Text of a policy: `${aws:username}` is a policy variable, and `{{resolve:…}}` is filled in when the stack is deployed. */
function parseText(text: string, isOld: boolean): GlobToken[] {
  const tokens: GlobToken[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}|\{\{resolve:[^}]*\}\}/g)) {
    tokens.push(...parseGlob(text.slice(from, match.index)));
    const escaped = match[1];
    if (isOld && escaped !== undefined) tokens.push(...parseGlob(match[0]));
    else if (escaped === '*' || escaped === '?' || escaped === '$') tokens.push({ kind: 'char', char: escaped });
    else tokens.push(symbol(match[0], 'free'));
    from = match.index + match[0].length;
  }
  tokens.push(...parseGlob(text.slice(from)));
  return tokens;
}

function readRef(value: RefValue, scope: Reading, depth: number): readonly ResourceGlob[] {
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
  scope: Reading,
  depth: number,
): readonly ResourceGlob[] {
  const output = findStackOutput(ref(resource.id, attribute), scope.template, scope.application);
  if (output !== undefined) return read(output.value, { ...scope, template: output.template }, depth + 1);
  const physical = findPhysicalName(resource.type);
  if (physical !== undefined) {
    if (attribute === null ? physical.ref === 'arn' : physical.arnAttributes.includes(attribute)) {
      const tail = attribute === null ? undefined : physical.arnTail;
      const arn = readArn(resource, physical, scope, depth);
      return tail === undefined ? arn : append(arn, [one(parseGlob(tail))], toUnread(resource, scope));
    }
    if (attribute === null ? physical.ref === 'name' : physical.nameAttributes.includes(attribute)) {
      return readName(resource, physical, scope, depth);
    }
  }
  return [one([symbol(toSymbolId(ref(resource.id, attribute), scope), 'free')])];
}

function readName(resource: Resource, physical: PhysicalName, scope: Reading, depth: number): readonly ResourceGlob[] {
  const property = physical.property === null ? undefined : resource.properties.entries.get(physical.property);
  if (property !== undefined && property.kind !== 'no-value') return read(property, scope, depth + 1);
  // An id that AWS makes is nothing like the logical id; a generated name holds it.
  const id = `${scope.template.file}#${resource.id}${physical.property === null ? '@id' : ''}`;
  return [one([symbol(id, 'generated')])];
}

function readArn(resource: Resource, physical: PhysicalName, scope: Reading, depth: number): readonly ResourceGlob[] {
  let globs: readonly ResourceGlob[] = [one([])];
  for (const part of physical.arn.split(/(\$\{\w+\})/)) {
    const next =
      part === '${Name}' ? readNameInArn(resource, physical, scope, depth + 1) : [one(readArnPart(part, scope))];
    globs = append(globs, next, toUnread(resource, scope));
  }
  // A parameter's name may or may not begin with the slash that its ARN holds once.
  return resource.type === 'AWS::SSM::Parameter' ? globs.map(mergeSlashes) : globs;
}

/** The name of a resource that has too many readings. */
const toUnread = ({ id }: Resource, scope: Scope): ResourceGlob =>
  one([symbol(`${scope.template.file}#${id}@`, 'free')]);

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
  scope: Reading,
  depth: number,
): readonly ResourceGlob[] {
  const name = readName(resource, physical, scope, depth);
  const path = physical.hasPath === true ? resource.properties.entries.get('Path') : undefined;
  if (path === undefined || path.kind === 'no-value') return name;
  const globs = read(path, scope, depth).map(({ tokens, when }) => ({
    tokens: isChar(tokens[0], '/') ? tokens.slice(1) : tokens,
    when,
  }));
  return append(globs, name, toUnread(resource, scope));
}

const mergeSlashes = (glob: ResourceGlob): ResourceGlob => ({
  ...glob,
  tokens: glob.tokens.filter((t, i) => !(isChar(t, '/') && isChar(glob.tokens[i - 1], '/'))),
});

const isChar = (token: GlobToken | undefined, char: string): boolean => token?.kind === 'char' && token.char === char;

function readImport(value: ImportValue, scope: Reading, depth: number): readonly ResourceGlob[] {
  const found = findExport(scope.application, value, scope.template);
  if (found !== undefined) return read(found.export.value, { ...scope, template: found.template }, depth + 1);
  return [one([symbol(`import:${spell(read(value.name, scope, depth + 1))}`, 'free')])];
}

/** The name of an export, as people read it. */
const spell = (globs: readonly ResourceGlob[]): string =>
  globs.map(({ tokens }) => tokens.map(spellToken).join('')).join(' or ');

function spellToken(token: GlobToken): string {
  if (token.kind === 'char') return token.char;
  if (token.kind === 'symbol') return `\${${token.id}}`;
  return token.kind === 'any' ? '*' : '?';
}

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
