import type { Resource } from '../../app/resource.ts';
import { type JoinValue, literal, ref, unknown, type Value } from '../../app/value.ts';
import type { Candidate } from './candidate.ts';
import { findForm } from './find-form.ts';
import { followValue, type Meaning } from './follow-value.ts';
import { findNamedResource, findPhysicalName } from './named-resource.ts';
import { toPatternText } from './print-value.ts';
import { readUrl } from './read-url.ts';
import { findResourceForm, type Form } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';

/** What one candidate puts into an ARN template. */
export interface Piece {
  /** `arn` replaces everything up to the placeholder; `names` fills placeholders. */
  readonly kind: 'arn' | 'names';
  /** For `arn`. */
  readonly value: Value;
  /** Values by placeholder, for `names`. */
  readonly names: Readonly<Record<string, Value>>;
  /** Where the text for people differs from `value`, because `value` has no spelling in text. */
  readonly textNames?: Readonly<Record<string, Value>>;
  readonly resource?: Resource;
  readonly known: 'fully' | 'partly' | 'no';
}

/** The placeholder that a piece is for. */
export interface Slot {
  readonly placeholder: string;
  readonly cfnTypes: readonly string[];
  /** The form of a value that tells none itself. */
  readonly expected: Form;
  /** True when the code makes the client for a region of its own: the stack's resources may be elsewhere. */
  readonly elsewhere: boolean;
}

/** Reads a candidate as an ARN, a URL or a name, and finds the resource that it names. */
export function toPiece(candidate: Candidate, slot: Slot, around: Surroundings): Piece {
  const { value } = candidate;
  const meaning = followValue(value, around.template, around.application);
  const own = findOwnResource(value, meaning, slot, around);
  if (own !== undefined) return toOwnPiece(own, value, slot);
  const form = findForm(meaning, candidate.hints) ?? slot.expected;
  if (value.kind === 'unknown' && value.expression === undefined) return toUnknownPiece(form, slot);
  if (form === 'arn') return { kind: 'arn', value: openUnknowns(value), names: {}, known: knownOf(value) };
  if (form === 'url') return toUrlPiece(value, meaning, slot);
  return toNamePiece(value, meaning, slot);
}

/** A resource of the function's own template that the value names (not one that it merely mentions an ARN of). */
function findOwnResource(value: Value, meaning: Meaning, slot: Slot, around: Surroundings): Resource | undefined {
  if (value.kind === 'ref' && value.attribute !== null) {
    const isName = /^(?:Arn|.*Name|QueueUrl|TopicArn|.*Id)$/.test(value.attribute);
    if (!isName || meaning.kind !== 'resource') return undefined;
    return findNamedResource(ref(value.id), slot.cfnTypes, around);
  }
  return findNamedResource(value, slot.cfnTypes, around);
}

function toOwnPiece(resource: Resource, value: Value, slot: Slot): Piece {
  const form = findResourceForm(resource.type);
  const isText = value.kind !== 'ref';
  if (isText && slot.elsewhere) return { ...namesPiece(slot, value), resource };
  if (form?.arn !== undefined && form.arn !== null) {
    return { kind: 'arn', value: ref(resource.id, form.arn), names: {}, resource, known: 'fully' };
  }
  if (form?.ref === 'arn') return { kind: 'arn', value: ref(resource.id), names: {}, resource, known: 'fully' };
  return { ...namesPiece(slot, ref(resource.id)), resource };
}

/** A whole ARN or URL from outside may name any region and account; a name is of the stack's own. */
function toUnknownPiece(form: Form, slot: Slot): Piece {
  const star = literal('*');
  const names =
    form === 'name' ? { [slot.placeholder]: star } : { Region: star, Account: star, [slot.placeholder]: star };
  return { kind: 'names', value: star, names, known: 'no' };
}

function toUrlPiece(value: Value, meaning: Meaning, slot: Slot): Piece {
  const read = readUrl(value);
  if (read !== undefined) {
    const known = Object.values(read).map(knownOf);
    return {
      kind: 'names',
      value,
      names: openAll(read),
      known: known.every((k) => k === 'fully') ? 'fully' : 'partly',
    };
  }
  if (slot.placeholder !== 'QueueName' || value.kind === 'literal' || value.kind === 'join') {
    return toUnknownPiece('url', slot);
  }
  // A reference to a queue's URL: CloudFormation can take the ARN's parts out of it.
  const pick = (index: number, separator: string): Value =>
    unknown('a part of the URL', { 'Fn::Select': [index, { 'Fn::Split': [separator, toUrlExpression(value)] }] });
  const names = { Region: pick(1, '.'), Account: pick(3, '/'), QueueName: pick(4, '/') };
  const physical = meaning.kind === 'resource' ? findPhysicalName(meaning.resource) : undefined;
  const inTree = meaning.kind === 'resource';
  const star = literal('*');
  const textNames = inTree
    ? { Region: ref('AWS::Region'), Account: ref('AWS::AccountId'), QueueName: physical ?? star }
    : { Region: star, Account: star, QueueName: star };
  return { kind: 'names', value, names, textNames, known: 'fully' };
}

const toUrlExpression = (value: Value): unknown =>
  value.kind === 'ref'
    ? value.attribute === null
      ? { Ref: value.id }
      : { 'Fn::GetAtt': [value.id, value.attribute] }
    : value.kind === 'import'
      ? { 'Fn::ImportValue': toPatternText(value.name) }
      : value.kind === 'unknown'
        ? value.expression
        : '*';

function toNamePiece(value: Value, meaning: Meaning, slot: Slot): Piece {
  const piece = namesPiece(slot, value);
  if (value.kind !== 'import') return piece;
  // The text for people names the export's own resource where the tree tells its name.
  const physical =
    meaning.kind === 'resource'
      ? findPhysicalName(meaning.resource)
      : meaning.kind === 'text'
        ? meaning.value
        : undefined;
  return { ...piece, textNames: { [slot.placeholder]: physical ?? literal('*') } };
}

const namesPiece = (slot: Slot, value: Value): Piece => ({
  kind: 'names',
  value,
  names: { [slot.placeholder]: openUnknowns(value) },
  known: knownOf(value),
});

/** Parts that no expression can say become `*`. */
function openUnknowns(value: Value): Value {
  if (value.kind === 'unknown') return value.expression === undefined ? literal('*') : value;
  return value.kind === 'join' ? ({ ...value, parts: value.parts.map(openUnknowns) } satisfies JoinValue) : value;
}

const openAll = (names: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [name, openUnknowns(value)]));

function knownOf(value: Value): Piece['known'] {
  if (value.kind === 'literal')
    return value.value === '*' ? 'no' : String(value.value).includes('*') ? 'partly' : 'fully';
  if (value.kind === 'unknown') return value.expression === undefined ? 'no' : 'fully';
  if (value.kind !== 'join') return 'fully';
  return value.parts.every((part) => knownOf(part) === 'fully') ? 'fully' : 'partly';
}
