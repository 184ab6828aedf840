import type { ScanResult, VexStatement } from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';

export interface DepsContext extends FormatContext {
  /** The scanned folder as it lies in its repository: `backend/`, or `''`. */
  readonly prefix: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly unknownSeverity: 'fail' | 'warn' | 'ignore';
  /** What `--vex` said. */
  readonly vex: readonly VexStatement[];
}

type Printer = (result: ScanResult, context: DepsContext) => Promise<string>;

/** What `deps` can be printed as; each printer is loaded when it is asked for. */
export const depsFormats: Readonly<Record<string, Printer>> = {
  text: async (result, context) => (await import('./text.ts')).printDepsText(result, context),
  json: async (result, context) => (await import('./json.ts')).printDepsJson(result, context),
  openvex: async (result, context) => await (await import('./openvex.ts')).printDepsVex(result, context),
  sarif: async (result, context) => {
    const { scanFormats } = await import('../scan/index.ts');
    return (await scanFormats['sarif']?.(result, context, context.prefix)) ?? '';
  },
};
