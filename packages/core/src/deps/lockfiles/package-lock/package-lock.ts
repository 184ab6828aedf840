import type { PackageReader } from '../../package.ts';
import { parsePackageLock } from './parse-package-lock.ts';

export const packageLock: PackageReader = {
  name: 'package-lock',
  role: 'lock',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)package-lock\.json$/.test(path),
  parse: parsePackageLock,
};
