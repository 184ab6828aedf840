import type { Host } from '../host.ts';
import { isSkippedFolder } from './find-sources.ts';
import { findPackageReader } from './package-readers.ts';

const TEMPLATE = /\.(?:ya?ml|json|template)$/i;
/** Of other kinds of projects, which a front end may read. */
const PROJECT = /^(?:serverless|cdk)\.\w+$|\.tf(?:\.json)?$|\.tfplan$/;
const MOST_BYTES = 5_000_000;
const DEEPEST = 40;

/** Whether anything under `path` looks as if a front end could read it. Says yes too often, and never no too often. */
export function mayHoldTemplates(host: Host, path: string): boolean {
  if (host.kindOf(path) !== 'directory') return true;
  const waiting = [{ folder: path, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, depth } = next;
    for (const name of host.list(folder)) {
      const file = folder === '' ? name : `${folder}/${name}`;
      if (PROJECT.test(name)) return true;
      const kind = host.kindOf(file);
      if (kind === 'directory' && depth < DEEPEST && !isSkippedFolder(name))
        waiting.push({ folder: file, depth: depth + 1 });
      else if (kind === 'file' && TEMPLATE.test(name) && isTemplate(host, file)) return true;
    }
  }
  return false;
}

function isTemplate(host: Host, file: string): boolean {
  if (findPackageReader(file) !== undefined || (host.sizeOf(file) ?? 0) > MOST_BYTES) return false;
  return host.readText(file)?.includes('Resources') === true;
}
