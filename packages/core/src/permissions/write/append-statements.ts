import type { Role } from '../../app/role.ts';
import type { MappingNode } from '../../iac/document/document-node.ts';
import { findChild } from '../../iac/document/document-node.ts';
import type { PolicyStatement } from '../function-permissions.ts';
import { splitByCondition, toConditionalPolicies } from '../minimise/conditional-resources.ts';
import { toYamlInline } from '../print/yaml-expression.ts';
import type { ChangeSet } from './change-set.ts';
import { asMapping, insertEntry, replaceValue } from './mapping-edits.ts';
import type { NodePath } from './node-path.ts';
import type { Page } from './sequence-edits.ts';
import { toSingle, type StatementData } from './statement-edits.ts';
import { columnOf } from './text-place.ts';

/** Where the policies of a role stand: the properties of the function that SAM makes it for, or of the role itself. */
export interface PolicyHome {
  readonly role: Role;
  readonly properties: NodePath & { readonly node: MappingNode };
}

/** A statement as it is written into a template. */
export function toData(statement: PolicyStatement): StatementData {
  return {
    Effect: statement.Effect,
    Action: statement.Action,
    Resource: toSingle(statement.Resource),
    ...(statement.Condition === undefined ? {} : { Condition: statement.Condition }),
  };
}

/** Statements as entries of the `Policies` of a function or of a role: documents, some of them under a condition. */
export function toPolicyEntries(role: Role, statements: readonly StatementData[]): readonly Record<string, unknown>[] {
  return toConditionalPolicies(statements, (own, suffix) => {
    const document = { Version: '2012-10-17', Statement: own };
    return role.implicit ? document : { PolicyName: `${role.id}Needs${suffix}`, PolicyDocument: document };
  });
}

/** Adds statements to the last policy document that stays, or as a new policy. False where the layout forbids it. */
export function appendStatements(
  page: Page,
  changes: ChangeSet,
  home: PolicyHome,
  statements: readonly StatementData[],
): boolean {
  const entries = toPolicyEntries(home.role, statements);
  const entry = home.properties.node.entries.find((e) => e.key.text === 'Policies');
  if (entry === undefined) {
    const edits = insertEntry(page, home.properties.node, 'Policies', entries, home.role.implicit ? 'Events' : '');
    changes.edits.push(...(edits ?? []));
    return edits !== null;
  }
  const path: NodePath = {
    node: entry.value,
    steps: [...home.properties.steps, { kind: 'entry', parent: home.properties.node, entry }],
  };
  if (changes.isReplaced(entry)) {
    changes.replaceEntry(home.properties.node, entry, entries);
    return true;
  }
  if (entry.value.tag !== null) return false;
  if (entry.value.kind === 'sequence') return appendToList(path, changes, home.role, statements);
  const list = findOpenStatements(path, changes);
  const { always, guarded } = splitByCondition(statements);
  if (list !== undefined && guarded.length === 0) return changes.append(list, always);
  if (entry.value.kind === 'scalar') {
    const present = entry.value.style === 'absent' ? [] : [entry.value.text];
    changes.edits.push(replaceValue(page, home.properties.node, entry, [...present, ...entries]));
    return true;
  }
  const own = findStatementList(path);
  // A policy that empties is taken away first; then there is nothing to wrap.
  if (own !== undefined && !hasItemLeft(own, changes)) return false;
  const [policy] = entries;
  return entries.length === 1 && wrapPolicy(page, changes, path, policy);
}

/** What holds under a condition is a policy of its own: a document must not go empty with it. */
function appendToList(path: NodePath, changes: ChangeSet, role: Role, statements: readonly StatementData[]): boolean {
  const { always } = splitByCondition(statements);
  const list = findOpenStatements(path, changes);
  const isPlaced =
    always.length > 0 && (list === undefined ? extendReplaced(path, changes, always) : changes.append(list, always));
  const rest = isPlaced ? statements.filter((statement) => !always.includes(statement)) : statements;
  return rest.length === 0 || changes.append(path, toPolicyEntries(role, rest));
}

