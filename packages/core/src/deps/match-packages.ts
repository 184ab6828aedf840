import { findLineStarts, toLocation, type Location } from '../app/location.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { AdvisoryIndex } from './database/advisory-index.ts';
import type { Advisory } from './database/advisory.ts';
import type { Dependency, DependencySource, PackageMatch } from './dependencies.ts';
import { createPathFinder } from './find-dependency-path.ts';
import { findFix, listFixes } from './match/find-fix.ts';
import { groupAliases, nameGroup, rateGroup } from './match/group-aliases.ts';
import { isRangeAffected, isVersionAffected } from './match/is-version-affected.ts';
import { toDiagnostic } from './open-database.ts';
import type { Ecosystem, PackageRef } from './package.ts';

/** What came of asking for every package. */
export interface Matching {
  readonly matches: readonly Omit<PackageMatch, 'manifest'>[];
  /** Packages that the database does not hold, where it holds only some. */
  readonly uncovered: number;
  readonly unverifiable: readonly Dependency[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How a package is affected by one advisory. */
type Answer = 'affected' | 'all' | 'some' | 'none' | 'unknown';

/** Asks the database for every package with a version or a range. */
export function matchPackages(
  dependencies: readonly Dependency[],
  indexes: ReadonlyMap<Ecosystem, AdvisoryIndex>,
  toReach: (dependency: Dependency) => 'installed' | 'bundled',
): Matching {
  const matches: Omit<PackageMatch, 'manifest'>[] = [];
  const unverifiable: Dependency[] = [];
  const diagnostics = new Map<Ecosystem, Diagnostic>();
  const finders = { toReach, toPlace: createPlaceFinder(), toPath: createPathFinder() };
  let uncovered = 0;
  for (const dependency of dependencies) {
    const { ref } = dependency;
    // A folder of the author's is no package of a registry, whatever its name.
    if (ref.source?.kind === 'workspace' || ref.source?.kind === 'file') continue;
    const index = indexes.get(ref.ecosystem);
    if (index === undefined || diagnostics.has(ref.ecosystem)) continue;
    try {
      const known = index.find(ref.name);
      if (known === undefined) {
        if (index.header.isStarter) uncovered++;
        continue;
      }
      const answers = known.map((advisory) => ({ advisory, answer: judge(ref, advisory) }));
      if (answers.some(({ answer }) => answer === 'unknown')) unverifiable.push(dependency);
      const hits = answers.filter(({ answer }) => answer !== 'none' && answer !== 'unknown');
      if (hits.length > 0) matches.push(...toMatches(dependency, known, hits, finders));
    } catch (error) {
      diagnostics.set(ref.ecosystem, toDiagnostic(error, ref.ecosystem));
    }
  }
  return { matches, uncovered, unverifiable, diagnostics: [...diagnostics.values()] };
}

function judge(ref: PackageRef, advisory: Advisory): Answer {
  if (ref.version !== null) {
    const verdict = isVersionAffected(ref.ecosystem, advisory, ref.version);
    return verdict === true ? 'affected' : verdict === false ? 'none' : 'unknown';
  }
  return isRangeAffected(ref.ecosystem, advisory, ref.range ?? '');
}

interface Finders {
  readonly toReach: (dependency: Dependency) => 'installed' | 'bundled';
  readonly toPlace: (dependency: Dependency) => Location;
  readonly toPath: ReturnType<typeof createPathFinder>;
}

function toMatches(
  dependency: Dependency,
  known: readonly Advisory[],
  hits: readonly { readonly advisory: Advisory; readonly answer: Answer }[],
  { toReach, toPlace, toPath }: Finders,
): readonly Omit<PackageMatch, 'manifest'>[] {
  const { ref, source, index } = dependency;
  const fixedBy = findFix(ref.ecosystem, known, ref.version);
  const path = toPath(source.packages, index);
  const reach = toReach(dependency);
  const answers = new Map(hits.map(({ advisory, answer }) => [advisory, answer]));
  return groupAliases(hits.map(({ advisory }) => advisory)).map((group) => {
    const given = new Set(group.map((advisory) => answers.get(advisory)));
    const summary = group.find((advisory) => advisory.summary !== undefined)?.summary;
    const allowed = given.has('affected') ? undefined : given.has('all') ? 'all' : 'some';
    return {
      dependency,
      advisory: {
        ...nameGroup(group),
        ...rateGroup(group),
        ...(summary === undefined ? {} : { summary }),
        fixed: listFixes(ref.ecosystem, group, ref.version),
        malicious: group.some(({ malicious }) => malicious),
        reach,
        ...(allowed === undefined ? {} : { allowed }),
      },
      path,
      at: toPlace(dependency),
      ...(fixedBy === undefined ? {} : { fixedBy }),
    };
  });
}

/** Where a package stands in its file; the lines of each file are counted once. */
export function createPlaceFinder(): (dependency: Pick<Dependency, 'ref' | 'source'>) => Location {
  const lines = new Map<DependencySource, readonly number[]>();
  return ({ ref, source }) => {
    const starts = lines.get(source) ?? findLineStarts(source.text);
    lines.set(source, starts);
    const own = ref.file === source.file;
    const start = own ? (ref.start ?? starts[(ref.line ?? 1) - 1] ?? 0) : 0;
    if (own) return toLocation(ref.file, starts, start, ref.end ?? start);
    // From a file that this one includes: its text was read by the reader alone.
    const line = ref.line ?? 1;
    return { file: ref.file, line, column: 1, endLine: line, endColumn: 1, start: 0, end: 0 };
  };
}
