import type { Application } from './app/application.ts';
import { mayHoldTemplates } from './deps/may-hold-templates.ts';
import { readDependencies } from './deps/read-dependencies.ts';
import { dropRepeated } from './findings/drop-repeated.ts';
import type { Host } from './host.ts';
import { judge } from './judge.ts';
import type { ScanOptions } from './options.ts';
import { dependencyRules } from './rules/dependencies/index.ts';
import type { Rule } from './rules/rule.ts';
import type { Analysis, ScanResult } from './scan-result.ts';
import { toCoverage } from './to-coverage.ts';

const NO_APPLICATION: Application = { templates: [], functions: [], roles: [], diagnostics: [] };

/** What an application depends on, and what is wrong with that: templates are read to know who ships it, code is not analysed. */
export async function scanDependencies(host: Host, options: ScanOptions): Promise<ScanResult> {
  const { path = '', parameters, onProgress } = options;
  onProgress?.('reading templates');
  const application = mayHoldTemplates(host, path) ? await readTemplates(host, path, parameters) : NO_APPLICATION;

  onProgress?.('reading packages');
  const dependencies = readDependencies(host, application, path);
  const diagnostics = dropRepeated([...application.diagnostics, ...dependencies.diagnostics]);
  const coverage = toCoverage(application, [], dependencies.packages.length, diagnostics);
  const analysis = { application, permissions: [], dependencies, coverage, diagnostics };
  return judge(host, analysis, options, { rules: dependencyRules, known: await loadKnown(analysis, options) });
}

// The front ends and the rules of everything else bring tables that take longer to load than all of this: they come when they are needed.

async function readTemplates(host: Host, path: string, parameters: ScanOptions['parameters']): Promise<Application> {
  const { readApplication } = await import('./iac/index.ts');
  return readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) });
}

/** All rules matter only where somebody names one: to tell another rule from a misspelt one. */
async function loadKnown({ application, dependencies }: Analysis, options: ScanOptions): Promise<readonly Rule[]> {
  const isNamed = [options.only, options.skip, options.ignore].some((names) => (names?.length ?? 0) > 0);
  const texts = [...application.templates, ...(dependencies?.sources ?? [])].map(({ text }) => text);
  if (!isNamed && !texts.some((text) => text.includes('sallyport'))) return dependencyRules;
  const { rules } = await import('./rules/index.ts');
  return rules;
}
