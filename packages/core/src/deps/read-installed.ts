import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';
import { installed } from './installed/index.ts';
import type { SourceFile } from './package.ts';

/** What a folder, or an archive, was found to hold. */
export interface InstalledPackages {
  /** One for each package that lies there. */
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Far more than fits into the 250 MB of a function with its layers. */
const MAX_FOLDERS = 50_000;
const MAX_DEPTH = 40;

/**
 * The packages that lie in a folder as it is deployed: an unpacked function or layer, a `node_modules`, a folder of Python
 * distributions (`*.dist-info`). Nothing is resolved: what lies there is there, whether or not anything asks for it.
 */
export function readInstalled(host: Host, folder: string): InstalledPackages {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const waiting = [{ path: folder, depth: 0 }];
  let folders = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    folders += 1;
    if (folders > MAX_FOLDERS || next.depth > MAX_DEPTH) {
      const message = `there is more in \`${next.path}\` than is looked through`;
      diagnostics.push({ code: 'installed-too-large', message, file: folder, severity: 'error' });
      break;
    }
    for (const name of host.list(next.path)) {
      const path = next.path === '' ? name : `${next.path}/${name}`;
      const reader = installed.find(({ matches }) => matches(path));
      if (reader !== undefined && host.kindOf(path) === 'file') {
        const text = host.readText(path);
        const reading = text === undefined ? toUnreadable(path) : reader.parse(text, path, { host });
        diagnostics.push(...reading.diagnostics);
        const { name: kind, role, ecosystem } = reader;
        if (reading.packages.length > 0)
          sources.push({ file: path, kind, role, ecosystem, packages: reading.packages });
      } else if (isFolderOfPackages(name, next.path) && host.kindOf(path) === 'directory') {
        waiting.push({ path, depth: next.depth + 1 });
      }
    }
  }
  return { sources, diagnostics };
}

/** The folders of a package hold its code; only those in which packages may lie are entered. */
function isFolderOfPackages(name: string, parent: string): boolean {
  if (name === 'node_modules' || name.endsWith('.dist-info') || name.endsWith('.egg-info')) return true;
  const isPackage = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@]+$/.test(parent);
  const isModule = /(?:^|\/)node_modules(?:\/@[^/]+)?$/.test(parent);
  if (/(?:^|\/)node_modules\/\.pnpm$/.test(parent)) return true;
  if (isModule) return name !== '.bin' && name !== '.cache';
  return !isPackage && !name.startsWith('.') && !/(?:^|\/)(?:site|dist)-packages\//.test(`${parent}/`);
}

function toUnreadable(file: string): { readonly packages: readonly []; readonly diagnostics: readonly Diagnostic[] } {
  const message = 'this is no UTF-8 text, or too large';
  return { packages: [], diagnostics: [{ code: 'installed-syntax', message, file, severity: 'error' }] };
}
