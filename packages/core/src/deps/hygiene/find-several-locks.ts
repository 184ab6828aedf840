import { toDirectory } from '../../app/path.ts';
import type { LockSource, SeveralLocks } from './hygiene-fact.ts';

/** A shrinkwrap is npm's own, and `pylock.toml` is what the others export. */
const MANAGER: Readonly<Record<string, string | undefined>> = { 'npm-shrinkwrap': 'package-lock', pylock: '' };

/** The folders in which lock files of several managers stand for the same packages. */
export function findSeveralLocks(sources: readonly LockSource[]): readonly SeveralLocks[] {
  const byFolder = new Map<string, { readonly file: string; readonly manager: string }[]>();
  for (const { file, kind, role, ecosystem } of sources) {
    const manager = MANAGER[kind] ?? kind;
    if (role !== 'lock' || manager === '') continue;
    const key = `${ecosystem}\n${toDirectory(file)}`;
    byFolder.set(key, [...(byFolder.get(key) ?? []), { file, manager }]);
  }
  return [...byFolder].flatMap(([key, locks]): readonly SeveralLocks[] => {
    if (new Set(locks.map(({ manager }) => manager)).size < 2) return [];
    const folder = key.slice(key.indexOf('\n') + 1);
    return [{ folder, files: locks.map(({ file }) => file).toSorted() }];
  });
}
