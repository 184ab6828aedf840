import type { Path } from '../policy/parse-context.ts';
import { itemPath, toList } from '../policy/parse-context.ts';
import type { PolicyFinding, PolicySeverity } from '../policy/policy-finding.ts';

export function toFinding(severity: PolicySeverity, check: string, message: string, path: Path): PolicyFinding {
  return { check, severity, message, path, isFatal: false };
}

/** The texts of an element, with the place of each; what a template computes is left out. */
export function listTexts(
  document: Readonly<Record<string, unknown>>,
  names: readonly string[],
  path: Path,
): readonly { readonly text: string; readonly path: Path }[] {
  return names.flatMap((name) => {
    if (!Object.hasOwn(document, name)) return [];
    const value = document[name];
    return toList(value).flatMap((item, i) =>
      typeof item === 'string' ? [{ text: item, path: itemPath([...path, name], value, i) }] : [],
    );
  });
}
