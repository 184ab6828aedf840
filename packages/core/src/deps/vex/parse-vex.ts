import { findLineStarts, toLineColumn } from '../../app/location.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import { parsePurl } from '../sbom/purl.ts';
import { findMember, findText, toText, type JsonNode } from '../text/json-node.ts';
import { scanJson } from '../text/scan-json.ts';
import type { TextProblem } from '../text/text-problem.ts';
import { toDiagnostics } from '../text/to-diagnostics.ts';
import type { VexStatement, VexStatus } from './vex-statement.ts';

export interface VexReading {
  readonly statements: readonly VexStatement[];
  readonly diagnostics: readonly Diagnostic[];
}

type Facts = Omit<VexStatement, 'file' | 'line'>;

const STATUSES: ReadonlySet<string> = new Set(['not_affected', 'affected', 'fixed', 'under_investigation']);

/** States of CycloneDX's analysis (https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state). */
const STATES: Readonly<Record<string, VexStatus | undefined>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

/** Reads OpenVEX (https://github.com/openvex/spec) or the `vulnerabilities` of a CycloneDX document. Never throws. */
export function parseVex(text: string, file: string): VexReading {
  const { root, problems } = scanJson(text);
  const faults: TextProblem[] = [...problems];
  const isOpenVex = findText(root, '@context')?.includes('openvex') === true;
  const isCycloneDx = findText(root, 'bomFormat') === 'CycloneDX';
  if (!isOpenVex && !isCycloneDx) faults.push({ message: 'this is neither OpenVEX nor CycloneDX', at: 0 });
  const purls = isCycloneDx ? findPurls(root) : new Map<string, string>();
  const nodes = toItems(findMember(root, isOpenVex ? 'statements' : isCycloneDx ? 'vulnerabilities' : ''));
  const lineStarts = findLineStarts(text);
  const statements: VexStatement[] = [];
  for (const node of nodes) {
    const facts = isOpenVex ? readOpenVex(node) : readCycloneDx(node, purls);
    if (facts !== undefined) statements.push({ ...facts, file, line: toLineColumn(lineStarts, node.start).line });
    else faults.push({ message: 'a statement names no advisory, or has a status that is none', at: node.start });
  }
  return { statements, diagnostics: toDiagnostics(text, file, 'vex-syntax', faults) };
}

const toItems = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);

function readOpenVex(node: JsonNode): Facts | undefined {
  const vulnerability = findMember(node, 'vulnerability');
  const aliases = toItems(findMember(vulnerability, 'aliases')).map(toText);
  const ids = [toText(vulnerability), findText(vulnerability, 'name'), ...aliases].filter((id) => id !== undefined);
  const status = findText(node, 'status') ?? '';
  if (ids.length === 0 || !STATUSES.has(status)) return undefined;
  const products = toItems(findMember(node, 'products'));
  const named = products.flatMap((product) => [product, ...toItems(findMember(product, 'subcomponents'))]);
  const purls = named.flatMap((one) => [
    toText(one),
    findText(one, '@id'),
    findText(findMember(one, 'identifiers'), 'purl'),
  ]);
  const statement = findText(node, 'impact_statement') ?? findText(node, 'action_statement');
  return {
    ids,
    packages: toPackages(purls),
    status: status as VexStatus,
    ...toWhy(findText(node, 'justification'), statement),
  };
}

/** A vulnerability without an analysis is a finding, which says nothing of whether it matters. */
function readCycloneDx(node: JsonNode, purls: ReadonlyMap<string, string>): Facts | undefined {
  const analysis = findMember(node, 'analysis');
  const state = findText(analysis, 'state');
  const status = state === undefined ? 'under_investigation' : STATES[state];
  const references = toItems(findMember(node, 'references')).map((one) => findText(one, 'id'));
  const ids = [findText(node, 'id'), ...references].filter((id) => id !== undefined);
  if (ids.length === 0 || status === undefined) return undefined;
  const refs = toItems(findMember(node, 'affects')).map((one) => findText(one, 'ref'));
  const named = refs.map((ref) => (ref === undefined ? undefined : (purls.get(ref) ?? ref)));
  return {
    ids,
    packages: toPackages(named),
    status,
    ...toWhy(findText(analysis, 'justification'), findText(analysis, 'detail')),
  };
}

function findPurls(root: JsonNode | undefined): ReadonlyMap<string, string> {
  return new Map(
    toItems(findMember(root, 'components')).flatMap((node): readonly [string, string][] => {
      const [ref, purl] = [findText(node, 'bom-ref'), findText(node, 'purl')];
      return ref === undefined || purl === undefined ? [] : [[ref, purl]];
    }),
  );
}

const toPackages = (purls: readonly (string | undefined)[]): Facts['packages'] =>
  purls.flatMap((purl) => (purl === undefined ? [] : (parsePurl(purl) ?? [])));

const toWhy = (
  justification: string | undefined,
  statement: string | undefined,
): Pick<Facts, 'justification' | 'statement'> => ({
  ...(justification === undefined ? {} : { justification }),
  ...(statement === undefined ? {} : { statement }),
});
