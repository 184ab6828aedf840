import type { SbomContents } from './sbom-contents.ts';
import { findLineStarts, toLineColumn } from '../../app/location.ts';
import { PackageList } from '../package-list.ts';
import type { Reading } from '../package.ts';
import { findMember, findText, toText, type JsonNode } from '../text/json-node.ts';
import { scanJson } from '../text/scan-json.ts';
import { findUnknownVersion } from '../text/known-version.ts';
import type { TextProblem } from '../text/text-problem.ts';
import { toDiagnostics } from '../text/to-diagnostics.ts';
import { readCycloneDx } from './read-cyclonedx.ts';
import { readSpdx } from './read-spdx.ts';
import { parsePurl } from './purl.ts';

/**
 * Reads a bill of materials: CycloneDX 1.2 to 1.6 or SPDX 2.2 and 2.3, as JSON. Components without a package URL of npm or PyPI
 * are counted in a diagnostic. Never throws.
 */
export function parseSbom(text: string, file: string): Reading {
  const { root, problems } = scanJson(text);
  const contents = readContents(root);
  const faults: TextProblem[] = [...problems, ...findUnknownVersion('specVersion', findText(root, 'specVersion'), [1])];
  if (contents === undefined) {
    faults.push({ message: 'this is no bill of materials in JSON: neither CycloneDX nor SPDX 2', at: 0 });
  }
  const { items, edges, roots } = contents ?? { items: [], edges: [], roots: new Set<string>() };
  const lineStarts = findLineStarts(text);
  const list = new PackageList();
  const indexes = new Map<string, number>();
  for (const { key, purl, node, isDev, isOptional } of items) {
    const named = purl === undefined ? undefined : parsePurl(purl);
    if (named === undefined) continue;
    const line = toLineColumn(lineStarts, node.start).line;
    const ref = { ...named, file, line, direct: false, dev: isDev, ...(isOptional ? { optional: true } : {}) };
    indexes.set(key, list.add(ref));
  }
  for (const [from, to] of edges) {
    const [a, b] = [indexes.get(from), indexes.get(to)];
    if (b !== undefined && roots.has(from)) list.ask(b, '');
    else if (a !== undefined && b !== undefined) list.require(a, b);
  }
  const left = items.length - indexes.size;
  if (left > 0)
    faults.push({ message: `${left} components have no package URL of npm or PyPI`, at: 0, severity: 'warning' });
  return { packages: list.toPackages(), diagnostics: toDiagnostics(text, file, 'sbom-syntax', faults) };
}

function readContents(root: JsonNode | undefined): SbomContents | undefined {
  if (findText(root, 'bomFormat') === 'CycloneDX') return readCycloneDx(root);
  return toText(findMember(root, 'spdxVersion'))?.startsWith('SPDX-2.') ? readSpdx(root) : undefined;
}
