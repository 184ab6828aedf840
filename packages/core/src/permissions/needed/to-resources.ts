import { toExpression } from '../../app/expression.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { join, literal, ref, type Value } from '../../app/value.ts';
import type { ResourceTarget, Target } from '../../aws/need.ts';
import type { NeededResource } from '../function-permissions.ts';
import { isStackPlaceholder, parseArnTemplate, type TemplatePart } from './arn-template.ts';
import { type Candidate, MAX_CANDIDATES, unknownCandidate } from './candidate.ts';
import { adaptName, findParameterSeparator, isParameterTarget } from './adapt-name.ts';
import { findAppConfigId } from './app-config-id.ts';
import { guardValue } from './guard-value.ts';
import { findThrough } from './find-through.ts';
import { toMailIdentities } from './mail-identities.ts';
import { openUnknowns } from './open-unknowns.ts';
import { toPiece } from './piece.ts';
import type { Names, Piece, Slot } from './slot.ts';
import { toPatternText } from './print-value.ts';
import type { Form } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';
import { findScope, isStar } from './resource-scope.ts';
import { type MissingVariable, toCandidates } from './to-candidates.ts';

/** What the resources of one call are found from. */
export interface TargetContext {
  readonly around: Surroundings;
  /** The region that the code makes its client for. */
  readonly region?: CodeValue | undefined;
  readonly missing: MissingVariable;
  /** What names the resource, when the template itself says it (a dead-letter queue) and no argument of a call. */
  readonly named?: readonly Candidate[];
}

export const ANY_RESOURCE: NeededResource = { arn: '*', expression: '*', value: literal('*'), scope: 'wildcard' };

/** The resources that a target names, one for each value that the code's argument may have. */
export function toResources(target: Target, context: TargetContext): readonly NeededResource[] {
  // An action that knows no resource is as exact as `*` can be.
  if (target.kind === 'any') return [{ ...ANY_RESOURCE, scope: 'exact' }];
  const { through, ...direct } = target;
  if (through !== undefined)
    return findThrough(through, context).flatMap((named) => toResources(direct, { ...context, named }));
  const parts = parseArnTemplate(target.arn);
  const names = parts.flatMap((p) => (p.kind === 'placeholder' && !isStackPlaceholder(p.name) ? [p.name] : []));
  const main = target.wholeName ?? (target.whole === undefined ? names[0] : findLastDecided(target, names));
  const regions = findRegions(target, context);
  const choices = names.map((name) => ({ name, candidates: findChoices(name, target, main, context) }));
  return combine(choices).flatMap((choice) =>
    regions.flatMap((region) => buildResource({ target, parts, main, choice, region, context })),
  );
}

/** A whole ARN takes the place of everything up to the last placeholder that nothing else decides. */
const findLastDecided = (target: ResourceTarget, names: readonly string[]): string | undefined =>
  names.findLast((name) => !Object.hasOwn(target.names, name)) ?? names[0];

/** A region that the code takes from somewhere else may be any; one that is not set is the stack's own. */
function findRegions(target: ResourceTarget, context: TargetContext): readonly (Value | undefined)[] {
  const code = target.names['Region'] ?? context.region;
  if (code === undefined || !target.arn.includes('${Region}')) return [undefined];
  const candidates = toCandidates(code, context.around, () => {});
  if (candidates.length === 0 || (code.kind === 'env' && candidates.every((c) => c.outside))) return [undefined];
  const regions = candidates.map((c) => openUnknowns(c.value));
  return regions.some((r) => toPatternText(r) === '*') ? [literal('*')] : regions;
}

function findChoices(
  name: string,
  target: ResourceTarget,
  main: string | undefined,
  context: TargetContext,
): readonly Candidate[] {
  const code = name === main ? (target.whole ?? target.names[name]) : target.names[name];
  if (name === main && context.named !== undefined) return context.named;
  if (code === undefined) return [unknownCandidate('the call does not say')];
  const found = toCandidates(code, context.around, context.missing);
  const candidates =
    name === main && target.isMailAddress === true
      ? found.flatMap((candidate) => toMailIdentities(candidate, context.around))
      : found;
  return candidates.length === 0 ? [unknownCandidate('the call does not say')] : candidates;
}

type Choice = ReadonlyMap<string, Candidate>;

/** Every combination of the placeholders' values; too many are one whose further names are open. */
function combine(choices: readonly { name: string; candidates: readonly Candidate[] }[]): readonly Choice[] {
  let all: Choice[] = [new Map()];
  for (const { name, candidates } of choices) {
    const some = all.length * candidates.length > MAX_CANDIDATES ? [unknownCandidate('too many values')] : candidates;
    all = all.flatMap((choice) => some.map((candidate) => new Map([...choice, [name, candidate]])));
  }
  return all;
}

interface Build {
  readonly target: ResourceTarget;
  readonly parts: readonly TemplatePart[];
  readonly main: string | undefined;
  readonly choice: Choice;
  readonly region: Value | undefined;
  readonly context: TargetContext;
}

function buildResource(build: Build): NeededResource[] {
  const { main, choice, region, context, target } = build;
  const pieces = new Map<string, Piece>();
  for (const [name, candidate] of choice) {
    const piece = toPiece(candidate, toSlot(build, name), context.around);
    if (piece === undefined) return [];
    pieces.set(name, piece);
  }
  const written = assemble(build, pieces, 'value');
  const text = assemble(build, pieces, 'text');
  const mainPiece = main === undefined ? undefined : pieces.get(main);
  const guards = [...choice.values()].flatMap((c) => c.guards);
  const logicalId = mainPiece?.resource?.id;
  return [
    {
      arn: toPatternText(text),
      expression: toExpression(guardValue(written, guards, context.around)),
      value: guardValue(mainPiece?.circular === true ? text : written, guards, context.around),
      ...(logicalId === undefined ? {} : { logicalId }),
      ...(mainPiece?.circular === true ? { instead: written } : {}),
      ...(guards.length === 0 ? {} : { onlyIf: guards.map(({ condition, branch }) => ({ condition, holds: branch })) }),
      scope: findScope(
        mainPiece,
        { pieces, filled: fill(build, pieces, 'text') },
        target.arn.includes('${Region}') ? region : undefined,
      ),
    },
  ];
}