/** Adds statements to the last policy document that takes the place of another policy. */
function extendReplaced(
  policies: NodePath,
  changes: ChangeSet,
  statements: readonly Record<string, unknown>[],
): boolean {
  const found = changes.findReplaced(policies);
  const policy = found?.data[0] as Record<string, unknown> | undefined;
  const document = (policy?.['PolicyDocument'] ?? policy) as Record<string, unknown> | undefined;
  if (found === undefined || document === undefined || !Array.isArray(document['Statement'])) return false;
  const extended = { ...document, Statement: [...(document['Statement'] as readonly unknown[]), ...statements] };
  return changes.replaceItem(found.item, [policy === document ? extended : { ...policy, PolicyDocument: extended }]);
}

/** The statements of the last policy document that stays. */
function findOpenStatements(policies: NodePath, changes: ChangeSet): NodePath | undefined {
  const node = policies.node;
  const items: NodePath[] =
    node.kind === 'sequence'
      ? node.items.map((item, index) => ({
          node: item,
          steps: [...policies.steps, { kind: 'item', parent: node, index }],
        }))
      : [policies];
  for (const item of items.reverse()) {
    const list = findStatementList(item);
    if (list !== undefined && !changes.isGone(item) && hasItemLeft(list, changes)) return list;
  }
  return undefined;
}

function findStatementList(item: NodePath): NodePath | undefined {
  let path = item;
  for (const name of findChild(item.node, 'PolicyDocument') === undefined
    ? ['Statement']
    : ['PolicyDocument', 'Statement']) {
    const parent = asMapping(path.node);
    const entry = parent?.entries.find((e) => e.key.text === name);
    if (parent === undefined || parent.tag !== null || entry === undefined) return undefined;
    path = { node: entry.value, steps: [...path.steps, { kind: 'entry', parent, entry }] };
  }
  return path.node.kind === 'sequence' && path.node.tag === null ? path : undefined;
}

function hasItemLeft(list: NodePath, changes: ChangeSet): boolean {
  const node = list.node;
  if (node.kind !== 'sequence') return false;
  return node.items.some(
    (item, index) => !changes.isGone({ node: item, steps: [...list.steps, { kind: 'item', parent: node, index }] }),
  );
}

/** A single policy that stands without a list becomes the first item of one; its own lines stay, further in. */
function wrapPolicy(page: Page, changes: ChangeSet, path: NodePath, policy: unknown): boolean {
  const step = path.steps.at(-1);
  const { node } = path;
  if (step?.kind !== 'entry' || node.kind !== 'mapping') return false;
  if (page.text[node.start] === '{') {
    const own = page.text.slice(node.start, node.end);
    const printed = page.style.json ? JSON.stringify(policy) : toYamlInline(policy, page.style, 'flow');
    changes.edits.push({ file: page.file, start: node.start, end: node.end, text: `[${own}, ${printed}]` });
    return true;
  }
  const indent = ' '.repeat(columnOf(page.text, node.start));
  const lines = page.text.slice(node.start, node.end).split(/\r?\n/);
  if (lines.slice(1).some((line) => line.trim() !== '' && !line.startsWith(indent))) return false;
  const marker = { Wrapped: 'here' };
  const edit = replaceValue(page, step.parent, step.entry, [marker, policy]);
  const dash = /^([ ]*)- Wrapped: here$/m.exec(edit.text.replaceAll('\r', ''));
  if (dash === null) return false;
  const moved = lines.map(
    (line, i) => `${i === 0 ? `${dash[1]}- ` : `${dash[1]}  `}${i === 0 ? line : line.slice(indent.length)}`,
  );
  const text = edit.text.replace(/^[ ]*- Wrapped: here/m, () => moved.join(page.style.newline));
  changes.edits.push({ ...edit, text });
  return true;
}
