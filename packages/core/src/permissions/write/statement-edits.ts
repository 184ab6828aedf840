import { toExpression } from '../../app/expression.ts';
import type { Edit } from '../../findings/finding.ts';
import type { DocumentNode, MappingEntry, MappingNode } from '../../iac/document/document-node.ts';
import type { GrantView } from '../reconcile/role-view.ts';
import { replaceValue } from './mapping-edits.ts';
import type { NarrowedGroup } from './narrowed-statement.ts';
import { editSequence, type Page } from './sequence-edits.ts';

/** What a field of a statement is to hold: one of its present items, or new data. */
type FieldItem = { readonly index: number; readonly data: unknown } | { readonly index: null; readonly data: unknown };

/** The edits that leave one group of actions and resources in a statement; `null` where its layout forbids it. */
export function editStatement(
  page: Page,
  node: MappingNode,
  grant: GrantView,
  group: NarrowedGroup,
): readonly Edit[] | null {
  const actions = group.actions.map(({ action, index }): FieldItem => ({ index, data: action }));
  const resources = group.resources.map((r): FieldItem => ({
    index: r.kind === 'kept' ? r.index : null,
    data: r.expression,
  }));
  const first = editField(page, node, 'Action', actions, grant.statement.actions.length);
  const second = editField(page, node, 'Resource', resources, grant.statement.resources.length);
  return first === null || second === null ? null : [...first, ...second];
}

/** A statement as it is written into a template. */
export type StatementData = Record<string, unknown> & { readonly Resource: unknown };

/** A statement of its own for a group that no longer fits the statement it comes from. */
export function toStatementData(grant: GrantView, group: NarrowedGroup): StatementData {
  const condition = grant.statement.condition;
  return {
    Effect: 'Allow',
    Action: group.actions.map(({ action }) => action),
    Resource: toSingle(group.resources.map((r) => r.expression)),
    ...(condition === null ? {} : { Condition: toExpression(condition) }),
  };
}

/** A list of one resource reads better without the list. */
export const toSingle = (items: readonly unknown[]): unknown => (items.length === 1 ? items[0] : items);

function editField(
  page: Page,
  node: MappingNode,
  name: 'Action' | 'Resource',
  items: readonly FieldItem[],
  count: number,
): readonly Edit[] | null {
  const entry = node.entries.find((e) => e.key.text === name);
  if (entry === undefined) return null;
  const kept = new Set(items.map((item) => item.index));
  const added = items.filter((item) => item.index === null).map((item) => item.data);
  if (added.length === 0 && kept.size === count) return [];
  const styled = withQuotesOf(page, entry.value);
  if (entry.value.kind === 'sequence' && entry.value.tag === null && entry.value.items.length === count) {
    return editItems(styled, entry, kept, added, count);
  }
  return [replaceValue(styled, node, entry, toSingle(items.map((item) => item.data)))];
}

function editItems(
  page: Page,
  entry: MappingEntry,
  kept: ReadonlySet<number | null>,
  added: readonly unknown[],
  count: number,
): readonly Edit[] | null {
  if (entry.value.kind !== 'sequence') return null;
  const gone = Array.from({ length: count }, (_, index) => index).filter((index) => !kept.has(index));
  // What is new takes the place of the first item that goes, so that the rest of the list stays as it is.
  const replaced = new Map(gone.map((index, i) => [index, i === 0 ? added : []]));
  return editSequence(page, entry.value, { replaced, appended: gone.length === 0 ? added : [] });
}

/** New text in a list of quoted texts is quoted the same way. */
function withQuotesOf(page: Page, node: DocumentNode): Page {
  const items = node.kind === 'sequence' ? node.items : [node];
  const texts = items.filter((item) => item.kind === 'scalar' && item.tag === null && item.text !== '*');
  const quoted = texts.filter((item) => item.kind === 'scalar' && (item.style === 'single' || item.style === 'double'));
  if (texts.length === 0 || quoted.length < texts.length) return page;
  const quote = quoted[0]?.kind === 'scalar' && quoted[0].style === 'double' ? '"' : "'";
  return { ...page, style: { ...page.style, quote, quotedText: true } };
}
