import type { Edit, Finding } from './findings/finding.ts';
import { applyEdits } from './permissions/write/apply-edits.ts';
import { openTemplate } from './permissions/write/open-template.ts';
import type { ScanResult } from './scan-result.ts';

/** Fixes of a scan that do not get into each other's way. */
export interface FixPlan {
  readonly edits: readonly Edit[];
  /** How many findings they mend, by file. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * The fixes of the findings that nobody has accepted, worst first. Where two edit the same place the first is taken: the other is
 * planned by the next scan, if it is still wanted. Packages are left to `deps --fix`, as a lock file has to follow. A template
 * that would not be one afterwards is left alone.
 */
export function planFixes({ application, findings }: ScanResult): FixPlan {
  const taken = new Map<string, Edit[]>();
  const counts = new Map<string, number>();
  for (const { fix, package: found } of findings.filter(isOpen)) {
    const edits = fix?.edits ?? [];
    if (found !== undefined || edits.some((edit) => isInTheWay(edit, taken.get(edit.file) ?? []))) continue;
    for (const edit of edits) taken.set(edit.file, [...(taken.get(edit.file) ?? []), edit]);
    const [file] = edits.map((edit) => edit.file);
    if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  for (const [file, edits] of taken) {
    const text = application.templates.find((template) => template.file === file)?.text;
    if (text !== undefined && openTemplate(file, applyEdits(text, edits)) !== null) continue;
    taken.delete(file);
    counts.delete(file);
  }
  return { edits: [...taken.values()].flat(), counts };
}

const isOpen = ({ suppressed }: Finding): boolean => suppressed === undefined;

/** Edits that touch count too: which of two insertions comes first would be a matter of chance. */
const isInTheWay = (edit: Edit, taken: readonly Edit[]): boolean =>
  taken.some((other) => edit.start <= other.end && other.start <= edit.end);
