import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The built command line. */
export const COMMAND_LINE: string = join(import.meta.dirname, '../packages/cli/dist/bin.js');

/** Why nothing can be measured, or `undefined` when it can. */
export function findObstacle(): string | undefined {
  return existsSync(COMMAND_LINE) ? undefined : 'packages/cli/dist/bin.js is missing, run `npm run build` first';
}
