import { SallyportError, type Rule } from '@sallyport/core';
import { toHint } from '../args/suggest.ts';

/** The rule of an id or a slug, in any letter case. Throws `ERR_UNKNOWN_RULE` with what was probably meant. */
export function findRule(name: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((r) => r.id === name.toUpperCase() || r.slug === name.toLowerCase());
  if (rule !== undefined) return rule;
  const looksLikeId = /^[a-z]+\d+$/i.test(name);
  const known = rules.map((r) => (looksLikeId ? r.id : r.slug));
  throw new SallyportError('ERR_UNKNOWN_RULE', `unknown rule \`${name}\``, { help: toHint(name, known, 'rules') });
}
