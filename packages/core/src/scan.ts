import { analyse } from './analyse.ts';
import { SallyportError } from './errors.ts';
import type { Host } from './host.ts';
import { judge } from './judge.ts';
import type { ScanOptions } from './options.ts';
import { rules } from './rules/index.ts';
import type { ScanResult } from './scan-result.ts';
import { selectRules } from './select-rules.ts';

/** The whole scan: read, analyse, judge, and set aside what is accepted. Throws only on misuse. */
export async function scan(host: Host, options: ScanOptions): Promise<ScanResult> {
  // A misspelt rule is told before all the work is done.
  if (selectRules(rules, options).length === 0) {
    throw new SallyportError('ERR_BAD_OPTION', 'no rule is left to run', {
      help: '`skip` leaves out all that `only` names, or they need code that is not to be read',
    });
  }
  const analysis = await analyse(host, options);

  options.onProgress?.('judging');
  return judge(host, analysis, options, { rules, known: rules });
}
