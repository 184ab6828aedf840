import { printVex, type ScanResult } from '@sallyport/core';
import type { DepsContext } from './index.ts';

/** OpenVEX (https://github.com/openvex/spec): for those who ask which advisories matter to what is deployed. */
export async function printDepsVex(
  { findings }: ScanResult,
  { tool, title, today, vex }: DepsContext,
): Promise<string> {
  const id = `urn:sallyport:vex:${encodeURIComponent(title)}:${today}`;
  return await printVex(findings, vex, { id, author: `${tool.name} ${tool.version}`, created: `${today}T00:00:00Z` });
}
