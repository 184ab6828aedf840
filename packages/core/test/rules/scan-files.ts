import { rules } from '../../src/rules/index.ts';
import { scan } from '../../src/scan.ts';
import type { ScanResult } from '../../src/scan-result.ts';
import { readPythonGrammar } from '../code/python/grammar.ts';
import { createMemoryHost } from '../memory-host.ts';
import { openTestAdvisories } from './advisories.ts';

/** The rules of a fixture's own area: what others say of it is their affair. Of those that suggest, its own alone. */
export const listNeighbours = (folder: string): readonly string[] =>
  rules
    .filter((rule) => {
      const area = AREAS[rule.id.replace(/\d+$/, '')];
      return rule.suggestion === true ? `${area}/${rule.slug}` === folder : folder.startsWith(`${area}/`);
    })
    .map((rule) => rule.id);

/** The folder of a rule, by the letters of its id. */
export const AREAS: Readonly<Record<string, string>> = {
  PERM: 'permissions',
  DEP: 'dependencies',
  EVT: 'events',
  DEF: 'defence',
  LOG: 'logging',
};

/** Scans texts as an application. A rule that throws fails the test. */
export async function scanFiles(
  files: Readonly<Record<string, string>>,
  only: readonly string[] = [],
): Promise<ScanResult> {
  const host = createMemoryHost(files, { pythonGrammar: readPythonGrammar });
  const result = await scan({ ...host, openAdvisories: openTestAdvisories }, { only });
  const failed = result.diagnostics.find((diagnostic) => diagnostic.code === 'rule-failed');
  if (failed !== undefined) throw new Error(failed.message);
  return result;
}
