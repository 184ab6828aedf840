import type { Application } from '../app/application.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { toDirectory } from '../app/path.ts';
import type { Host } from '../host.ts';
import type { AdvisoryIndex } from './database/advisory-index.ts';
import type { DatabaseState, Dependencies, Dependency, DependencySource, PackageMatch } from './dependencies.ts';
import { createAbsenceTest, createCoverFinder, type CoverFinder } from './find-covered.ts';
import {
  findArchives,
  isArchive,
  readArchive,
  readInstalledFolders,
  type DeployedSource,
} from './deployed/read-deployed.ts';
import { findPlace } from './find-place.ts';
import { findSources } from './find-sources.ts';
import { matchPackages, type Matching } from './match-packages.ts';
import { openDatabase } from './open-database.ts';
import type { Ecosystem, PackageReader, Reading } from './package.ts';
import { createImportFinder } from './ships/create-import-finder.ts';
import { createReachFinder } from './ships/create-reach-finder.ts';
import { findShipped } from './ships/find-shipped.ts';
import { findShippers, type Builds } from './ships/find-shippers.ts';
import { findUnused } from './ships/find-unused.ts';

/** Reads what an application depends on, finds which functions ship it, and asks the database what is known against it. */
export function readDependencies(host: Host, application: Application | null, path: string): Dependencies {
  const functions = application?.functions ?? [];
  const read = readSources(host, path, functions);
  const findCovered = createCoverFinder(read.sources);
  const dependencies = listDependencies(read, functions, findCovered);

  const ecosystems = [...new Set(dependencies.map(({ ref }) => ref.ecosystem))];
  const database = openDatabase(host, ecosystems);
  const findImports = createImportFinder(host);
  const toReach = createReachFinder(functions, findImports);
  const matching = matchPackages(dependencies, database.indexes, toReach);

  const diagnostics = [...read.diagnostics, ...database.diagnostics, ...matching.diagnostics];
  return {
    database: toState(database.indexes, matching.uncovered),
    sources: read.sources,
    packages: dependencies,
    matches: findManifests(matching, read.sources, findCovered),
    unverifiable: matching.unverifiable.length,
    listUnused: () => findUnused(host, application, read.sources, findImports),
    diagnostics: [...diagnostics, ...describeGaps(matching, database.indexes, dependencies)],
  };
}

function readSources(
  host: Host,
  path: string,
  functions: Application['functions'],
): {
  readonly sources: readonly DependencySource[];
  /** By file. */
  readonly builds: ReadonlyMap<string, Builds>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const isZip = host.kindOf(path) === 'file' && isArchive(path);
  const found = isZip ? { sources: [], installed: [], diagnostics: [] } : findSources(host, path);
  const diagnostics = [...found.diagnostics];
  const named = found.sources.map(({ file, reader, text }): DeployedSource => {
    const reading = reader.parse(text, file, { host });
    diagnostics.push(...reading.diagnostics, ...findEmpty(file, reader, text, reading));
    const { name: kind, role, ecosystem } = reader;
    const { packages, references = [], importers } = reading;
    return {
      file,
      kind,
      role,
      ecosystem,
      packages,
      references,
      text,
      ...(importers === undefined ? {} : { importers }),
    };
  });
  const loaders = findArchives({ functions });
  const archives = new Set([...(isZip ? [path] : []), ...loaders.keys()]);
  const deployed = [
    readInstalledFolders(host, found.installed, named),
    ...[...archives].map((archive) => readArchive(host, archive)),
  ];
  diagnostics.push(...deployed.flatMap((one) => one.diagnostics));
  const all = [...named, ...deployed.flatMap(({ sources }) => sources)];
  const builds = new Map(findShippers(functions, all));
  for (const [file, ids] of loaders) builds.set(file, new Map(ids.map((id) => [id, [toDirectory(file)]])));
  const sources = all.map((source): DependencySource => ({
    ...source,
    functions: [...(builds.get(source.file)?.keys() ?? [])],
  }));
  return { sources, builds, diagnostics };
}

