import { toVexSuppressions } from './deps/vex/to-suppressions.ts';
import type { Host } from './host.ts';
import type { Finding } from './findings/finding.ts';
import { readIgnoreComments } from './findings/ignore-comments.ts';
import { toSuppression } from './findings/ignore-entries.ts';
import { readIgnoreMetadata } from './findings/ignore-metadata.ts';
import type { SuppressionReading } from './findings/suppression.ts';
import type { ScanOptions } from './options.ts';
import type { Analysis } from './scan-result.ts';

/** Every suppression that applies: comments in what was read, `Metadata` of resources, the config. */
export function findSuppressions(
  host: Host,
  { application, permissions }: Analysis,
  findings: readonly Finding[],
  options: ScanOptions,
): SuppressionReading {
  const templates = new Map(application.templates.map((template) => [template.file, template.text]));
  const files = new Set([...permissions.flatMap((p) => p.code.files), ...findings.map((finding) => finding.at.file)]);
  const readings = [
    ...application.templates.map((template) => readIgnoreComments(template.file, template.text)),
    ...application.templates.map((template) => readIgnoreMetadata(template)),
    ...[...files].filter((f) => !templates.has(f)).map((f) => readIgnoreComments(f, host.readText(f) ?? '')),
  ];
  return {
    suppressions: [
      ...readings.flatMap((r) => r.suppressions),
      ...(options.ignore ?? []).map(toSuppression),
      ...toVexSuppressions(options.vex ?? []),
    ],
    diagnostics: readings.flatMap((r) => r.diagnostics),
  };
}
