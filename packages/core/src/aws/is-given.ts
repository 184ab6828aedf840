import type { CodeValue } from '../app/code-value.ts';

/** True when the code itself writes one of the members, rather than that it might be among what cannot be seen. */
export function isGiven(args: CodeValue, members: readonly string[]): boolean {
  if (args.kind === 'object') return members.some((m) => isSet(args.fields.get(m)));
  return args.kind === 'one-of' && args.values.some((v) => isGiven(v, members));
}

/** `undefined` and `null` reach the SDK as an absent member. */
const isSet = (value: CodeValue | undefined): boolean =>
  value !== undefined && !(value.kind === 'const' && value.value === null);
