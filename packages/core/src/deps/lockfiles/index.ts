import type { PackageReader } from '../package.ts';
import { bunLock } from './bun-lock/bun-lock.ts';
import { npmShrinkwrap } from './npm-shrinkwrap/npm-shrinkwrap.ts';
import { packageLock } from './package-lock/package-lock.ts';
import { pdmLock } from './pdm-lock/pdm-lock.ts';
import { pipfileLock } from './pipfile-lock/pipfile-lock.ts';
import { pnpmLock } from './pnpm-lock/pnpm-lock.ts';
import { poetryLock } from './poetry-lock/poetry-lock.ts';
import { pylock } from './pylock/pylock.ts';
import { uvLock } from './uv-lock/uv-lock.ts';
import { yarn } from './yarn/yarn.ts';

/** Every lock file that is read. Of those of npm that stand side by side, npm takes the shrinkwrap. */
export const lockfiles: readonly PackageReader[] = [
  npmShrinkwrap,
  packageLock,
  pnpmLock,
  yarn,
  bunLock,
  uvLock,
  poetryLock,
  pdmLock,
  pylock,
  pipfileLock,
];
