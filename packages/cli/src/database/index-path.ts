import { join } from 'node:path';
import type { Ecosystem } from '@sallyport/core/deps';

/** Where the index of an ecosystem lies. */
export const toIndexPath = (folder: string, ecosystem: Ecosystem): string => join(folder, `${ecosystem}.idx`);
