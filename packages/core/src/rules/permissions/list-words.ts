import type { FunctionPermissions } from '../../permissions/function-permissions.ts';

/** `a`, `a and b`, `a, b and c`, `a, b and 4 more`: no more than `shown` are named. */
export function listWords(words: readonly string[], shown = 3): string {
  const distinct = [...new Set(words)];
  const more = distinct.length - shown;
  const named = more > 0 ? [...distinct.slice(0, shown), `${more} more`] : distinct;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** The logical ids of the functions. */
export const listFunctions = (members: readonly FunctionPermissions[], shown = 3): string =>
  listWords(
    members.map((member) => member.function.id),
    shown,
  );

/** `dynamodb:GetItem and PutItem`: the prefix is not repeated. */
export function listActions(actions: readonly string[], shown = 3): string {
  const words = actions.map((action, index) => {
    const colon = action.indexOf(':') + 1;
    const before = actions[index - 1];
    return colon > 0 && before?.startsWith(action.slice(0, colon)) === true ? action.slice(colon) : action;
  });
  return listWords(words, shown);
}

/** A resource's text in a sentence: `${Orders.Arn}` and `…:table/${Orders}` are `Orders`, an ARN what names the resource. */
export function nameResource(text: string): string {
  const reference = /^(?:arn:.*[:/])?\$\{(\w+)(?:\.\w+)?\}$/.exec(text)?.[1];
  if (reference !== undefined) return reference;
  const short = text.replace(/^arn:(?:\$\{[^}]*\}|[^:])*:([\w-]+):(?:\$\{[^}]*\}|[^:])*:(?:\$\{[^}]*\}|[^:])*:/, '$1:');
  return short.replaceAll(/\$\{(\w+)(?:\.\w+)?\}/g, '$1');
}
