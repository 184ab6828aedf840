import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Target } from '../target.ts';

/**
 * The scanned folder as it lies in its checkout, with a closing slash, or `''`: code scanning counts paths from there. A
 * checkout at the working directory wins over one within it.
 */
export function findPrefix({ root }: Target, cwd: string): string {
  const isWithin = root === cwd || root.startsWith(cwd + sep);
  const checkout = isWithin && hasGit(cwd) ? cwd : findCheckout(root);
  const way = checkout === undefined ? '' : relative(checkout, root).split(sep).join('/');
  return way === '' ? '' : `${way}/`;
}

const hasGit = (folder: string): boolean => existsSync(join(folder, '.git'));

function findCheckout(folder: string): string | undefined {
  if (hasGit(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findCheckout(above);
}
