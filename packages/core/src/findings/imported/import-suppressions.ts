import type { Diagnostic } from '../diagnostic.ts';
import type { Suppression, SuppressionReading } from '../suppression.ts';
import type { ForeignSkip } from './foreign-skip.ts';
import { trivy } from './rule-maps.ts';

/** Ids that are told of one tool and file. */
const TOLD = 5;

/**
 * Turns what was silenced for other tools into suppressions of the rules that ask for the same here. What has no counterpart
 * suppresses nothing, and is told.
 */
export function importSuppressions(skips: readonly ForeignSkip[]): SuppressionReading {
  const suppressions: Suppression[] = [];
  const strange = new Map<string, ForeignSkip[]>();
  for (const skip of skips) {
    const rules = findRules(skip);
    if (rules.length > 0) {
      suppressions.push(toSuppression(skip, rules));
      continue;
    }
    const key = JSON.stringify([skip.file, skip.tool.name]);
    strange.set(key, [...(strange.get(key) ?? []), skip]);
  }
  return { suppressions, diagnostics: [...strange.values()].flatMap(toDiagnostic) };
}

function findRules({ tool, id }: ForeignSkip): readonly string[] {
  if (id === null) return [];
  const known = (name: string): readonly string[] => tool.rules.get(name) ?? [];
  const name = id.toLowerCase();
  if (tool === trivy) return known(name.replace(/^avd-/, ''));
  // Semgrep's ids end in the rule's own name.
  return known(name).length > 0 || tool.name !== 'Semgrep' ? known(name) : known(name.split('.').at(-1) ?? '');
}

function toSuppression(
  { tool, id, reason, until, file, line, covers }: ForeignSkip,
  rules: readonly string[],
): Suppression {
  return {
    rules,
    reason: reason ?? `${id} is silenced for ${tool.name}, without a reason`,
    ...(until === undefined ? {} : { until }),
    where: `${file}:${line}, ${id} of ${tool.name}`,
    file,
    line,
    covers,
    isImported: true,
  };
}

function toDiagnostic(skips: readonly ForeignSkip[]): readonly Diagnostic[] {
  const [first] = skips;
  if (first === undefined) return [];
  const ids = [...new Set(skips.map(({ id }) => (id === null ? 'one without a plain id' : `\`${id}\``)))];
  const more = ids.length > TOLD ? ` and ${ids.length - TOLD} more` : '';
  const message = `what is silenced for ${first.tool.name} has no counterpart here and suppresses nothing: ${ids.slice(0, TOLD).join(', ')}${more}`;
  return [{ code: 'suppression-not-imported', severity: 'warning', message, file: first.file, line: first.line }];
}
