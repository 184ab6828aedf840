import type { Edit } from '../../findings/finding.ts';
import type { DocumentNode } from '../../iac/document/document-node.ts';
import { parseDocuments } from '../../iac/document/parse-document.ts';
import { applyEdits } from './apply-edits.ts';
import { findAliased } from './node-path.ts';
import { readTextStyle } from './read-text-style.ts';
import type { Page } from './sequence-edits.ts';

/** A template that is open for editing. */
export interface OpenTemplate {
  readonly page: Page;
  readonly root: DocumentNode;
  /** Nodes that an alias shows in another place. */
  readonly aliased: ReadonlySet<DocumentNode>;
}

/** Opens a template; `null` when its text is not one YAML or JSON document. */
export function openTemplate(file: string, text: string): OpenTemplate | null {
  const { roots, problems } = parseDocuments(text);
  const root = roots[0];
  if (root === undefined || roots.length !== 1 || problems.some((p) => p.severity === 'error')) return null;
  return { page: { file, text, style: readTextStyle(text, root) }, root, aliased: findAliased(root) };
}

/** The template with edits carried out. */
export function reopen(open: OpenTemplate, edits: readonly Edit[]): OpenTemplate | null {
  return openTemplate(open.page.file, applyEdits(open.page.text, edits));
}

/** The one edit that turns a text into another; none when they are equal. */
export function toSingleEdit(file: string, before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = before.length;
  let other = after.length;
  while (end > start && other > start && before[end - 1] === after[other - 1]) {
    end -= 1;
    other -= 1;
  }
  return [{ file, start, end, text: after.slice(start, other) }];
}
