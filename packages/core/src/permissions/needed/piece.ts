import type { Piece, Slot } from './slot.ts';
import type { Resource } from '../../app/resource.ts';
import { literal, ref, type Value } from '../../app/value.ts';
import type { ResourceTarget } from '../../aws/need.ts';
import { readWhole } from '../../aws/read-whole.ts';
import { findArnTwin } from './arn-twin.ts';
import type { Candidate } from './candidate.ts';
import { findForm } from './find-form.ts';
import { findMeaning, type Meaning } from './find-meaning.ts';
import { findIndirect } from './indirect-name.ts';
import { toMarkedText } from './marked-text.ts';
import { findNamedResource, findPhysicalName, toBareNames } from './named-resource.ts';
import { findKnown, openUnknowns } from './open-unknowns.ts';
import { findAttributeForm, findResourceForm, type Form } from './resource-form.ts';
import { isCircular, toUnreferencedName } from './role-cycle.ts';
import { toPatternText } from './print-value.ts';
import { splitArnName, splitQueueUrl } from './split-text.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads a candidate as an ARN, a URL or a name, and finds the resource that it names. `undefined` when it surely names
 * something else than the slot's target.
 */
export function toPiece(candidate: Candidate, slot: Slot, around: Surroundings): Piece | undefined {
  const { value } = candidate;
  const meaning = findMeaning(value, around.template, around.application);
  const indirect = slot.isFollowed === true ? undefined : findIndirect(value, meaning, slot, around);
  if (indirect !== undefined) {
    if ('piece' in indirect) return indirect.piece;
    return toPiece({ ...candidate, value: indirect.value }, { ...slot, isFollowed: true }, around);
  }
  const own = findOwnResource(value, meaning, slot, around);
  if (own !== undefined) return toOwnPiece(own, value, slot, around);
  const told = findToldByDefault(meaning, slot);
  if (told !== null) return told;
  const isArn = isQualifiedFunction(value, around) || beginsWithArn(value, around);
  const form = isArn ? 'arn' : (findForm(meaning, candidate.hints) ?? slot.expected);
  if (value.kind === 'unknown' && value.expression === undefined)
    return toUnknownPiece(candidate.answerOf === slot.target?.prefix ? 'name' : form, slot);
  if (form === 'arn' && isPartOf(slot.target) && value.kind !== 'literal') {
    return {
      names: { [slot.placeholder]: splitArnName(value) },
      textNames: { [slot.placeholder]: literal('*') },
      known: 'fully',
    };
  }
  const beside = slot.target === undefined ? toBesideName(value, meaning, around) : undefined;
  if (beside !== undefined) return namePiece(slot, beside);
  if (form === 'arn' && startsOpaque(value)) return { arn: openUnknowns(value), names: {}, known: findKnown(value) };
  const twin = form === 'url' ? findArnTwin(value, around) : undefined;
  if (twin !== undefined) return { arn: twin, names: {}, known: 'fully' };
  if (slot.isRead === true) return namePiece(slot, value);
  if (slot.target !== undefined && (value.kind === 'literal' || value.kind === 'join')) {
    return toTextPiece(value, form, slot, slot.target);
  }
  if (form === 'arn') {
    const resource =
      meaning.kind === 'resource' && value.kind === 'ref' ? around.template.resources.get(value.id) : undefined;
    return { arn: value, names: {}, known: findKnown(value), ...(resource === undefined ? {} : { resource }) };
  }
  return form === 'url' ? toUrlPiece(value, meaning, slot) : toNamePiece(value, meaning, slot);
}

/**
 * A parameter's default tells which of several kinds of resources it names: a model or an inference profile. `null` when it
 * tells nothing.
 */
function findToldByDefault(meaning: Meaning, slot: Slot): Piece | undefined | null {
  if (meaning.kind !== 'parameter' || slot.target?.prefix !== 'bedrock') return null;
  const text = meaning.parameter.default === undefined ? '' : toPatternText(meaning.parameter.default);
  if (text === '' || text.startsWith('arn:')) return null;
  const found = readWhole({ wholeName: slot.placeholder, ...slot.target }, text);
  if (found.kind === 'none') return undefined;
  // The model behind a profile that only the parameter names.
  const isProfile = found.kind === 'names' && found.names['Region'] === '*';
  const star = literal('*');
  return isProfile ? { names: { Region: star, [slot.placeholder]: star }, known: 'partly' } : null;
}

/** SAM's `!Ref Worker.Alias` and `!Ref Worker.Version` give the ARN of the alias or version that SAM makes. */
const isQualifiedFunction = (value: Value, around: Surroundings): boolean => {
  const [id, name] =
    value.kind === 'ref' ? (value.attribute === null ? value.id.split('.') : [value.id, value.attribute]) : [];
  const isQualifier = name === 'Alias' || name === 'Version';
  return isQualifier && around.template.resources.get(id ?? '')?.type === 'AWS::Serverless::Function';
};

/** `${Worker.Arn}:live`: what follows an ARN goes on with it. */
function beginsWithArn(value: Value, around: Surroundings): boolean {
  const first = value.kind === 'join' ? value.parts[0] : undefined;
  if (first?.kind !== 'ref') return false;
  const meaning = findMeaning(first, around.template, around.application);
  return meaning.kind === 'resource' && findForm(meaning, []) === 'arn';
}

/** The name of a resource by whose ARN the call says where another one is: the bus of a rule, the cluster of a service. */
function toBesideName(value: Value, meaning: Meaning, around: Surroundings): Value | undefined {
  if (value.kind !== 'ref' || value.attribute === null || meaning.kind !== 'resource') return undefined;
  const own = around.template.resources.get(value.id);
  if (own === undefined || findAttributeForm(own.type, value.attribute) !== 'arn') return undefined;
  return findResourceForm(own.type)?.ref === 'name' ? ref(value.id) : undefined;
}

