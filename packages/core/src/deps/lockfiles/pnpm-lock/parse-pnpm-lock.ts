import { joinPath } from '../../../app/path.ts';
import { toSource } from '../../npm/to-source.ts';
import { splitName } from '../../npm/split-name.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageReader, PackageRef, PackageSource } from '../../package.ts';
import { findCutOff } from '../../text/cut-off.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { toIncomplete } from '../../text/to-incomplete.ts';
import { parseKey } from './parse-key.ts';
import { scanPnpmLock, type PnpmList, type PnpmPackage, type ScannedPnpm } from './scan-pnpm-lock.ts';

/** Reads `pnpm-lock.yaml`, versions 5.x, 6.x and 9.0 (https://github.com/pnpm/spec/tree/master/lockfile). */
export const parsePnpmLock: PackageReader['parse'] = (text, file) => {
  const scanned = scanPnpmLock(text);
  const list = new PackageList();
  const byKey = new Map<string, number>();
  const references: PackageRef[] = [];
  const faults: TextProblem[] = [...scanned.problems, ...findFaults(text, scanned), ...findCutOff(text)];
  for (const entry of scanned.packages) {
    const ref = toPackage(entry, file);
    // A folder without a version is no package of a registry.
    if (ref?.version === null) references.push(ref);
    else if (ref !== undefined) byKey.set(entry.key, list.add(ref));
    else if (!isAddress(entry.key)) faults.push({ message: `\`${entry.key}\` names no package`, at: entry.keyAt });
  }
  const missing = connect(list, scanned, byKey);
  const diagnostics = [...toDiagnostics(text, file, 'lock-syntax', faults), ...toIncomplete(file, missing)];
  return { packages: list.toPackages(), references, importers: list.toImporters(), diagnostics };
};

function toPackage(entry: PnpmPackage, file: string): PackageRef | undefined {
  const parsed = parseKey(entry.key);
  const name = entry.name ?? parsed?.name ?? toAddressName(entry.key);
  const version = entry.version?.value ?? parsed?.version ?? null;
  const source = findSource(name ?? '', entry);
  if (name === undefined || (version === null && source?.kind !== 'file')) return undefined;
  const at = entry.version?.valueAt ?? entry.keyAt + Math.max(0, entry.key.lastIndexOf(version ?? ''));
  return {
    ecosystem: 'npm',
    name,
    version,
    file,
    line: entry.line,
    start: at,
    end: at + (version?.length ?? entry.key.length),
    direct: false,
    dev: entry.isDev,
    ...(entry.isOptional ? { optional: true } : {}),
    ...(source === undefined ? {} : { source }),
    ...(source === undefined || source.kind === 'registry' ? { hasIntegrity: entry.hasIntegrity } : {}),
    ...(entry.hasInstallScript ? { hasInstallScript: true } : {}),
  };
}

/** Version 9 writes `name@` before an address too. */
function toAddressName(key: string): string | undefined {
  const { name, range } = splitName(key);
  return isAddress(range) && !/[:+]/.test(name) ? name : undefined;
}

function findSource(name: string, entry: PnpmPackage): PackageSource | undefined {
  if (entry.isDirectory || /^(?:[^@]*@)?file:/.test(entry.key)) return { kind: 'file', url: entry.key };
  if (entry.commit !== undefined) return { kind: 'git', url: entry.key, commit: entry.commit };
  return toSource(name, entry.tarball);
}

const isAddress = (key: string): boolean => /[/:]/.test(key);

/**
 * Draws what needs what; version 9 holds that in `snapshots` and says of no package that it is for development. Gives the
 * names of what is needed and not there.
 */
function connect(list: PackageList, scanned: ScannedPnpm, byKey: ReadonlyMap<string, number>): ReadonlySet<string> {
  const missing = new Set<string>();
  const find = ({ name, version }: { name: string; version: string }): number | undefined => {
    const keys = [version, `${name}@${version}`, `/${name}@${version}`, `/${name}/${version}`, `/${version}`];
    for (const key of keys) {
      const index = byKey.get(key) ?? byKey.get(toBareKey(key));
      if (index === undefined) continue;
      list.nameAlias(index, name);
      return index;
    }
    if (!/^(?:link|file|workspace):/.test(version)) missing.add(name);
    return undefined;
  };
  for (const { key, requires } of [...scanned.packages, ...scanned.snapshots.values()]) {
    const from = byKey.get(key) ?? byKey.get(toBareKey(key));
    for (const wish of requires) {
      const to = find(wish);
      if (from !== undefined && to !== undefined) list.require(from, to);
    }
  }
  const roots: Record<PnpmList, number[]> = { dependencies: [], devDependencies: [], optionalDependencies: [] };
  for (const { folder, wishes } of scanned.importers) {
    list.addImporter(folder);
    for (const [name, wanted] of Object.entries(wishes) as [PnpmList, typeof wishes.dependencies][]) {
      const dev = name === 'devDependencies';
      for (const wish of wanted) {
        const target = findLinked(folder, wish.version);
        if (target !== undefined) list.link(folder, { name: wish.name, folder: target, dev });
        const index = find(wish);
        if (index === undefined) continue;
        list.ask(index, folder, dev);
        roots[name].push(index);
      }
    }
  }
  if (scanned.snapshots.size === 0) return missing;
  list.markDevelopment([...roots.dependencies, ...roots.optionalDependencies], roots.devDependencies);
  list.markOptional([...roots.dependencies, ...roots.devDependencies], roots.optionalDependencies);
  return missing;
}

/** The folder of another workspace, relative to the lock file: `link:../b` in `packages/a` is `packages/b`. */
function findLinked(folder: string, version: string): string | undefined {
  return version.startsWith('link:') ? joinPath(folder, version.slice('link:'.length)) : undefined;
}

/** A key without the peers with which the package was built: `name@1.0.0(peer@2.0.0)` -> `name@1.0.0`. */
function toBareKey(key: string): string {
  const at = key.indexOf('(');
  return at === -1 ? key : key.slice(0, at);
}

function findFaults(
  text: string,
  { format, packages, snapshots, importers, problems }: ScannedPnpm,
): readonly TextProblem[] {
  if (format === undefined) {
    const isBlank = text.split('\n', 1_000).every((line) => line.trim() === '' || line.startsWith('#'));
    return isBlank || problems.length > 0
      ? []
      : [{ message: 'this is no lock file of pnpm: it has no `lockfileVersion`', at: 0 }];
  }
  const major = Number.parseInt(format.value, 10);
  if (![5, 6, 9].includes(major)) {
    return [{ message: 'the `lockfileVersion` is none that is known (5, 6, 9)', at: format.valueAt }];
  }
  const isHalf = major >= 9 && packages.length > 0 && snapshots.size === 0 && importers.length > 0;
  return isHalf ? [{ message: 'there are `packages` but no `snapshots`: the file is cut off', at: text.length }] : [];
}
