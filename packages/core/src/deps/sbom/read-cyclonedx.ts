import { findMember, findText, toText, type JsonNode } from '../text/json-node.ts';
import type { SbomContents, SbomItem } from './sbom-contents.ts';

const toItems = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);

/** Components may hold components. Applications without a package URL, such as functions, count as the document's own. */
export function readCycloneDx(root: JsonNode | undefined): SbomContents {
  const items: SbomItem[] = [];
  const roots = new Set<string>();
  const own = findMember(findMember(root, 'metadata'), 'component');
  const ownRef = findText(own, 'bom-ref');
  if (ownRef !== undefined) roots.add(ownRef);
  const waiting = [...toItems(findMember(root, 'components'))].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const purl = findText(node, 'purl');
    const key = findText(node, 'bom-ref') ?? purl ?? '';
    if (purl === undefined && findText(node, 'type') === 'application') roots.add(key);
    else {
      const scope = findText(node, 'scope');
      items.push({ key, purl, node, isDev: scope === 'excluded', isOptional: scope === 'optional' });
    }
    for (const inner of toItems(findMember(node, 'components'))) waiting.push(inner);
  }
  const edges = toItems(findMember(root, 'dependencies')).flatMap((node) => {
    const from = findText(node, 'ref') ?? '';
    return toItems(findMember(node, 'dependsOn')).flatMap((to): readonly [string, string][] => {
      const ref = toText(to);
      return ref === undefined ? [] : [[from, ref]];
    });
  });
  return { items, edges, roots };
}
