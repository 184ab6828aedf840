import type { PackageReader } from '../../package.ts';
import { parsePnpmLock } from './parse-pnpm-lock.ts';

export const pnpmLock: PackageReader = {
  name: 'pnpm-lock',
  role: 'lock',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)pnpm-lock\.yaml$/.test(path),
  parse: parsePnpmLock,
};
