import type { Diagnostic } from '../findings/diagnostic.ts';
import type { AdvisoryIndex } from './database/advisory-index.ts';
import type { Advisory } from './database/advisory.ts';
import type { Dependency, PackageMatch } from './dependencies.ts';
import { createPathFinder } from './find-dependency-path.ts';
import { findPlace } from './find-place.ts';
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
  const finders = { toReach, toPath: createPathFinder() };
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
      const answers = judgeAll(ref, known);
      if (answers.size === 0) continue;
      if ([...answers.values()].includes('unknown')) unverifiable.push(dependency);
      matches.push(...toMatches(dependency, known, answers, finders));
    } catch (error) {
      diagnostics.set(ref.ecosystem, toDiagnostic(error, ref.ecosystem));
    }
  }
  return { matches, uncovered, unverifiable, diagnostics: [...diagnostics.values()] };
}

/** Every advisory that does not leave a package alone. */
function judgeAll(ref: PackageRef, known: readonly Advisory[]): ReadonlyMap<Advisory, Answer> {
  const answers = new Map<Advisory, Answer>();
  for (const advisory of known) {
    const answer = judge(ref, advisory);
    if (answer !== 'none') answers.set(advisory, answer);
  }
  return answers;
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
  readonly toPath: ReturnType<typeof createPathFinder>;
}

function toMatches(
  dependency: Dependency,
  known: readonly Advisory[],
  answers: ReadonlyMap<Advisory, Answer>,
  { toReach, toPath }: Finders,
): readonly Omit<PackageMatch, 'manifest'>[] {
  const hits = known.filter((advisory) => (answers.get(advisory) ?? 'unknown') !== 'unknown');
  if (hits.length === 0) return [];
  const { ref, source, index } = dependency;
  const fixedBy = findFix(ref, known);
  const path = toPath(source.packages, index);
  const reach = toReach(dependency);
  return groupAliases(hits).map((group) => {
    const given = new Set(group.map((advisory) => answers.get(advisory)));
    const summary = group.find((advisory) => advisory.summary !== undefined)?.summary;
    const allowed = given.has('affected') ? undefined : given.has('all') ? 'all' : 'some';
    return {
      dependency,
      advisory: {
        ...nameGroup(group),
        ...rateGroup(group),
        ...(summary === undefined ? {} : { summary }),
        fixed: listFixes(ref, group),
        malicious: group.some(({ malicious }) => malicious),
        reach,
        ...(allowed === undefined ? {} : { allowed }),
      },
      path,
      at: findPlace(dependency),
      ...(fixedBy === undefined ? {} : { fixedBy }),
    };
  });
}
