import { toText } from '../../app/expression.ts';
import type { Value } from '../../app/value.ts';
import type { Statement } from '../../iam/policy/policy.ts';
import type { Text } from '../../iam/policy/text.ts';

/** True where a value tells, in every deployment, whom it is about; what only a deployment tells does. */
export function alwaysNames(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'no-value') return false;
  if (value.kind === 'cond') return alwaysNames(value.then) && alwaysNames(value.else);
  if (value.kind === 'join')
    return namesSomeone(value.parts.map((part) => (part.kind === 'literal' ? toText(part) : OPEN)).join(''));
  return value.kind !== 'literal' || namesSomeone(toText(value));
}

/** True where a statement asks for a source that it tells, however loosely. */
export const asksForSource = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      key === 'aws:sourcearn' && !/Null|Not/.test(operator) && values.every((value) => namesSomeone(spell(value))),
  );

/** What stands for a text that only a deployment knows. */
const OPEN = '$';

const spell = (text: Text): string =>
  text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      if (part.kind === 'any') return '*';
      return part.kind === 'one' ? '?' : OPEN;
    })
    .join('');

/** False for wildcards, and for ARNs of any account and any name: of all buckets, all rules, all there is of a service. */
function namesSomeone(text: string): boolean {
  const [prefix, , , , account, ...rest] = text.split(':');
  if (prefix !== 'arn') return !isOpen(text);
  if (account === undefined || rest.length === 0) return !text.endsWith('*');
  // Most ARNs have a word for what they are before the name.
  const name = rest.join(':').replace(/^[\w-]+[:/](?=.)/, '');
  return !isOpen(account) || !isOpen(name);
}

const isOpen = (text: string): boolean => /^[*?/:]*$/.test(text);
