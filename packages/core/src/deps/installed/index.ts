import type { PackageReader } from '../package.ts';
import { distInfo } from './dist-info/dist-info.ts';
import { nodeModule } from './node-module/node-module.ts';

/** What lies in a deployed package, a layer or a folder of installed packages. */
export const installed: readonly PackageReader[] = [nodeModule, distInfo];
