import { findFlowValue, scanYaml, type YamlEntry } from '../../text/scan-yaml.ts';
import type { TextProblem } from '../../text/text-problem.ts';

/** An entry of `packages` (and, from version 9, of `snapshots`). */
export interface PnpmPackage {
  readonly key: string;
  readonly keyAt: number;
  readonly line: number;
  name?: string;
  version?: YamlEntry;
  tarball?: string;
  commit?: string;
  hasIntegrity: boolean;
  isDirectory: boolean;
  isDev: boolean;
  isOptional: boolean;
  hasInstallScript: boolean;
  readonly requires: PnpmWish[];
}

/** `version` is a version, or the key of the package where it is no version of the same name. */
export interface PnpmWish {
  readonly name: string;
  readonly version: string;
}

export interface PnpmImporter {
  /** The folder, `''` for the root. */
  readonly folder: string;
  readonly wishes: Record<PnpmList, PnpmWish[]>;
}

export type PnpmList = 'dependencies' | 'devDependencies' | 'optionalDependencies';

export interface ScannedPnpm {
  readonly format: YamlEntry | undefined;
  readonly importers: readonly PnpmImporter[];
  readonly packages: readonly PnpmPackage[];
  readonly snapshots: ReadonlyMap<string, PnpmPackage>;
  readonly problems: readonly TextProblem[];
}

const LISTS: ReadonlySet<string> = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);
const isList = (name: string): name is PnpmList => LISTS.has(name);

/** Takes a `pnpm-lock.yaml` of versions 5 to 9 apart, line by line. */
export function scanPnpmLock(text: string): ScannedPnpm {
  const reader = new PnpmReader();
  const problems = scanYaml(text, (row) => reader.read(row));
  const { format, importers, packages, snapshots } = reader;
  return { format, importers, packages, snapshots, problems };
}

class PnpmReader {
  format: YamlEntry | undefined;
  readonly importers: PnpmImporter[] = [];
  readonly packages: PnpmPackage[] = [];
  readonly snapshots = new Map<string, PnpmPackage>();
  private section = '';
  private entry: PnpmPackage | undefined;
  private field = '';
  private importer: PnpmImporter | undefined;
  private list: PnpmList | undefined;
  private wish = '';

  read(row: YamlEntry): void {
    if (row.depth === 0) this.readSection(row);
    else if (this.section === 'packages' || this.section === 'snapshots') this.readPackage(row);
    else if (this.section === 'importers') this.readImporter(row);
    // Without workspaces, versions 5 and 6 have the lists of the root at the margin.
    else if (isList(this.section)) this.readWish(row, row.depth - 1);
  }

  private readSection(row: YamlEntry): void {
    this.section = row.key;
    this.entry = undefined;
    if (row.key === 'lockfileVersion') this.format = row;
    if (!isList(row.key)) return;
    this.importer = this.importers.find(({ folder }) => folder === '') ?? this.addImporter('.');
    this.list = row.key;
  }

  private readPackage(row: YamlEntry): void {
    if (row.depth === 1) {
      this.entry = toPackage(row);
      if (this.section === 'packages') this.packages.push(this.entry);
      else this.snapshots.set(row.key, this.entry);
    } else if (row.depth === 2 && this.entry !== undefined) {
      this.field = row.key;
      readField(this.entry, row);
    } else if (row.depth === 3 && (this.field === 'dependencies' || this.field === 'optionalDependencies')) {
      this.entry?.requires.push({ name: row.key, version: row.value });
    } else if (row.depth === 3 && this.field === 'resolution' && this.entry !== undefined) {
      readResolution(this.entry, (name) => (name === row.key ? row.value : undefined));
    }
  }

  private readImporter(row: YamlEntry): void {
    if (row.depth === 1) this.importer = this.addImporter(row.key);
    else if (row.depth === 2) this.list = isList(row.key) ? row.key : undefined;
    else this.readWish(row, row.depth - 3);
  }

  private readWish(row: YamlEntry, depth: number): void {
    const wishes = this.list === undefined ? undefined : this.importer?.wishes[this.list];
    if (depth === 0) this.wish = row.key;
    const isVersion = depth === 0 ? row.value !== '' : depth === 1 && row.key === 'version';
    if (isVersion) wishes?.push({ name: this.wish, version: row.value });
  }

  private addImporter(key: string): PnpmImporter {
    const folder = key === '.' ? '' : key;
    const importer = { folder, wishes: { dependencies: [], devDependencies: [], optionalDependencies: [] } };
    this.importers.push(importer);
    return importer;
  }
}

function toPackage({ key, keyAt, line }: YamlEntry): PnpmPackage {
  const flags = { hasIntegrity: false, isDirectory: false, isDev: false, isOptional: false, hasInstallScript: false };
  return { key, keyAt, line, ...flags, requires: [] };
}

function readField(entry: PnpmPackage, row: YamlEntry): void {
  const isTrue = row.value === 'true';
  if (row.key === 'resolution') readResolution(entry, (name) => findFlowValue(row.value, name));
  else if (row.key === 'name') entry.name = row.value;
  else if (row.key === 'version') entry.version = row;
  else if (row.key === 'dev') entry.isDev = isTrue;
  else if (row.key === 'optional') entry.isOptional = isTrue;
  else if (row.key === 'requiresBuild') entry.hasInstallScript = isTrue;
}

function readResolution(entry: PnpmPackage, find: (name: string) => string | undefined): void {
  if (find('integrity') !== undefined) entry.hasIntegrity = true;
  if (find('directory') !== undefined) entry.isDirectory = true;
  const tarball = find('tarball');
  const commit = find('commit');
  if (tarball !== undefined) entry.tarball = tarball;
  if (commit !== undefined) entry.commit = commit;
}
