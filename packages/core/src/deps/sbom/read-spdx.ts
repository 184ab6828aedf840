import { findMember, findText, type JsonNode } from '../text/json-node.ts';
import type { SbomContents } from './sbom-contents.ts';

const toItems = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);

/** Relations that say that the second needs the first. */
const BACKWARDS: ReadonlySet<string> = new Set([
  'DEPENDENCY_OF',
  'DEV_DEPENDENCY_OF',
  'OPTIONAL_DEPENDENCY_OF',
  'RUNTIME_DEPENDENCY_OF',
]);

export function readSpdx(root: JsonNode | undefined): SbomContents {
  const relations = toItems(findMember(root, 'relationships')).map((node) => ({
    from: findText(node, 'spdxElementId') ?? '',
    kind: findText(node, 'relationshipType') ?? '',
    to: findText(node, 'relatedSpdxElement') ?? '',
  }));
  const roots = new Set(relations.filter(({ kind }) => kind === 'DESCRIBES').map(({ to }) => to));
  const of = (kind: string): ReadonlySet<string> =>
    new Set(relations.filter((relation) => relation.kind === kind).map(({ from }) => from));
  const [dev, optional] = [of('DEV_DEPENDENCY_OF'), of('OPTIONAL_DEPENDENCY_OF')];
  const items = toItems(findMember(root, 'packages')).flatMap((node) => {
    const key = findText(node, 'SPDXID') ?? '';
    const refs = toItems(findMember(node, 'externalRefs'));
    const purl = findText(
      refs.find((ref) => findText(ref, 'referenceType') === 'purl'),
      'referenceLocator',
    );
    if (purl === undefined && roots.has(key)) return [];
    return [{ key, purl, node, isDev: dev.has(key), isOptional: optional.has(key) }];
  });
  const edges = relations.flatMap(({ from, kind, to }): readonly [string, string][] => {
    if (kind === 'DEPENDS_ON') return [[from, to]];
    return BACKWARDS.has(kind) ? [[to, from]] : [];
  });
  return { items, edges, roots };
}
