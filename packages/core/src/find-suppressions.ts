import { toVexSuppressions } from './deps/vex/to-suppressions.ts';
import type { Application } from './app/application.ts';
import type { ForeignSkip } from './findings/imported/foreign-skip.ts';
import { importSuppressions } from './findings/imported/import-suppressions.ts';
import { readForeignComments } from './findings/imported/read-comments.ts';
import { readForeignMetadata } from './findings/imported/read-metadata.ts';
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
  const imported =
    options.importSuppressions === true ? importSuppressions(findForeign(host, application, files)) : NONE;
  return {
    suppressions: [
      ...readings.flatMap((r) => r.suppressions),
      ...(options.ignore ?? []).map(toSuppression),
      ...toVexSuppressions(options.vex ?? []),
      // What was written for this tool speaks first.
      ...imported.suppressions,
    ],
    diagnostics: [...readings.flatMap((r) => r.diagnostics), ...imported.diagnostics],
  };
}

const NONE: SuppressionReading = { suppressions: [], diagnostics: [] };

function findForeign(host: Host, { templates }: Application, files: ReadonlySet<string>): readonly ForeignSkip[] {
  const own = new Set(templates.map(({ file }) => file));
  return [
    ...templates.flatMap((template) => readForeignMetadata(template)),
    ...templates.flatMap((template) => readForeignComments(template.file, template.text, template)),
    ...[...files].filter((f) => !own.has(f)).flatMap((f) => readForeignComments(f, host.readText(f) ?? '', undefined)),
  ];
}
