import type { Edit } from './findings/finding.ts';
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
  const files = new Map<string, FilePlan>();
  const open = (file: string): FilePlan => {
    const found = files.get(file) ?? { edits: [], count: 0, near: new Map<number, Edit[]>() };
    files.set(file, found);
    return found;
  };
  for (const { fix, package: found } of findings.filter(({ suppressed }) => suppressed === undefined)) {
    const edits = fix?.edits ?? [];
    const [first] = edits;
    if (found !== undefined || first === undefined || edits.some((edit) => isInTheWay(edit, open(edit.file)))) continue;
    for (const edit of edits) take(edit, open(edit.file));
    open(first.file).count += 1;
  }
  const texts = new Map(application.templates.map(({ file, text }) => [file, text]));
  const fit = [...files].filter(([file, { edits }]) => {
    const text = texts.get(file);
    return text !== undefined && openTemplate(file, applyEdits(text, edits)) !== null;
  });
  return {
    edits: fit.flatMap(([, { edits }]) => edits),
    counts: new Map(fit.filter(([, { count }]) => count > 0).map(([file, { count }]) => [file, count])),
  };
}

/** What is to be done to a file. */
interface FilePlan {
  readonly edits: Edit[];
  count: number;
  /** The edits by the blocks of text that they touch, so that one is not held against all. */
  readonly near: Map<number, Edit[]>;
}

const BLOCK = 1024;

function* listBlocks({ start, end }: Edit): Iterable<number> {
  for (let block = Math.floor(start / BLOCK); block <= Math.floor(end / BLOCK); block += 1) yield block;
}

function take(edit: Edit, { edits, near }: FilePlan): void {
  edits.push(edit);
  for (const block of listBlocks(edit)) near.set(block, [...(near.get(block) ?? []), edit]);
}

/** Edits that touch count too: which of two insertions comes first would be a matter of chance. */
const isInTheWay = (edit: Edit, { near }: FilePlan): boolean =>
  [...listBlocks(edit)].some((block) =>
    near.get(block)?.some((other) => edit.start <= other.end && other.start <= edit.end),
  );
