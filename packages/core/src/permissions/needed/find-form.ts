import { toPatternText } from './print-value.ts';
import type { Meaning } from './find-meaning.ts';
import { findAttributeForm, findResourceForm, type Form } from './resource-form.ts';

/**
 * Whether a value is an ARN, a URL or a name, as far as the template tells: by what it stands for, else by the words
 * of its parameter, import or environment variable (`TOPIC_ARN`). `undefined` when nothing tells.
 */
export function findForm(meaning: Meaning, hints: readonly string[]): Form | undefined {
  switch (meaning.kind) {
    case 'resource':
      if (meaning.attribute !== null) return findAttributeForm(meaning.resource.type, meaning.attribute);
      return findResourceForm(meaning.resource.type)?.ref ?? findHintedForm(hints);
    case 'parameter': {
      const text = meaning.parameter.default === undefined ? '' : toPatternText(meaning.parameter.default);
      return findTextForm(text) ?? findHintedForm([meaning.parameter.name, ...hints]);
    }
    case 'text':
      return findTextForm(toPatternText(meaning.value)) ?? findReferenceForm(toPatternText(meaning.value), hints);
    case 'import':
      return findHintedForm([meaning.name, ...hints]);
    case 'unknown':
      return findHintedForm(hints);
  }
}

/** `arn:…` and `https://…` speak for themselves. */
export function findTextForm(text: string): Form | undefined {
  if (text.startsWith('arn:')) return 'arn';
  if (/^(https?|wss):\/\//.test(text)) return 'url';
  return undefined;
}

/** A dynamic reference tells its form by the name of what it reads: `{{resolve:ssm:/orders/QueueUrl}}`. */
function findReferenceForm(text: string, hints: readonly string[]): Form | undefined {
  const reference = /^\{\{resolve:[^:]+:([^}]*)\}\}$/.exec(text)?.[1];
  if (reference !== undefined) return findHintedForm([reference, ...hints]);
  return text === '' || text.includes('${') ? findHintedForm(hints) : 'name';
}

/** The first of the names that says a form by a word of its own. */
export function findHintedForm(names: readonly string[]): Form | undefined {
  for (const name of names) {
    const words = splitWords(name);
    if (words.some((word) => word === 'arn' || word === 'arns')) return 'arn';
    if (words.some((word) => word === 'url' || word === 'uri' || word === 'urls')) return 'url';
    if (words.includes('name') || words.includes('names')) return 'name';
  }
  return undefined;
}

/** The words of a name in camel, snake or kebab case, in lower case. */
export const splitWords = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.toLowerCase());
