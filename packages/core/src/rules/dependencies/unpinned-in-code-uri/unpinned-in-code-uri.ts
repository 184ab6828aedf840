import { toDirectory } from '../../../app/path.ts';
import type { Dependencies, DependencySource } from '../../../deps/dependencies.ts';
import { createAbsenceTest, createCoverFinder } from '../../../deps/find-covered.ts';
import { findDrift } from '../../../deps/hygiene/find-drift.ts';
import { findSeveralLocks } from '../../../deps/hygiene/find-several-locks.ts';
import type { PackageRef } from '../../../deps/package.ts';
import { listWords } from '../../permissions/list-words.ts';
import { namePackages } from '../../name-packages.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { toStep } from '../../to-step.ts';
import { findPlace } from '../../../deps/find-place.ts';

export const unpinnedInCodeUri: Rule = defineRule({
  id: 'DEP002',
  slug: 'unpinned-in-code-uri',
  severity: 'low',
  title: 'what a function ships is chosen anew at each build',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1357'],
  needsCode: false,
  check: ({ dependencies }) => (dependencies === null ? [] : findAll(dependencies)),
});

function findAll({ sources, packages }: Dependencies): readonly Report[] {
  const shipped = sources.filter(({ functions }) => functions.length > 0);
  // A marker may say that a package is for another system, or another Python.
  const idle = new Set(packages.flatMap(({ ref, functions }) => (functions.length === 0 ? ref : [])));
  return [...findUnpinned(sources, idle), ...shipped.flatMap(findWithoutHash), ...findRivals(shipped)];
}

/** One report for each manifest: one lock file, or a few `==`, mends all of it. What happens to be installed fixes nothing. */
function findUnpinned(sources: Dependencies['sources'], idle: ReadonlySet<PackageRef>): readonly Report[] {
  const drift = new Set(findDrift(sources).map(({ ref }) => ref));
  const findLocked = createCoverFinder(sources.filter(({ role }) => role === 'lock'));
  const isAbsent = createAbsenceTest(sources);
  const isOpen = (ref: PackageRef, hasLock: boolean): boolean =>
    !ref.dev &&
    ref.peer !== true &&
    !idle.has(ref) &&
    !isAbsent(ref) &&
    (drift.has(ref) || (ref.version === null && !(ref.optional === true && hasLock) && findLocked(ref) === undefined));
  return sources.flatMap((source) => {
    if (source.role !== 'manifest' || source.functions.length === 0) return [];
    // Above may stand the lock file of something else; that of a workspace has some of it.
    const hasLock = isLockBeside(source, sources) || source.packages.some((ref) => findLocked(ref) !== undefined);
    // An extra that nobody locked is an extra that nobody installs.
    const own = source.packages.filter((ref) => isOpen(ref, hasLock));
    const [first] = own;
    return first === undefined ? [] : [toReport(source, [first, ...own.slice(1)], hasLock)];
  });
}

const isLockBeside = (source: DependencySource, sources: readonly DependencySource[]): boolean =>
  sources.some(
    ({ role, ecosystem, file }) =>
      role === 'lock' && ecosystem === source.ecosystem && toDirectory(file) === toDirectory(source.file),
  );

function toReport(source: DependencySource, own: readonly [PackageRef, ...PackageRef[]], isOutOfStep: boolean): Report {
  const { functions } = source;
  const at = findPlace({ ref: own[0], source });
  const few = namePackages(own);
  const remedy =
    source.ecosystem === 'npm'
      ? 'A lock file in the repository, and `npm ci`, build the same thing each time.'
      : '`==` for each package, or a lock file, builds the same thing each time.';
  return {
    at,
    message: isOutOfStep ? `the lock file does not have ${few} as asked for here` : `no version is fixed for ${few}`,
    why: `${isOutOfStep ? 'The file that would fix the version is out of step, so that' : 'Without a fixed version'} each build of ${listWords(functions)} takes the newest that there is, tried by nobody, malicious releases among them. ${remedy}`,
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: own.slice(0, 10).map((ref) => toStep(findPlace({ ref, source }), `${ref.name} ${ref.range ?? ''}`.trim())),
    identity: [source.file],
  };
}

/** A hash is what keeps a registry, a mirror or a cache from handing out something else under the same version. */
function findWithoutHash(source: DependencySource): readonly Report[] {
  const bare = source.packages.filter(({ dev, hasIntegrity }) => !dev && hasIntegrity === false);
  const [first] = bare;
  if (source.role !== 'lock' || first === undefined) return [];
  return [
    {
      at: findPlace({ ref: first, source }),
      message: `the lock file has no hash of ${namePackages(bare)}`,
      why: `Whatever a registry or mirror hands out under that version is installed into ${listWords(source.functions)}, and nobody can tell. Lock anew with a current version of the tool, from the registry itself.`,
      ...(source.functions[0] === undefined ? {} : { function: source.functions[0] }),
      trace: bare
        .slice(0, 10)
        .map((ref) => toStep(findPlace({ ref, source }), `${ref.name} ${ref.version ?? ''}`.trim())),
      identity: [source.file, 'hash'],
    },
  ];
}

/** The lock files of several tools in one folder: which of them is built from is chance. */
function findRivals(sources: readonly DependencySource[]): readonly Report[] {
  const folders = findSeveralLocks(sources.filter(({ kind }) => kind !== 'npm-shrinkwrap'));
  return folders.flatMap(({ files: [kept = '', ...others] }) => others.map((file) => toRival(file, kept)));
}

function toRival(file: string, other: string): Report {
  return {
    at: { file, line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 },
    message: `this lock file stands beside \`${other.slice(other.lastIndexOf('/') + 1)}\``,
    why: 'Each tool keeps its own lock file in step and no other: which versions are shipped depends on who builds. Keep the one of the tool that builds.',
    trace: [{ file: other, line: 1, column: 1, message: 'the other lock file' }],
    identity: [file, other],
  };
}
