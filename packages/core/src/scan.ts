import { analyse } from './analyse.ts';
import type { Host } from './host.ts';
import { judge } from './judge.ts';
import type { ScanOptions } from './options.ts';
import { rules } from './rules/index.ts';
import type { ScanResult } from './scan-result.ts';
import { selectRules } from './select-rules.ts';

/** The whole scan: read, analyse, judge, and set aside what is accepted. Throws only on misuse. */
export async function scan(host: Host, options: ScanOptions): Promise<ScanResult> {
  // A misspelt rule is told before all the work is done.
  selectRules(rules, options);
  const analysis = await analyse(host, options);

  options.onProgress?.('judging');
  return judge(host, analysis, options, { rules, known: rules });
}