function toSlot({ target, main, region, context }: Build, placeholder: string): Slot {
  const isStack = region === undefined || (region.kind === 'ref' && region.id === 'AWS::Region');
  const elsewhere = !isStack || target.names['Account'] !== undefined;
  if (placeholder !== main) return { placeholder, expected: 'name', elsewhere };
  const isRead = target.whole === undefined && context.named === undefined && Object.hasOwn(target.names, placeholder);
  return { placeholder, target, expected: findExpectedForm(target), elsewhere, ...(isRead ? { isRead } : {}) };
}

/** Fills the template, once with what CloudFormation evaluates and once with what a person reads. */
function assemble(build: Build, pieces: ReadonlyMap<string, Piece>, purpose: 'value' | 'text'): Value {
  const { parts, main } = build;
  const filled = fill(build, pieces, purpose);
  const anchor = main === undefined ? undefined : pieces.get(main)?.arn;
  if (anchor === undefined) return join(toFilledParts(build, parts, filled));
  const end = parts.findIndex((p) => p.kind === 'placeholder' && p.name === main);
  const head = purpose === 'value' || isSpelled(anchor) ? anchor : toTypePattern(parts.slice(0, end + 1), filled);
  return join([head, ...toFilledParts(build, toTail(parts.slice(end + 1), filled), filled)]);
}

/**
 * What names need behind them, ARNs have: `:*` of a log group, the random characters of a secret. The ARN of an API may hold
 * its stage or not, so a stage that is not known takes the slash behind it along.
 */
function toTail(parts: readonly TemplatePart[], filled: Names): readonly TemplatePart[] {
  if (parts.length === 1 && parts[0]?.kind === 'text' && /^(?::\*|-\?+)$/.test(parts[0].text)) return [];
  return parts.map((part, index) => {
    const before = parts[index - 1];
    const isAfterStage = before?.kind === 'placeholder' && before.name === 'Stage' && isStar(filled['Stage']);
    return isAfterStage && part.kind === 'text' ? { ...part, text: part.text.replace(/^\//, '') } : part;
  });
}

function fill(
  { target, region, context }: Build,
  pieces: ReadonlyMap<string, Piece>,
  purpose: 'value' | 'text',
): Names {
  const filled: Record<string, Value> = {
    Partition: findStackName('Partition', target, context) ?? ref('AWS::Partition'),
    Region: region ?? ref('AWS::Region'),
    Account: findStackName('Account', target, context) ?? ref('AWS::AccountId'),
  };
  const adapt = (key: string, value: Value): Value =>
    findAppConfigId(value, target, key, context.around.template) ?? adaptName(value, target, key);
  for (const [name, piece] of pieces) {
    const names = purpose === 'text' ? { ...piece.names, ...piece.textNames } : piece.names;
    for (const [key, value] of Object.entries(names)) {
      // What a URL says of a placeholder gives way to what the call itself says of it.
      if (key !== name && !isStackPlaceholder(key) && target.names[key] !== undefined) continue;
      filled[key] = adapt(key, value);
    }
  }
  // A wildcard for a placeholder of its own must not hide what the whole said of it.
  for (const piece of pieces.values()) {
    for (const [key, value] of Object.entries(piece.names)) if (isStar(filled[key])) filled[key] = adapt(key, value);
  }
  return filled;
}

/** The partition or account that the code's own ARN says. */
function findStackName(name: string, target: ResourceTarget, context: TargetContext): Value | undefined {
  const code = target.names[name];
  const found = code === undefined ? [] : toCandidates(code, context.around, context.missing);
  return found.length === 0
    ? undefined
    : found.length === 1 && found[0] !== undefined
      ? openUnknowns(found[0].value)
      : literal('*');
}

/** True when text can spell the value as `Fn::Sub` would. */
const isSpelled = (value: Value): boolean =>
  value.kind === 'join' ? value.parts.every(isSpelled) : value.kind === 'ref' || value.kind === 'literal';

/** The pattern of the type, for an ARN that text cannot spell. */
const toTypePattern = (parts: readonly TemplatePart[], filled: Names): Value =>
  join(
    parts.map((part) =>
      part.kind === 'text'
        ? literal(part.text)
        : ((isStackPlaceholder(part.name) ? filled[part.name] : undefined) ?? literal('*')),
    ),
  );

function toFilledParts(build: Build, parts: readonly TemplatePart[], filled: Names): Value[] {
  const isParameter = isParameterTarget(build.target);
  return parts.map((part, index) => {
    if (part.kind === 'placeholder') return filled[part.name] ?? literal('*');
    const next = parts[index + 1];
    const name = next?.kind === 'placeholder' ? filled[next.name] : undefined;
    if (!isParameter || name === undefined || !part.text.endsWith(':parameter/')) return literal(part.text);
    return literal(part.text.slice(0, -1) + findParameterSeparator(name, build.context.around));
  });
}

/** What an argument that tells nothing of itself must hold for the call to work. */
function findExpectedForm(target: ResourceTarget): Form {
  if (target.wholeForm !== undefined) return target.wholeForm;
  return target.whole === undefined || target.wholeName !== undefined ? 'name' : 'arn';
}
