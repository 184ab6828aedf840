import { toExpression } from '../../app/expression.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { join, literal, ref, type Value } from '../../app/value.ts';
import type { ResourceTarget, Target } from '../../aws/need.ts';
import type { NeededResource } from '../function-permissions.ts';
import { isStackPlaceholder, parseArnTemplate, type TemplatePart } from './arn-template.ts';
import { type Candidate, type Guard, MAX_CANDIDATES, unknownCandidate } from './candidate.ts';
import { adaptName, findParameterSeparator, isParameterTarget } from './adapt-name.ts';
import { guardValue } from './guard-value.ts';
import { type Piece, type Slot, toPiece } from './piece.ts';
import { toPatternText } from './print-value.ts';
import type { Form } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';
import { type MissingVariable, toCandidates } from './to-candidates.ts';

/** What the resources of one call are found from. */
export interface TargetContext {
  readonly around: Surroundings;
  /** The region that the code makes its client for. */
  readonly region?: CodeValue | undefined;
  readonly missing: MissingVariable;
}

export const ANY_RESOURCE: NeededResource = { arn: '*', expression: '*', value: literal('*'), scope: 'wildcard' };

/** The resources that a target names, one for each value that the code's argument may have. */
export function toResources(target: Target, context: TargetContext): readonly NeededResource[] {
  // An action that knows no resource is as exact as `*` can be.
  if (target.kind === 'any') return [{ ...ANY_RESOURCE, scope: 'exact' }];
  const parts = parseArnTemplate(target.arn);
  const names = parts.flatMap((p) => (p.kind === 'placeholder' && !isStackPlaceholder(p.name) ? [p.name] : []));
  const main = target.whole === undefined ? names[0] : (target.wholeName ?? findLastDecided(target, names));
  const regions = findRegions(target, context);
  const choices = names.map((name) => ({ name, candidates: findChoices(name, target, main, context) }));
  return combine(choices).flatMap((choice) =>
    regions.map((region) => buildResource({ target, parts, main, choice, region, context })),
  );
}

/** A whole ARN takes the place of everything up to the last placeholder that nothing else decides. */
const findLastDecided = (target: ResourceTarget, names: readonly string[]): string | undefined =>
  names.findLast((name) => !Object.hasOwn(target.names, name)) ?? names[0];

function findRegions(target: ResourceTarget, context: TargetContext): readonly (Value | undefined)[] {
  const code = target.names['Region'] ?? context.region;
  if (code === undefined) return [undefined];
  const candidates = toCandidates(code, context.around, context.missing);
  if (candidates.length === 0) return [undefined];
  return candidates.map((c) =>
    c.value.kind === 'unknown' && c.value.expression === undefined ? literal('*') : c.value,
  );
}

