import { SallyportError, type Rule } from '@sallyport/core';
import { toHint } from '../args/suggest.ts';

/** The rule of an id or a slug, in any letter case. Throws `ERR_UNKNOWN_RULE` with what was probably meant. */
export function findRule(name: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((r) => r.id === name.toUpperCase() || r.slug === name.toLowerCase());
  if (rule !== undefined) return rule;
  const looksLikeId = /^[a-z]+\d+$/i.test(name);
  const known = rules.map((r) => (looksLikeId ? r.id : r.slug));
  // `PERM1` is near `PERM001`, whatever the letters say.
  const word = looksLikeId ? name.replace(/\d+$/, (digits) => digits.padStart(3, '0')) : name;
  throw new SallyportError('ERR_UNKNOWN_RULE', `unknown rule \`${name}\``, { help: toHint(word, known, 'rules') });
}
