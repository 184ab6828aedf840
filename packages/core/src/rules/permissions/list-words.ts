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

/**
 * A resource's text in a sentence: `${Orders.Arn}` and `…:table/${Orders}` are `Orders`, `${Uploads.Arn}/*` is `Uploads/*`,
 * another ARN is what names the resource. A reference within a name stays one: `s3:uploads-${Stage}`.
 */
export function nameResource(text: string): string {
  const [, head = '', rest = text] = ARN.exec(text) ?? [];
  const name = head === '' ? rest : rest.replace(/^[\w-]+[:/](?=\$\{)/, '');
  const [, reference, inside = ''] = /^\$\{(\w+)(?:\.\w+)?\}((?:\/index)?\/\*)?$/.exec(name) ?? [];
  if (reference !== undefined) return `${reference}${inside}`;
  return head === '' ? text : `${head}:${rest}`;
}

/** The service of an ARN, and what follows its account. */
const ARN = /^arn:(?:\$\{[^}]*\}|[^:])*:([\w-]+):(?:\$\{[^}]*\}|[^:])*:(?:\$\{[^}]*\}|[^:])*:(.*)$/s;
