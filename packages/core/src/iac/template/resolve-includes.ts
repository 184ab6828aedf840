import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Host } from '../../host.ts';
import type { DocumentNode, MappingEntry, MappingNode } from '../document/document-node.ts';
import { findChild, toTarget } from '../document/document-node.ts';
import { toNodeLocation } from '../document/read-value.ts';
import { createIncludeReader } from './read-include.ts';
import type { IncludeReader } from './read-include.ts';
import type { TemplateSource } from './template-source.ts';

export interface ResolvedIncludes {
  readonly source: TemplateSource;
  /** `include-not-expanded`, once for each place that holds what is not known. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read. */
  readonly files: ReadonlySet<string>;
}

const TRANSFORM = 'Fn::Transform';

/**
 * The template with the content of files in the place of each `AWS::Include`, so that everything that reads it sees the same
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html). What else a transform brings is
 * not known, and told. As AWS has it, an included file includes nothing itself.
 */
export function resolveIncludes(source: TemplateSource, host: Host): ResolvedIncludes {
  if (!/Fn::Transform|!Transform|AWS::Include/.test(source.text)) return { source, diagnostics: [], files: new Set() };
  const read = createIncludeReader(source.file, host);
  const task: Task = { source, read, diagnostics: [], files: new Set(), known: new Map() };
  const entries = source.root.entries.map(({ key, value }): MappingEntry => {
    const target = toTarget(value);
    const isSection = key.text === 'Resources' && target.kind === 'mapping';
    return { key, value: isSection ? resolveMapping(target, task, true) : resolve(value, task) };
  });
  const resolved = includeSections({ ...source.root, entries }, task);
  return { source: { ...source, root: resolved }, diagnostics: task.diagnostics, files: task.files };
}

interface Task {
  readonly source: TemplateSource;
  readonly read: IncludeReader;
  readonly diagnostics: Diagnostic[];
  readonly files: Set<string>;
  /** Aliases lead to a node more than once. */
  readonly known: Map<DocumentNode, DocumentNode>;
}

function resolve(node: DocumentNode, task: Task): DocumentNode {
  const found = task.known.get(node);
  if (found !== undefined) return found;
  const made = resolveNode(node, task);
  task.known.set(node, made);
  return made;
}

function resolveNode(node: DocumentNode, task: Task): DocumentNode {
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'alias': {
      const target = resolve(node.target, task);
      return target.kind === 'alias' || target === node.target ? node : { ...node, target, size: target.size };
    }
    case 'sequence': {
      const items = node.items.map((item) => resolve(item, task));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items, size: toSize(items) };
    }
    case 'mapping':
      return resolveMapping(node, task, false);
  }
}

/** Resources that are not seen (`isSection`) are a part of the template that is not read; what one of them holds is a value. */
function resolveMapping(node: MappingNode, task: Task, isSection: boolean): DocumentNode {
  if (node.tag === '!Transform') return include(node, node, task, isSection) ?? node;
  const own = node.entries
    .filter(({ key }) => key.text !== TRANSFORM)
    .map(({ key, value }): MappingEntry => ({ key, value: resolve(value, task) }));
  const transform = node.entries.find(({ key }) => key.text === TRANSFORM);
  const isSame = own.every(({ value }) => node.entries.some((entry) => entry.value === value));
  if (transform === undefined) return isSame ? node : withEntries(node, own);
  const content = include(transform.value, transform.key, task, isSection, own.length > 0);
  if (content === undefined) return isSame ? node : withEntries(node, [...own, transform]);
  const target = toTarget(content);
  return target.kind === 'mapping' && (own.length > 0 || isSection) ? merge(node, target, own) : content;
}

/** What stands in the template itself comes before what is included. */
function merge(node: MappingNode, content: MappingNode, own: readonly MappingEntry[]): MappingNode {
  const names = new Set(own.map(({ key }) => key.text));
  return withEntries(node, [...content.entries.filter(({ key }) => !names.has(key.text)), ...own]);
}

const withEntries = (node: MappingNode, entries: readonly MappingEntry[]): MappingNode => ({
  ...node,
  entries,
  size: toSize(entries.map(({ value }) => value)) + entries.length,
});

const toSize = (nodes: readonly DocumentNode[]): number => nodes.reduce((sum, { size }) => sum + size, 1);

/** An include in the section `Transform` brings sections, or more to those that are there. */
function includeSections(root: MappingNode, task: Task): MappingNode {
  const transform = root.entries.find(({ key }) => key.text === 'Transform');
  if (transform === undefined) return root;
  const target = toTarget(transform.value);
  const items = target.kind === 'sequence' ? target.items : [target];
  let made = root;
  const left = items.filter((item) => {
    const macro = toTarget(item);
    if (macro.kind !== 'mapping' || findText(macro, 'Name') !== 'AWS::Include') return true;
    const content = include(macro, macro, task, true, true);
    if (content?.kind === 'mapping') made = mergeSections(made, content);
    return content === undefined;
  });
  if (left.length === items.length) return root;
  const others = made.entries.filter(({ key }) => key.text !== 'Transform');
  const { start, end, tag, size } = transform.value;
  const value: DocumentNode = { kind: 'sequence', start, end, tag, size, items: left };
  return withEntries(made, left.length === 0 ? others : [{ key: transform.key, value }, ...others]);
}

function mergeSections(root: MappingNode, content: MappingNode): MappingNode {
  const own = root.entries.map(({ key, value }): MappingEntry => {
    const section = toTarget(value);
    const included = content.entries.find((entry) => entry.key.text === key.text);
    const more = included === undefined ? undefined : toTarget(included.value);
    const isBoth = section.kind === 'mapping' && more?.kind === 'mapping';
    return { key, value: isBoth ? merge(section, more, section.entries) : value };
  });
  return merge(root, content, own);
}

/** What a transform brings; `undefined`, and told, when nobody knows. Beside other keys (`isPart`) only a mapping has a place. */
function include(
  transform: DocumentNode,
  place: DocumentNode,
  { source, read, diagnostics, files }: Task,
  isSection: boolean,
  isPart: boolean = isSection,
): DocumentNode | undefined {
  const name = findText(transform, 'Name');
  const location = findText(findChild(transform, 'Parameters'), 'Location');
  const found =
    name === 'AWS::Include' ? read(location) : { why: `macro ${toName(name)} is not run here`, isLost: false };
  if ('content' in found && (!isPart || found.content.kind === 'mapping')) {
    diagnostics.push(...found.diagnostics);
    files.add(found.content.origin?.file ?? '');
    return found.content;
  }
  const why = 'why' in found ? found.why : `\`${location ?? ''}\` holds no mapping, and stands beside other keys`;
  const { file, line, column } = toNodeLocation(place, source);
  diagnostics.push({
    code: 'include-not-expanded',
    message: `${isSection ? 'a transform brings in resources' : 'what a transform brings here is'} not known: ${why}`,
    severity: isSection || !('why' in found) || found.isLost ? 'error' : 'warning',
    file,
    line,
    column,
  });
  return undefined;
}

const toName = (name: string | undefined): string => (name === undefined ? 'without a name' : `\`${name}\``);

function findText(node: DocumentNode | undefined, name: string): string | undefined {
  const child = findChild(node, name);
  const target = child === undefined ? undefined : toTarget(child);
  return target?.kind === 'scalar' && target.tag === null && typeof target.value === 'string'
    ? target.value
    : undefined;
}
