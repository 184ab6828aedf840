import type { ScanResult } from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';

/** `prefix` is the scanned folder as it lies in its repository: `backend/`, or `''`. */
type Printer = (result: ScanResult, context: FormatContext, prefix: string) => Promise<string>;

/** What a scan can be printed as; each printer is loaded when it is asked for. */
export const scanFormats: Readonly<Record<string, Printer>> = {
  text: async (result, context) => (await import('./text.ts')).printScanText(result, context),
  json: async (result, context) => (await import('./json.ts')).printScanJson(result, context),
  sarif: async (result, context, prefix) => {
    const [{ printSarif }, { loadRules, loadRulePages }] = await Promise.all([
      import('./sarif.ts'),
      import('@sallyport/core'),
    ]);
    return printSarif(result, { ...context, prefix, rules: await loadRules(), pages: await loadRulePages() });
  },
  markdown: async (result, context, prefix) => (await import('./markdown.ts')).printMarkdown(result, context, prefix),
  junit: async (result, context, prefix) => (await import('./junit.ts')).printJunit(result, context, prefix),
  gitlab: async (result, _, prefix) => (await import('./gitlab.ts')).printGitlab(result, prefix),
};
