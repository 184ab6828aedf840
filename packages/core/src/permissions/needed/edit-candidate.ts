import type { TextEdit } from '../../app/code-value.ts';
import { toExpression } from '../../app/expression.ts';
import { editText } from '../../app/text-edit.ts';
import { literal, ref, unknown, type RefValue, type Value } from '../../app/value.ts';
import { type Candidate, unknownCandidate } from './candidate.ts';
import { findForm } from './find-form.ts';
import { findMeaning, type Meaning } from './find-meaning.ts';
import { toMarkedText } from './marked-text.ts';
import { toPatternText } from './print-value.ts';
import { findResourceForm, toCloudFormationType } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';

/** What the code's edit makes of one text of the template. */
export function editCandidate(candidate: Candidate, edit: TextEdit, around: Surroundings): readonly Candidate[] {
  const { value } = candidate;
  const to = (found: Value): Candidate => ({ ...candidate, value: found });
  if (value.kind === 'literal' && !isDynamic(value))
    return editText(String(value.value), edit).map((text) => to(literal(text)));
  if (value.kind === 'join') return editJoin(candidate, edit);
  const isOutside = value.kind === 'unknown' && value.expression === undefined;
  if (isOutside) return [unknownCandidate(value.why)];
  const meaning = findMeaning(value, around.template, around.application);
  const text = meaning.kind === 'text' ? meaning.value : undefined;
  if (text?.kind === 'literal' && !isDynamic(text))
    return editText(String(text.value), edit).map((t) => to(literal(t)));
  const found = editReference(value, { meaning, edit, hints: candidate.hints });
  return found === undefined ? [unknownCandidate('a part of a text that only the deployment knows')] : [to(found)];
}

/** `{{resolve:ssm:…}}` is text that only the deployment knows. */
const isDynamic = (value: Value): boolean =>
  value.kind === 'literal' && typeof value.value === 'string' && value.value.startsWith('{{resolve:');

/** References in a text are taken whole: they hold no separator, and no case of their own that is known. */
function editJoin(candidate: Candidate, edit: TextEdit): readonly Candidate[] {
  const { text, toValue } = toMarkedText(candidate.value);
  if (edit.kind !== 'case') return editText(text, edit).map((part) => ({ ...candidate, value: toValue(part) }));
  return text.includes('${')
    ? [unknownCandidate('the case of a text that only the deployment knows')]
    : editText(text, edit).map((part) => ({ ...candidate, value: toValue(part) }));
}

interface Reference {
  readonly meaning: Meaning;
  readonly edit: TextEdit;
  readonly hints: readonly string[];
}

function editReference(value: Value, { meaning, edit, hints }: Reference): Value | undefined {
  switch (edit.kind) {
    case 'replace':
      // What stands for one thing of the template goes on standing for it.
      return value;
    case 'case':
      return isOfCase(meaning, edit.to) ? value : undefined;
    case 'split':
      return splitReference(value, { meaning, edit, hints }, edit);
    case 'address':
      return splitAddress(value, meaning, edit.part);
    case 'match':
    case 'json':
      return undefined;
  }
}

/** The bucket of an address; a bucket that stands in the place of one is meant itself. */
function splitAddress(value: Value, meaning: Meaning, part: string): Value | undefined {
  const isPlace = part === 'bucket' || part === 'host';
  if (meaning.kind === 'resource' && meaning.resource.type === 'AWS::S3::Bucket') return isPlace ? value : undefined;
  if (!isPlace) return undefined;
  return unknown('the bucket of an address', { 'Fn::Select': [2, { 'Fn::Split': ['/', toExpression(value)] }] });
}

/** Names of buckets are lower case; a parameter's values are as its default is. */
function isOfCase(meaning: Meaning, to: 'lower' | 'upper'): boolean {
  if (meaning.kind === 'resource') return to === 'lower' && meaning.resource.type === 'AWS::S3::Bucket';
  if (meaning.kind !== 'parameter' || meaning.parameter.default === undefined) return false;
  const text = toPatternText(meaning.parameter.default);
  return text === (to === 'lower' ? text.toLowerCase() : text.toUpperCase());
}

function splitReference(
  value: Value,
  { meaning, hints }: Reference,
  { separator, index }: Extract<TextEdit, { kind: 'split' }>,
): Value | undefined {
  const form = findForm(meaning, hints);
  const isAddress = form === 'arn' || form === 'url';
  // A list of one.
  if (!isAddress && separator === ',' && (index === null || index === 0 || index === -1)) return value;
  if (!isAddress || index === null) return undefined;
  if (form === 'arn' && separator === ':') {
    if (index === 3) return ref('AWS::Region');
    if (index === 4) return ref('AWS::AccountId');
  }
  if (form === 'url' && separator === '/' && index === 3) return ref('AWS::AccountId');
  const first = FIRST_NAME[separator];
  if (first !== undefined && (index === -1 || index >= first)) return toName(value, meaning);
  if (index < 0) return undefined;
  return unknown('a part of a text', { 'Fn::Select': [index, { 'Fn::Split': [separator, toExpression(value)] }] });
}

/** From which part on an ARN or a URL holds the name of its resource. */
const FIRST_NAME: Readonly<Record<string, number>> = { ':': 5, ':::': 1, '/': 1 };

/** The name at the end of an ARN or a URL: what a target takes for the whole where the template has no word for the name. */
function toName(value: Value, meaning: Meaning): Value {
  if (meaning.kind !== 'resource' || value.kind !== 'ref') return value;
  const own: RefValue = ref(value.id);
  if (findResourceForm(meaning.resource.type)?.ref === 'name') return own;
  const attribute = NAME_ATTRIBUTES[toCloudFormationType(meaning.resource.type)];
  return attribute === undefined ? value : ref(value.id, attribute);
}

const NAME_ATTRIBUTES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::StepFunctions::StateMachine': 'Name',
};
