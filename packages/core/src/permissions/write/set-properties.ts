import type { Edit } from '../../findings/finding.ts';
import type { DocumentNode, MappingEntry, MappingNode } from '../../iac/document/document-node.ts';
import { findChild } from '../../iac/document/document-node.ts';
import { toYamlInline } from '../print/yaml-expression.ts';
import { insertEntry, replaceValue } from './mapping-edits.ts';
import { findEntryAt, findNodeAt, isShared, type NodePath } from './node-path.ts';
import type { OpenTemplate } from './open-template.ts';

/** Data that is to stand at a path of keys. */
export interface PropertySetting {
  readonly path: readonly [string, ...string[]];
  /** CloudFormation's JSON. */
  readonly value: unknown;
}

/**
 * The edits that give what stands at `start` (a resource by its logical id, or an event of SAM) some properties; `null` where
 * the layout forbids one, or where the text shows the place a second time by an alias.
 */
export function setProperties(
  open: OpenTemplate,
  start: number,
  settings: readonly PropertySetting[],
): readonly Edit[] | null {
  const owner = findOwner(open.root, start);
  if (owner === undefined || findChild(owner.node, 'Type') === undefined) return null;
  return setAll(open, owner, settings, '');
}

/** As {@link setProperties}, for sections of the template such as `Globals`, which stand before its resources. */
export function setSections(open: OpenTemplate, settings: readonly PropertySetting[]): readonly Edit[] | null {
  return setAll(open, { node: open.root, steps: [] }, settings, 'Resources');
}

function setAll(
  open: OpenTemplate,
  owner: NodePath,
  settings: readonly PropertySetting[],
  before: string,
): readonly Edit[] | null {
  const made = settings.map(({ path, value }) => setPath(open, owner, path, value, before));
  return made.includes(null) ? null : made.flatMap((edits) => edits ?? []);
}

/** The mapping of the resource whose logical id stands at `start`, else the outermost node there. */
function findOwner(root: DocumentNode, start: number): NodePath | undefined {
  const parent = findChild(root, 'Resources');
  const entry = parent?.kind === 'mapping' ? findEntryAt(parent, start) : undefined;
  if (parent?.kind !== 'mapping' || entry?.key.start !== start) return findNodeAt(root, start);
  return { node: entry.value, steps: [{ kind: 'entry', parent, entry }] };
}

function setPath(
  open: OpenTemplate,
  place: NodePath,
  [key, ...rest]: readonly [string, ...string[]],
  value: unknown,
  before: string,
): readonly Edit[] | null {
  const { node } = place;
  if (node.kind !== 'mapping' || node.tag !== null || !isOwn(node) || isShared(place, open.aliased)) return null;
  const nested = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const entry = node.entries.find((candidate) => candidate.key.text === key);
  if (entry === undefined) return insertEntry(open.page, node, key, nested, before);
  if (isEmpty(entry)) return [replaceValue(open.page, node, entry, nested)];
  const path: NodePath = { node: entry.value, steps: [...place.steps, { kind: 'entry', parent: node, entry }] };
  const [next, ...others] = rest;
  if (next !== undefined) return setPath(open, path, [next, ...others], value, '');
  if (entry.value.kind === 'mapping' && isObject(value)) {
    const inner = Object.entries(value).map(([name, part]) => ({ path: [name] as const, value: part }));
    return setAll(open, path, inner, '');
  }
  // What an intrinsic decides is not the template's alone, and a list may hold what its author wants.
  const isPlain = entry.value.kind === 'scalar' && entry.value.tag === null && entry.value.style !== 'block';
  return isPlain ? [replaceValue(open.page, node, entry, value)] : null;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, brackets with nothing in them, or `AWS::NoValue`: there is no place in it, so that it is replaced. */
const isEmpty = ({ value }: MappingEntry): boolean => {
  if (isNoValue(value)) return true;
  if (value.tag !== null || value.kind === 'alias') return false;
  if (value.kind === 'scalar') return value.value === null;
  return value.kind === 'mapping' ? value.entries.length === 0 : value.items.every(isNoValue);
};

/** What counts as if the property were not there. */
function isNoValue(node: DocumentNode): boolean {
  if (node.kind === 'scalar') return node.tag === '!Ref' && node.text === 'AWS::NoValue';
  if (node.kind !== 'mapping' || node.tag !== null || node.entries.length !== 1) return false;
  const name = findChild(node, 'Ref');
  return name?.kind === 'scalar' && name.tag === null && name.text === 'AWS::NoValue';
}

/** What `<<` merges in stands elsewhere: behind it nothing is written. */
const isOwn = (node: MappingNode): boolean =>
  node.entries.every(({ key }) => key.start >= node.start && key.start < node.end && key.text !== 'Fn::Transform');

/**
 * The edit that puts another value in the place of the one at `start`, or of the one whose key stands there; `null` where it
 * is no plain value of a resource or of `Globals`: what a parameter brings is not the template's to decide.
 */
export function replaceScalar(
  open: OpenTemplate,
  start: number,
  value: string | number | boolean,
): readonly Edit[] | null {
  const found = findScalar(open.root, start);
  const [first] = found?.steps ?? [];
  const section = first?.kind === 'entry' ? first.entry.key.text : '';
  if (found === undefined || !['Resources', 'Globals'].includes(section)) return null;
  const { node } = found;
  const isPlain = node.kind === 'scalar' && node.tag === null && node.style !== 'block' && node.style !== 'absent';
  if (!isPlain || isShared(found, open.aliased)) return null;
  const { file, style } = open.page;
  return [{ file, start: node.start, end: node.end, text: toYamlInline(value, style, 'flow') }];
}

function findScalar(root: DocumentNode, start: number): NodePath | undefined {
  let path: NodePath = { node: root, steps: [] };
  for (;;) {
    const next = findStep(path, start);
    if (next === undefined) return undefined;
    path = next.path;
    if (next.isFound) return path;
  }
}

function findStep(
  { node, steps }: NodePath,
  start: number,
): { readonly path: NodePath; readonly isFound: boolean } | undefined {
  if (node.kind === 'sequence') {
    const index = node.items.findIndex((item) => item.kind !== 'alias' && item.start <= start && start < item.end);
    const item = node.items[index];
    if (item === undefined) return undefined;
    return {
      path: { node: item, steps: [...steps, { kind: 'item', parent: node, index }] },
      isFound: isAt(item, start),
    };
  }
  if (node.kind !== 'mapping') return undefined;
  const entry = findEntryAt(node, start);
  if (entry === undefined) return undefined;
  const isFound = isAt(entry.value, start) || (entry.key.start === start && entry.value.kind === 'scalar');
  return { path: { node: entry.value, steps: [...steps, { kind: 'entry', parent: node, entry }] }, isFound };
}

const isAt = (node: DocumentNode, start: number): boolean => node.kind === 'scalar' && node.start === start;
