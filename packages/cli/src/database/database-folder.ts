import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Io } from '../terminal/io.ts';

export const DATABASE_VARIABLE = 'SALLYPORT_DB';

/** The folder of the database: `SALLYPORT_DB`, else `sallyport` in the user's cache. */
export function findDatabaseFolder(
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
  platform: NodeJS.Platform = process.platform,
): string {
  const given = env[DATABASE_VARIABLE];
  if (given !== undefined && given !== '') return resolve(cwd, given);
  return join(findCache(env, platform), 'sallyport', 'advisories');
}

function findCache(env: Io['env'], platform: NodeJS.Platform): string {
  const home = env['HOME'] ?? homedir();
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  const cache = env['XDG_CACHE_HOME'];
  return cache === undefined || cache === '' ? join(home, '.cache') : cache;
}
