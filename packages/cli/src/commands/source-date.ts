import type { Io } from '../terminal/io.ts';

/** Now, or what SOURCE_DATE_EPOCH says (https://reproducible-builds.org/specs/source-date-epoch/), as RFC 3339 in UTC. */
export function toTime({ env }: Io): string {
  const epoch = Number(env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
  const time = Number.isInteger(epoch) && epoch >= 0 && epoch < 8.64e12 ? epoch * 1000 : Date.now();
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
