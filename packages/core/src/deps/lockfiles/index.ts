import type { PackageReader } from '../package.ts';
import { bunLock } from './bun-lock/bun-lock.ts';
import { npmShrinkwrap } from './npm-shrinkwrap/npm-shrinkwrap.ts';
import { packageLock } from './package-lock/package-lock.ts';
import { pnpmLock } from './pnpm-lock/pnpm-lock.ts';
import { yarn } from './yarn/yarn.ts';

/** Every lock file that is read. Where several stand side by side, the earlier wins. */
export const lockfiles: readonly PackageReader[] = [npmShrinkwrap, packageLock, pnpmLock, yarn, bunLock];
