import type { PackageReader } from '../package.ts';

export const manifests: readonly PackageReader[] = [];
