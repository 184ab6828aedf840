import type { ScanResult } from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';
import type { SourceRoot } from './sarif.ts';

/** What a scan can be printed as; each printer is loaded when it is asked for. */
export const scanFormats: Readonly<
  Record<string, (result: ScanResult, context: FormatContext, source: SourceRoot) => Promise<string>>
> = {
  text: async (result, context) => (await import('./text.ts')).printScanText(result, context),
  json: async (result, context) => (await import('./json.ts')).printScanJson(result, context),
  sarif: async (result, context, source) => {
    const [{ printSarif }, { loadRules, loadRulePages }] = await Promise.all([
      import('./sarif.ts'),
      import('@sallyport/core'),
    ]);
    return printSarif(result, { ...context, ...source, rules: await loadRules(), pages: await loadRulePages() });
  },
};
