import { readApplication } from './iac/index.ts';
import type { Host } from './host.ts';
import { judge } from './judge.ts';
import type { ScanOptions } from './options.ts';
import { readDependencies } from './deps/read-dependencies.ts';
import type { ScanResult } from './scan-result.ts';
import { toCoverage } from './to-coverage.ts';

/** What an application depends on, and what is wrong with that: templates are read to know who ships it, code is not analysed. */
export async function scanDependencies(host: Host, options: ScanOptions): Promise<ScanResult> {
  const { path = '', parameters, onProgress } = options;
  onProgress?.('reading templates');
  const application = readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) });
  onProgress?.('reading packages');
  const dependencies = readDependencies(host, application, path);
  const diagnostics = [...application.diagnostics, ...dependencies.diagnostics];
  const coverage = toCoverage(application, [], dependencies.packages.length, diagnostics);
  return judge(host, { application, permissions: [], dependencies, coverage, diagnostics }, options, (rule) =>
    rule.id.startsWith('DEP'),
  );
}
