import { hasReadCode, type FunctionPermissions, type PermissionTools } from '@sallyport/core';
import { toCount, toLine } from '../../terminal/wrap.ts';
import type { PermissionsContext, PermissionsView } from './view.ts';

type Language = keyof PermissionTools['POLICY_FORMATS'];

/** What starts a comment; JSON has none. */
const COMMENTS: Readonly<Partial<Record<Language, string>>> = {
  sam: '#',
  cloudformation: '#',
  terraform: '#',
  cdk: '//',
};

/**
 * The smallest policies of all functions, in a language that they are deployed in. A function of which no code was read has
 * none: an empty policy would take away what it needs.
 */
export const printPolicies =
  (language: Language) =>
  (view: PermissionsView, { tools }: PermissionsContext): string => {
    const read = view.functions.filter(hasReadCode);
    const comment = COMMENTS[language];
    const notes = comment === undefined ? [] : view.functions.flatMap(toNote).map((note) => `${comment} ${note}\n`);
    return (
      notes.join('') +
      (read.length === 0 && comment !== undefined ? '' : tools.POLICY_FORMATS[language](read, view.application))
    );
  };

function toNote(f: FunctionPermissions): readonly string[] {
  const { id, at } = f.function;
  const name = toLine(`${id} (${at.file}:${at.line})`);
  if (!hasReadCode(f)) return [`${name} is left out: its code could not be read`];
  if (!f.complete) return [`${name} may need more: ${toCount(f.unresolved.length, 'value')} could not be resolved`];
  return f.doubt === undefined ? [] : [toLine(`${name} is not certain: ${f.doubt}`)];
}

/** The same for all functions at once, for whoever looks at the terminal and not at the file. */
export function describeGaps(functions: readonly FunctionPermissions[]): string | undefined {
  const blind = functions.filter((f) => !hasReadCode(f)).length;
  const open = functions.filter((f) => hasReadCode(f) && (!f.complete || f.doubt !== undefined)).length;
  const parts = [
    ...(blind > 0 ? [`${toCount(blind, 'function')} left out, as the code could not be read`] : []),
    ...(open > 0 ? [`${toCount(open, 'function')} may need more than the policy says`] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('; ')} (\`--format text\` tells why)`;
}