/** Tools that lock write something even where nothing is asked for; yarn alone takes an empty file for the mark of a project. */
function findEmpty(file: string, reader: PackageReader, text: string, reading: Reading): readonly Diagnostic[] {
  if (reader.role !== 'lock' || text.trim() !== '' || reading.diagnostics.length > 0) return [];
  const severity = reader.name === 'yarn' ? 'warning' : 'error';
  return [{ code: 'lock-incomplete', severity, message: 'the lock file is empty', file }];
}

/** Every package once for each file. What a manifest asks for and a lock file has chosen stands in the lock file alone. */
function listDependencies(
  { sources, builds }: Pick<ReturnType<typeof readSources>, 'sources' | 'builds'>,
  functions: Application['functions'],
  findCovered: CoverFinder,
): readonly Dependency[] {
  const runtimes = new Map<string, Set<string | null>>();
  for (const { id, runtime } of functions) runtimes.set(id, (runtimes.get(id) ?? new Set()).add(runtime));
  // Templates may have functions of one name.
  const runtimesOf = (id: string): readonly (string | null)[] => [...(runtimes.get(id) ?? [null])];
  const isAbsent = createAbsenceTest(sources);
  return sources.flatMap((source) => {
    const findFunctions = findShipped(source, builds.get(source.file) ?? new Map(), runtimesOf);
    return source.packages.flatMap((ref, index) => {
      if (source.role === 'manifest' && (findCovered(ref) !== undefined || isAbsent(ref))) return [];
      return [{ ref, source, index, functions: findFunctions(index) }];
    });
  });
}

/** Finds where a manifest asks for what a lock file holds: that is the place to edit. */
function findManifests(
  { matches }: Matching,
  sources: readonly DependencySource[],
  findCovered: CoverFinder,
): readonly PackageMatch[] {
  if (matches.length === 0) return [];
  const manifests = new Map<string, Pick<Dependency, 'ref' | 'source'>>();
  for (const source of sources.filter(({ role }) => role === 'manifest')) {
    for (const ref of source.packages) {
      const covered = findCovered(ref);
      if (covered !== undefined) manifests.set(`${covered.lock.file}\n${covered.index}`, { ref, source });
    }
  }
  return matches.map((match) => {
    const { source, index } = match.dependency;
    const isOwn = source.role === 'manifest';
    const manifest = isOwn ? match.dependency : manifests.get(`${source.file}\n${index}`);
    return manifest === undefined ? match : { ...match, at: findPlace(manifest), manifest };
  });
}

function toState(indexes: ReadonlyMap<Ecosystem, AdvisoryIndex>, uncovered: number): DatabaseState {
  const headers = [...indexes.values()].map(({ header }) => header);
  const oldest = Math.min(...headers.map(({ date }) => date));
  return {
    date: headers.length === 0 ? null : new Date(oldest).toISOString().slice(0, 10),
    records: headers.reduce((sum, { records }) => sum + records, 0),
    ecosystems: [...indexes.keys()],
    isStarter: headers.some(({ isStarter }) => isStarter),
    uncovered,
  };
}

const MOST_NAMES = 5;

/** What could not be answered: neither clean nor affected. */
function describeGaps(
  { uncovered, unverifiable }: Matching,
  indexes: ReadonlyMap<Ecosystem, AdvisoryIndex>,
  dependencies: readonly Dependency[],
): readonly Diagnostic[] {
  const gaps: Diagnostic[] = [];
  if ([...indexes.values()].some(({ header }) => header.isStarter)) {
    const missing = uncovered === 0 ? '' : `: ${uncovered} of ${dependencies.length} packages are not in it`;
    const message = `the starter database knows some packages, and not everything about them${missing}; run \`sallyport db update\` for the whole`;
    gaps.push({ code: 'database-starter', severity: 'warning', message });
  }
  if (unverifiable.length > 0) {
    const names = unverifiable
      .slice(0, MOST_NAMES)
      .map(
        ({ ref }) => `\`${ref.name.slice(0, 100)}\` ${(ref.version ?? ref.range ?? 'without a version').slice(0, 60)}`,
      );
    const more = unverifiable.length > MOST_NAMES ? ` and ${unverifiable.length - MOST_NAMES} more` : '';
    const message = `it cannot be told whether an advisory affects ${names.join(', ')}${more}`;
    gaps.push({ code: 'version-unverifiable', severity: 'warning', message });
  }
  return gaps;
}
