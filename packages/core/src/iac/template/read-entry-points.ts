import type { Resource } from '../../app/resource.ts';
import { findPath, findText, toItems } from '../../app/value.ts';
import type { DeclaredCode } from './read-code.ts';
import { toRootPath } from '../../app/path.ts';

/** `EntryPoints` of `Metadata: BuildMethod: esbuild`, as paths from the root. */
export function readEntryPoints(resource: Resource, code: DeclaredCode): string[] {
  if (code.kind !== 'directory') return [];
  return toItems(findPath(resource.metadata, 'BuildProperties', 'EntryPoints')).flatMap((value) => {
    const path = toRootPath(code.path, findText(value) ?? '');
    return path === undefined || path === '' ? [] : [path];
  });
}
