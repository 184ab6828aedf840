import { isSkippedFolder } from '../app/skipped-folder.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { LINK_OUTSIDE } from '../app/link-outside.ts';
import type { Host } from '../host.ts';
import { findPackageReader } from './package-readers.ts';
import type { Ecosystem, PackageReader } from './package.ts';
import { billOfMaterials, isBillOfMaterials } from './sbom/bill-of-materials.ts';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FILES = 200_000;
const DEEPEST = 40;

/** A file that names packages. */
export interface FoundSource {
  readonly file: string;
  readonly reader: PackageReader;
  readonly text: string;
}

/** A place where packages are installed, as it is named in reports: `app/node_modules`, `app/*.dist-info`. */
export interface InstalledFolder {
  readonly file: string;
  readonly ecosystem: Ecosystem;
  readonly folders: readonly string[];
}

/** Formats that are known and not read: silence would pass for an answer. */
const UNREAD: readonly (readonly [name: RegExp, why: string])[] = [
  [/^bun\.lockb$/, 'the binary lock file of Bun is not read: `bun install --save-text-lockfile` makes `bun.lock`'],
  [/^setup\.(?:py|cfg)$/, 'what it asks for is not read: write it into `pyproject.toml`'],
  [
    /(?:^|\.)conda-lock\.ya?ml$|^pixi\.lock$/,
    'what conda locks is not read: only lock files of npm and of tools of PyPI are',
  ],
  [/^Pipfile$/, 'is read from `Pipfile.lock` alone'],
  [/^s?bom\.xml$|\.cdx\.xml$|\.spdx(?:\.(?:ya?ml|rdf|xml))?$/, 'a bill of materials is read as JSON alone'],
  [
    /^(?:go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile(?:\.lock)?|Cargo\.(?:toml|lock)|composer\.(?:json|lock)|.*\.csproj)$/,
    'its packages are not read: only those of npm and PyPI are',
  ],
];

/** Every file under `path` that names packages, in the order of the walk. */
export function findSources(
  host: Host,
  path: string,
): {
  readonly sources: readonly FoundSource[];
  readonly installed: readonly InstalledFolder[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const sources: FoundSource[] = [];
  const isFile = host.kindOf(path) === 'file';
  const { files, installed } = isFile ? { files: [path], installed: [] } : walk(host, path, diagnostics);
  for (const file of files) {
    const reader = isFile ? findAnyReader(host, file) : findPackageReader(file);
    // A folder of them is read as one.
    if (reader?.role === 'installed' && !isFile) continue;
    if (reader === undefined) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      const unread = UNREAD.find(([pattern]) => pattern.test(name));
      const isCovered = name === 'Pipfile' && files.includes(`${file}.lock`);
      if (unread !== undefined && !isCovered)
        diagnostics.push({ code: 'manifest-not-read', severity: 'warning', message: unread[1], file });
      continue;
    }
    const size = host.sizeOf(file) ?? 0;
    const text = size > MOST_BYTES ? undefined : host.readText(file);
    if (text !== undefined) sources.push({ file, reader, text });
    else {
      const message = size > MOST_BYTES ? `it has ${size} bytes and is not read` : 'it cannot be read as UTF-8 text';
      diagnostics.push({ code: 'manifest-unreadable', severity: 'error', message, file });
    }
  }
  return { sources, installed, diagnostics };
}

/** Whoever points at a file says that it is one of packages. */
const findAnyReader = (host: Host, file: string): PackageReader | undefined =>
  findPackageReader(file) ?? (isBillOfMaterials(host, file) ? billOfMaterials : undefined);

function walk(
  host: Host,
  start: string,
  diagnostics: Diagnostic[],
): { readonly files: readonly string[]; readonly installed: readonly InstalledFolder[] } {
  const files: string[] = [];
  const installed: InstalledFolder[] = [];
  const visit = (folder: string, depth: number): void => {
    const names = host.list(folder);
    // A virtual environment is the machine's, whatever its name.
    if (names.includes('pyvenv.cfg')) return;
    installed.push(...findInstalled(host, folder, names));
    for (const name of names) {
      if (files.length >= MOST_FILES) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (/^(?:site|dist)-packages$/.test(name)) installed.push(...findInstalled(host, path, host.list(path)));
      if (isSkippedFolder(name)) continue;
      const kind = host.kindOf(path);
      const report = (message: string, code = 'manifest-unreadable'): unknown =>
        diagnostics.push({ code, severity: 'error', message, file: path });
      if (kind === 'file') files.push(path);
      else if (kind === 'directory' && depth < DEEPEST) visit(path, depth + 1);
      else if (kind === 'directory') report(`folders below ${DEEPEST} others are not read`, 'too-many-files');
      else if (kind === 'outside' && findPackageReader(path) !== undefined)
        report('it leads out of the scanned folder and is not read');
      // What has a suffix is most often a file, and none of packages.
      else if (kind === 'outside' && !/\.\w+$/.test(name)) diagnostics.push({ ...LINK_OUTSIDE, file: path });
    }
  };
  visit(start, 0);
  if (files.length >= MOST_FILES) {
    const message = `there are more than ${MOST_FILES} files; packages beyond them are not read`;
    diagnostics.push({ code: 'too-many-files', severity: 'error', message, file: start === '' ? '.' : start });
  }
  return { files, installed };
}

/** What lies in a folder as installers leave it. Without a version in its name, an `egg-info` is of the project itself. */
function findInstalled(host: Host, folder: string, names: readonly string[]): readonly InstalledFolder[] {
  const toPath = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const isFolder = (name: string): boolean => host.kindOf(toPath(name)) === 'directory';
  const distributions = names.filter((name) => /\.dist-info$|-\d[^/]*\.egg-info$/.test(name) && isFolder(name));
  return [
    ...(names.includes('node_modules') && isFolder('node_modules')
      ? [{ file: toPath('node_modules'), ecosystem: 'npm', folders: [toPath('node_modules')] } as const]
      : []),
    ...(distributions.length === 0
      ? []
      : [{ file: toPath('*.dist-info'), ecosystem: 'PyPI', folders: distributions.map(toPath) } as const]),
  ];
}
