import { scan } from '../../src/scan.ts';
import type { ScanResult } from '../../src/scan-result.ts';
import { readPythonGrammar } from '../code/python/grammar.ts';
import { createMemoryHost } from '../memory-host.ts';
import { openTestAdvisories } from './advisories.ts';

/** Scans texts as an application. A rule that throws fails the test. */
export async function scanFiles(files: Readonly<Record<string, string>>): Promise<ScanResult> {
  const host = createMemoryHost(files, { pythonGrammar: readPythonGrammar });
  const result = await scan({ ...host, openAdvisories: openTestAdvisories }, {});
  const failed = result.diagnostics.find((diagnostic) => diagnostic.code === 'rule-failed');
  if (failed !== undefined) throw new Error(failed.message);
  return result;
}