/** A resource of the function's own template that the value names (not one that it merely mentions something of). */
function findOwnResource(value: Value, meaning: Meaning, slot: Slot, around: Surroundings): Resource | undefined {
  const types = slot.target?.cfnTypes ?? [];
  if (types.length === 0) return undefined;
  if (value.kind === 'ref' && value.attribute !== null) {
    const names = /^(?:Arn|TopicArn|\w*(?:Name|Id|Url|Endpoint))$/.test(value.attribute);
    return names && meaning.kind === 'resource' ? findNamedResource(ref(value.id), types, around) : undefined;
  }
  // The address of a search domain is made of its endpoint: `https://${Domain.DomainEndpoint}/index`.
  const endpoint = value.kind === 'join' && slot.expected === 'url' ? value.parts.find(isEndpoint) : undefined;
  if (endpoint?.kind === 'ref') return findNamedResource(ref(endpoint.id), types, around);
  for (const name of toBareNames(value, slot.target)) {
    const found = findNamedResource(name, types, around);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isEndpoint = (part: Value): boolean => part.kind === 'ref' && part.attribute?.endsWith('Endpoint') === true;

function toOwnPiece(resource: Resource, value: Value, slot: Slot, around: Surroundings): Piece {
  const form = findResourceForm(resource.type);
  if (value.kind !== 'ref' && slot.elsewhere) return { ...namePiece(slot, value), resource };
  if (isPartOf(slot.target)) return { ...namePiece(slot, toNameReference(resource)), resource };
  if (isCircular(resource, around)) return toCircularPiece(resource, slot, around);
  const attribute = form?.arn ?? null;
  if (attribute !== null) return { arn: ref(resource.id, attribute), names: {}, resource, known: 'fully' };
  if (form?.ref === 'arn') return { arn: ref(resource.id), names: {}, resource, known: 'fully' };
  return { ...namePiece(slot, ref(resource.id)), resource };
}

/** Targets within a resource whose ARN does not begin with the resource's own. */
const isPartOf = (target: ResourceTarget | undefined): boolean =>
  target?.resourceType === 'execution' ||
  target?.resourceType === 'express' ||
  target?.resourceType === 'log-stream' ||
  (target?.prefix === 'logs' && !target.arn.endsWith(':*'));

/** The name of a state machine is an attribute, for its Ref is the ARN; a log group's name is its Ref. */
const toNameReference = (resource: Resource): Value =>
  findResourceForm(resource.type)?.ref === 'arn' ? ref(resource.id, 'Name') : ref(resource.id);

/** People read the resource itself; CloudFormation gets words without a circle. */
function toCircularPiece(resource: Resource, slot: Slot, around: Surroundings): Piece {
  const name = toUnreferencedName(resource, around);
  const textNames = { [slot.placeholder]: ref(resource.id) };
  return { names: { [slot.placeholder]: name }, textNames, resource, known: 'fully', circular: true };
}

/** A whole ARN or URL from outside may name any region and account; a name is of the stack's own. */
function toUnknownPiece(form: Form, slot: Slot): Piece {
  const star = literal('*');
  const whole = form !== 'name' && slot.expected !== 'name';
  return { names: { ...(whole ? { Region: star, Account: star } : {}), [slot.placeholder]: star }, known: 'no' };
}

/** Text that begins with a reference: an ARN in it cannot be read apart. */
const startsOpaque = (value: Value): boolean => /^\$\{\d+\}/.test(toMarkedText(value).text);

function toTextPiece(value: Value, form: Form, slot: Slot, target: ResourceTarget): Piece | undefined {
  const { text, toValue } = toMarkedText(openUnknowns(value));
  const found = readWhole({ wholeName: slot.placeholder, ...target }, text);
  if (found.kind === 'none') return undefined;
  if (found.kind === 'arn') return { arn: toValue(found.arn), names: {}, known: findKnown(value) };
  const suffix = (name: string): string => (name === slot.placeholder ? (found.suffix ?? '') : '');
  const names = Object.fromEntries(
    Object.entries(found.names).map(([name, part]) => [name, toValue(`${part}${suffix(name)}`)]),
  );
  const main = names[slot.placeholder];
  if (main === undefined || (form === 'url' && !text.includes('://') && !text.includes('.'))) {
    return toUnknownPiece(form, slot);
  }
  return { names, known: findKnown(main) };
}

/** The reference to a URL that is not text yet. */
function toUrlPiece(value: Value, meaning: Meaning, slot: Slot): Piece {
  if (slot.placeholder !== 'QueueName') return toUnknownPiece('url', slot);
  const names = splitQueueUrl(value);
  const star = literal('*');
  if (meaning.kind !== 'resource') {
    return { names, textNames: { Region: star, Account: star, QueueName: star }, known: 'fully' };
  }
  const textNames = { Region: ref('AWS::Region'), Account: ref('AWS::AccountId') };
  return { names, textNames: { ...textNames, QueueName: findPhysicalName(meaning.resource) ?? star }, known: 'fully' };
}

function toNamePiece(value: Value, meaning: Meaning, slot: Slot): Piece {
  const piece = namePiece(slot, value);
  if (value.kind !== 'import') return piece;
  // The text for people names the export's own resource where the tree tells its name.
  const physical = meaning.kind === 'resource' ? findPhysicalName(meaning.resource) : undefined;
  const text = physical ?? (meaning.kind === 'text' ? meaning.value : literal('*'));
  return { ...piece, textNames: { [slot.placeholder]: text } };
}

const namePiece = (slot: Slot, value: Value): Piece => ({
  names: { [slot.placeholder]: openUnknowns(value) },
  known: findKnown(value),
});
