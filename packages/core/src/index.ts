export { SallyportError, type ErrorCode } from './errors.ts';
export { hasReadCode } from './has-read-code.ts';
export type { ByteFile, Compression, Host, IndexFile, OpenArchive, PythonGrammar } from './host.ts';
export type { ScanOptions } from './options.ts';
export type { ExpandedFile, ExpandFileOptions } from './expand.ts';
export type { Analysis, Coverage, ScanResult } from './scan-result.ts';
export type { Diagnostic } from './findings/diagnostic.ts';
export type {
  Confidence,
  Edit,
  Finding,
  Fix,
  FoundAdvisory,
  FoundPackage,
  Severity,
  TraceStep,
} from './findings/finding.ts';
export type { DatabaseState, Dependencies, Dependency, DependencySource } from './deps/dependencies.ts';
export type { PackageRef } from './deps/package.ts';
export { findJsonProblem, type JsonProblem } from './app/json-problem.ts';
export { findLineStarts, toLineColumn, type Location } from './app/location.ts';
export type { Application, Template } from './app/application.ts';
export type { LambdaFunction } from './app/function.ts';
export type * from './permissions/function-permissions.ts';
export { parseBaseline, pruneBaseline, type Baseline, type BaselineEntry } from './findings/baseline.ts';
export { createFingerprints } from './findings/fingerprint.ts';
export { listAdvisories, listUnrated } from './findings/list-advisories.ts';
export type { IgnoreEntry } from './findings/ignore-entries.ts';
export { toTarget, type DocumentNode, type MappingEntry } from './iac/document/document-node.ts';
export { isAtLeast, severities } from './findings/severity.ts';
export { isDay } from './findings/suppression.ts';
export type { Report, Rule, RuleContext } from './rules/rule.ts';
export {
  analyse,
  expand,
  loadPermissionTools,
  loadRulePages,
  loadRules,
  loadSbom,
  loadShippingTools,
  printVex,
  readDocuments,
  readVex,
  scan,
  scanDependencies,
  type PermissionTools,
  type SbomText,
  type ShippingTools,
} from './entry.ts';
export type { ShippedPackage, Shipment, Shipments } from './deps/shipment/shipment.ts';
export type { VexStatement, VexStatus } from './deps/vex/vex-statement.ts';
export type { Sbom, SbomFormat } from './write-sbom.ts';
export type { AccessPhrase } from './permissions/describe-excess.ts';
