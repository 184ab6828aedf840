import type { Host } from '../../host.ts';
import { findAncestors, joinPath } from '../../app/path.ts';
import { join } from './search-path.ts';

/** `-e ../shared`, `../shared/src/pkg/`, `pkg @ file:../shared`, with or without extras and markers. */
const LOCAL = /^(?:-e\s+|--editable[\s=]+|[\w.-]+\s*@\s*)?(?:file:(?:\/\/)?)?(\.{1,2}\/[^\s;#[]*|\.)/;

/**
 * Folders of the tree that `requirements.txt` installs beside the code, and so import roots. Its paths are relative to
 * where the build ran, which is the folder of the code or one above it.
 */
export function findLocalRequirements(host: Host, codeRoot: string): string[] {
  const above = findAncestors(codeRoot);
  const file = above.map((path) => join(path, 'requirements.txt')).find((path) => host.kindOf(path) === 'file');
  const lines = file === undefined ? [] : (host.readText(file) ?? '').split('\n');
  const paths = lines.map((line) => LOCAL.exec(line.trim())?.[1]).filter((path) => path !== undefined && path !== '.');
  return paths.flatMap((path) => {
    const found = above
      .map((directory) => joinPath(directory, path ?? ''))
      .find((directory) => directory !== undefined && directory !== '' && host.kindOf(directory) === 'directory');
    if (found === undefined) return [];
    const source = join(found, 'src');
    return host.kindOf(source) === 'directory' ? [source, found] : [found];
  });
}
