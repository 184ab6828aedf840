import { SallyportError } from './errors.ts';
import type { ScanOptions } from './options.ts';
import type { Rule } from './rules/rule.ts';

/** The rules that the options leave. Throws `ERR_UNKNOWN_RULE` for a name that no rule has. */
export function selectRules(rules: readonly Rule[], options: ScanOptions): readonly Rule[] {
  const only = (options.only ?? []).map((name) => findRule(name, rules));
  const skip = new Set((options.skip ?? []).map((name) => findRule(name, rules)));
  return rules.filter((rule) => {
    const isWanted = only.length > 0 ? only.includes(rule) : options.suggestions === true || rule.suggestion !== true;
    return isWanted && !skip.has(rule) && (options.code !== false || !rule.needsCode);
  });
}

function findRule(name: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.id === name.toUpperCase() || rule.slug === name.toLowerCase());
  if (found !== undefined) return found;
  throw new SallyportError('ERR_UNKNOWN_RULE', `unknown rule \`${name}\``, {
    help: `rules: ${rules.map((rule) => rule.id).join(', ')}`,
  });
}
