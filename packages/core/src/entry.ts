import type { ExpandedFile, ExpandFileOptions } from './expand.ts';
import type { VexSubject } from './deps/vex/print-openvex.ts';
import type { VexStatement } from './deps/vex/vex-statement.ts';
import type { Finding } from './findings/finding.ts';
import type { VexReading } from './deps/vex/parse-vex.ts';
import type { Host } from './host.ts';
import type { ParsedDocuments } from './iac/document/parse-document.ts';
import type { ScanOptions } from './options.ts';
import type * as permissionTools from './permission-tools.ts';
import type { Rule } from './rules/rule.ts';
import type * as shippingTools from './ship.ts';
import type { Analysis, ScanResult } from './scan-result.ts';
import type { Sbom } from './write-sbom.ts';

// The engines are loaded when they are asked for: `--help` and a misspelt option must not pay for them.

/** Reads an application and finds what each function needs, has and should have. Throws only on misuse. */
export async function analyse(host: Host, options: ScanOptions): Promise<Analysis> {
  const { analyse: run } = await import('./analyse.ts');
  return await run(host, options);
}

/** As {@link analyse}, and then judges it by the rules. Throws only on misuse. */
export async function scan(host: Host, options: ScanOptions): Promise<ScanResult> {
  const { scan: run } = await import('./scan.ts');
  return await run(host, options);
}

/** As {@link scan}, for packages alone: no code is analysed, and the rules of packages judge. Throws only on misuse. */
export async function scanDependencies(host: Host, options: ScanOptions): Promise<ScanResult> {
  const { scanDependencies: run } = await import('./scan-dependencies.ts');
  return await run(host, options);
}

/** A bill of materials as it lies on disk. */
export interface SbomText {
  readonly text: string;
  readonly file: string;
}

/** Reads what an application depends on for a bill of materials; `text` is one that another tool wrote, instead. */
export async function loadSbom(host: Host, options: ScanOptions, text?: SbomText): Promise<Sbom> {
  const { convertSbom, readSbom } = await import('./write-sbom.ts');
  return text === undefined ? readSbom(host, options) : convertSbom(text.text, text.file);
}

/** Reads OpenVEX, or the analyses of a CycloneDX document: what is said of advisories, and what could not be read. */
export async function readVex(text: string, file: string): Promise<VexReading> {
  const { parseVex } = await import('./deps/vex/parse-vex.ts');
  return parseVex(text, file);
}

/** OpenVEX of the advisories that were found: what `vex` says of them, else that they matter. */
export async function printVex(
  findings: readonly Finding[],
  vex: readonly VexStatement[],
  about: VexSubject,
): Promise<string> {
  const [{ printOpenVex }, { toVexMatches }] = await Promise.all([
    import('./deps/vex/print-openvex.ts'),
    import('./deps/vex/to-matches.ts'),
  ]);
  return printOpenVex({ ...about, matches: toVexMatches(findings, vex) });
}

/** What turns an application into what its functions are deployed with. */
export type ShippingTools = typeof shippingTools;

export async function loadShippingTools(): Promise<ShippingTools> {
  return await import('./ship.ts');
}

/** Parses YAML, of which JSON is a part, into nodes that know where they stand. Never throws. */
export async function readDocuments(text: string): Promise<ParsedDocuments> {
  const { parseDocuments } = await import('./iac/document/parse-document.ts');
  return parseDocuments(text);
}

/** Every rule, in the order of their ids. */
export async function loadRules(): Promise<readonly Rule[]> {
  const { rules } = await import('./rules/index.ts');
  return rules;
}

/** The page of each rule, as Markdown, by rule id. */
export async function loadRulePages(): Promise<Readonly<Record<string, string>>> {
  const { pages } = await import('./rules/pages.generated.ts');
  return pages;
}

/** What turns permissions into texts and edits. */
export type PermissionTools = typeof permissionTools;

export async function loadPermissionTools(): Promise<PermissionTools> {
  return await import('./permission-tools.ts');
}

/** Expands one SAM template into plain CloudFormation. Throws `ERR_NOTHING_TO_READ` when the file is no template. */
export async function expand(host: Host, options: ExpandFileOptions): Promise<ExpandedFile> {
  const { expandFile } = await import('./expand.ts');
  return expandFile(host, options);
}
