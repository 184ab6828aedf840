import type { PackageReader } from '../../package.ts';
import { parsePackageLock } from '../package-lock/parse-package-lock.ts';

/** The lock file that is published with a package: written like `package-lock.json`, and before it where both stand. */
export const npmShrinkwrap: PackageReader = {
  name: 'npm-shrinkwrap',
  role: 'lock',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)npm-shrinkwrap\.json$/.test(path),
  parse: parsePackageLock,
};
