import { isSkippedFolder } from '../app/skipped-folder.ts';
import type { Host } from '../host.ts';
import { isArchive } from './deployed/read-deployed.ts';
import { findPackageReader } from './package-readers.ts';
import { isBillOfMaterials } from './sbom/bill-of-materials.ts';

const TEMPLATE = /\.(?:ya?ml|json|template)$/i;
/** Of other kinds of projects, which a front end may read. */
const PROJECT = /^(?:serverless|cdk)\.\w+$|\.tf(?:\.json)?$|\.tfplan$/;
const MOST_BYTES = 5_000_000;
const DEEPEST = 40;

/** Whether anything under `path` looks as if a front end could read it. Says yes too often, and never no too often. */
export function mayHoldTemplates(host: Host, path: string): boolean {
  const kind = host.kindOf(path);
  if (kind !== 'directory') return kind !== 'file' || !isOfPackages(host, path);
  const waiting = [{ folder: path, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, depth } = next;
    for (const name of host.list(folder)) {
      const file = folder === '' ? name : `${folder}/${name}`;
      if (PROJECT.test(name)) return true;
      const inner = host.kindOf(file);
      if (inner === 'directory' && depth < DEEPEST && !isSkippedFolder(name))
        waiting.push({ folder: file, depth: depth + 1 });
      else if (inner === 'file' && TEMPLATE.test(name) && isTemplate(host, file)) return true;
    }
  }
  return false;
}

/** A file that was given, and names packages: it is asked about alone. */
const isOfPackages = (host: Host, file: string): boolean =>
  isArchive(file) || findPackageReader(file) !== undefined || isBillOfMaterials(host, file);

function isTemplate(host: Host, file: string): boolean {
  if (findPackageReader(file) !== undefined || (host.sizeOf(file) ?? 0) > MOST_BYTES) return false;
  return host.readText(file)?.includes('Resources') === true;
}
