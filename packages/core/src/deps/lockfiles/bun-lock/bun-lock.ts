import type { PackageReader } from '../../package.ts';
import { parseBunLock } from './parse-bun-lock.ts';

export const bunLock: PackageReader = {
  name: 'bun-lock',
  role: 'lock',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)bun\.lock$/.test(path),
  parse: parseBunLock,
};
