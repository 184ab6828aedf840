import { findLineStarts, toLineColumn } from '../../app/location.ts';
import { toDirectory, toRootPath } from '../../app/path.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Host } from '../../host.ts';
import type { DocumentNode, DocumentOrigin } from '../document/document-node.ts';
import type { DocumentProblem } from '../document/document-problem.ts';
import { parseDocuments } from '../document/parse-document.ts';

export interface IncludedContent {
  /** What the file holds; its nodes know that they come from there. */
  readonly content: Exclude<DocumentNode, { kind: 'alias' }>;
  /** Told once, however often the file is included. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface NotIncluded {
  readonly why: string;
  /** True for a file of the application that is there, or leads out, and cannot be read. */
  readonly isLost: boolean;
}

/** Reads what stands at the `Location` of an include. */
export type IncludeReader = (location: string | undefined) => IncludedContent | NotIncluded;

/** The most characters of an included file. */
const LARGEST = 5_000_000;

/** The most values that includes bring to one template: a file may be included often. */
const MOST_VALUES = 100_000;

/** Reads files that a template includes, from below the root. */
export function createIncludeReader(template: string, host: Host): IncludeReader {
  const known = new Map<string, IncludedContent | NotIncluded>();
  let left = MOST_VALUES;
  return (location) => {
    if (location === undefined) return { why: 'its location is not constant', isLost: false };
    if (/^[a-z0-9]+:\/\//i.test(location) && !/^file:/i.test(location))
      return { why: `\`${location}\` is not in the tree`, isLost: false };
    const found = known.get(location) ?? readInclude(location, template, host);
    if ('why' in found) {
      known.set(location, found);
      return found;
    }
    known.set(location, { ...found, diagnostics: [] });
    left -= found.content.size;
    return left < 0 ? { why: `includes bring more than ${MOST_VALUES} values`, isLost: true } : found;
  };
}

function readInclude(location: string, template: string, host: Host): IncludedContent | NotIncluded {
  const lost = (why: string): NotIncluded => ({ why: `\`${location}\` ${why}`, isLost: true });
  const file = toRootPath(toDirectory(template), location.replace(/^file:\/\//i, ''));
  const kind = file === undefined ? 'outside' : host.kindOf(file);
  if (file === undefined || kind === 'outside') return lost('leads out of the scanned folder');
  // What a build makes is not there before it, as a nested template is not.
  if (kind === 'missing') return { ...lost('is not there: if it is built, scan after the build'), isLost: false };
  if (kind !== 'file') return lost('is no file');
  if ((host.sizeOf(file) ?? 0) > LARGEST) return lost(`is larger than ${LARGEST} bytes`);
  const text = host.readText(file);
  if (text === undefined) return lost('cannot be read: no permission, or no UTF-8 text');
  const { roots, problems } = parseDocuments(text);
  const origin: DocumentOrigin = { file, lineStarts: findLineStarts(text) };
  const error = problems.find(({ severity }) => severity === 'error');
  const [root] = roots;
  if (error !== undefined || root === undefined) {
    const { line } = toLineColumn(origin.lineStarts, error?.offset ?? 0);
    return lost(error === undefined ? 'is empty' : `does not parse (line ${line}: ${error.message})`);
  }
  const nested: DocumentNode[] = [];
  const content = withOrigin(root, { origin, known: new Map(), nested });
  const transforms = nested.map(({ start }): DocumentProblem => {
    const message = 'what a transform brings here is not known: an included file cannot include another';
    return { code: 'include-not-expanded', message, severity: 'warning', offset: start };
  });
  const diagnostics = [...problems, ...transforms].map(({ offset, ...problem }): Diagnostic => {
    return { ...problem, file, ...toLineColumn(origin.lineStarts, offset) };
  });
  return content.kind === 'alias' ? lost('is empty') : { content, diagnostics };
}

interface Ownership {
  readonly origin: DocumentOrigin;
  readonly known: Map<DocumentNode, DocumentNode>;
  /** Transforms that stand in the file itself. */
  readonly nested: DocumentNode[];
}

/** The nodes as those of the file; what an alias shows more than once is made once. */
function withOrigin<T extends DocumentNode>(node: T, ownership: Ownership): T;
function withOrigin(node: DocumentNode, ownership: Ownership): DocumentNode {
  const found = ownership.known.get(node);
  if (found !== undefined) return found;
  const made = toOwned(node, ownership);
  ownership.known.set(node, made);
  return made;
}

function toOwned(node: DocumentNode, ownership: Ownership): DocumentNode {
  const { origin, nested } = ownership;
  if (node.tag === '!Transform') nested.push(node);
  switch (node.kind) {
    case 'scalar':
      return { ...node, origin };
    case 'alias':
      return { ...node, origin, target: withOrigin(node.target, ownership) };
    case 'sequence':
      return { ...node, origin, items: node.items.map((item) => withOrigin(item, ownership)) };
    case 'mapping': {
      nested.push(...node.entries.map(({ key }) => key).filter(({ text }) => text === 'Fn::Transform'));
      const entries = node.entries.map(({ key, value }) => ({
        key: withOrigin(key, ownership),
        value: withOrigin(value, ownership),
      }));
      return { ...node, origin, entries };
    }
  }
}
