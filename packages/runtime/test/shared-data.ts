import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a set of conformance data, or `undefined`, with a visible line, where it is not at hand. */
export function sharedData(set: string): string | undefined {
  const root = process.env['SALLYPORT_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
  const folder = join(root, 'data', set);
  if (existsSync(folder)) return folder;
  process.stdout.write(`SKIPPED conformance: shared/data/${set} is not here\n`);
  return undefined;
}