function findChoices(
  name: string,
  target: ResourceTarget,
  main: string | undefined,
  context: TargetContext,
): readonly Candidate[] {
  const code = name === main ? (target.whole ?? target.names[name]) : target.names[name];
  if (code === undefined) return [unknownCandidate('the call does not say')];
  const candidates = toCandidates(code, context.around, context.missing);
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

function buildResource(build: Build): NeededResource {
  const { target, parts, main, choice, region, context } = build;
  const { around } = context;
  const elsewhere = region !== undefined && !(region.kind === 'ref' && region.id === 'AWS::Region');
  const pieces = new Map<string, Piece>();
  for (const [name, candidate] of choice) {
    const expected: Form = name === main ? findExpectedForm(target, name) : 'name';
    const slot: Slot = { placeholder: name, cfnTypes: name === main ? target.cfnTypes : [], expected, elsewhere };
    pieces.set(name, toPiece(candidate, slot, around));
  }
  const value = assemble(build, pieces, 'value');
  const text = assemble(build, pieces, 'text');
  const guards: readonly Guard[] = [...choice.values()].flatMap((c) => c.guards);
  const guarded = guardValue(value, guards, around);
  const mainPiece = main === undefined ? undefined : pieces.get(main);
  const logicalId = mainPiece?.resource?.id;
  return {
    arn: toPatternText(text),
    expression: toExpression(guarded),
    value: guarded,
    ...(logicalId === undefined ? {} : { logicalId }),
    scope: findScope(mainPiece, pieces, region),
  };
}

/** Fills the template, once with what CloudFormation evaluates and once with what a person reads. */
function assemble(build: Build, pieces: ReadonlyMap<string, Piece>, purpose: 'value' | 'text'): Value {
  const { target, parts, region, main } = build;
  const filled: Record<string, Value> = {
    Partition: ref('AWS::Partition'),
    Region: region ?? ref('AWS::Region'),
    Account: ref('AWS::AccountId'),
  };
  const own = new Set<string>();
  for (const [name, piece] of pieces) {
    const names = purpose === 'text' ? { ...piece.names, ...piece.textNames } : piece.names;
    for (const [key, value] of Object.entries(names)) {
      // What a URL says of a placeholder gives way to what the call itself says of it.
      if (key !== name && !isStackPlaceholder(key) && target.names[key] !== undefined) continue;
      if (key === name && own.has(key)) continue;
      filled[key] = key === name ? adaptName(value, target, key) : value;
      own.add(key);
    }
  }
  const anchor = main !== undefined && pieces.get(main)?.kind === 'arn' ? main : undefined;
  const from = anchor === undefined ? -1 : parts.findIndex((p) => p.kind === 'placeholder' && p.name === anchor);
  const head = from === -1 ? [] : [toAnchor(build, pieces.get(main as string) as Piece, purpose, filled)];
  return join([...head, ...toFilledParts(build, parts.slice(from + 1), filled)]);
}

function toFilledParts(build: Build, parts: readonly TemplatePart[], filled: Readonly<Record<string, Value>>): Value[] {
  const isParameter = isParameterTarget(build.target);
  return parts.map((part, index) => {
    if (part.kind === 'placeholder') return filled[part.name] ?? literal('*');
    const next = parts[index + 1];
    const name = next?.kind === 'placeholder' ? filled[next.name] : undefined;
    if (!isParameter || name === undefined || !part.text.endsWith(':parameter/')) return literal(part.text);
    return literal(part.text.slice(0, -1) + findParameterSeparator(name, build.context.around));
  });
}

/** The ARN itself. Where text cannot spell it, people read the pattern of its type. */
function toAnchor(build: Build, piece: Piece, purpose: 'value' | 'text', filled: Record<string, Value>): Value {
  if (purpose === 'value' || piece.value.kind === 'ref' || piece.value.kind === 'literal') return piece.value;
  if (piece.value.kind === 'join' && piece.value.parts.every((p) => p.kind === 'ref' || p.kind === 'literal')) {
    return piece.value;
  }
  const end = build.parts.findIndex((p) => p.kind === 'placeholder' && p.name === build.main);
  return join(
    build.parts
      .slice(0, end + 1)
      .map((p) =>
        p.kind === 'text'
          ? literal(p.text)
          : ((isStackPlaceholder(p.name) ? filled[p.name] : undefined) ?? literal('*')),
      ),
  );
}

/** What an argument that tells nothing of itself must hold for the call to work. */
function findExpectedForm(target: ResourceTarget, name: string): Form {
  if (target.whole === undefined) return 'name';
  if (name === 'QueueName' || name === 'ApiId') return 'url';
  return target.wholeName === undefined ? 'arn' : 'name';
}

function findScope(
  main: Piece | undefined,
  pieces: ReadonlyMap<string, Piece>,
  region: Value | undefined,
): NeededResource['scope'] {
  if (main === undefined) return 'exact';
  const open = region?.kind === 'literal' && region.value === '*';
  if (main.known === 'fully') return open ? 'partial' : 'exact';
  if (main.known === 'partly') return 'partial';
  return [...pieces.values()].some((piece) => piece !== main && piece.known === 'fully') ? 'partial' : 'wildcard';
}
