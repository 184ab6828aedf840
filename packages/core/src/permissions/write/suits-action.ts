import { findAction, listIamResourceTypes, type IamResourceType } from '../../aws/actions.ts';
import type { ResourceGlob } from '../../iam/reading.ts';

/**
 * False for a part of what an action is about, such as an index of a table for `dynamodb:PutItem`: the service authorization
 * reference knows it as a type of its own, which it does not name for the action.
 */
export function suitsAction(action: string, globs: readonly ResourceGlob[]): boolean {
  const known = findAction(action)?.resourceTypes ?? [];
  const types = listIamResourceTypes(action.slice(0, action.indexOf(':')));
  return known.length === 0 || globs.some((glob) => !isForeignPart(toPlainText(glob), known, types));
}

function isForeignPart(text: string, known: readonly IamResourceType[], types: readonly IamResourceType[]): boolean {
  const arns = types
    .flatMap((type) => type.arns)
    .filter((arn) => holdsInOrder(text, arn.split(/\$\{[^}]*\}/)))
    .sort((a, b) => b.length - a.length);
  const [closest] = arns;
  const own = known.flatMap((type) => type.arns);
  return closest !== undefined && !own.includes(closest) && own.some((arn) => closest.startsWith(arn));
}

/** True when the text is the pieces with something between each two. */
function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, piece === ':' ? from : from + 1);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return pieces.length === 1 ? text === first : text.endsWith(last) && text.length > from + last.length;
}

/** A mark for everything that is not plain; wildcards may be names, never separators. */
const toPlainText = ({ tokens }: ResourceGlob): string =>
  tokens.map((token) => (token.kind === 'char' ? token.char : '\u0001')).join('');
