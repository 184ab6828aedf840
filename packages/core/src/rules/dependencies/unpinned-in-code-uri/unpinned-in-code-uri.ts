import { toDirectory } from '../../../app/path.ts';
import type { Dependencies, Dependency, DependencySource } from '../../../deps/dependencies.ts';
import { listWords } from '../../permissions/list-words.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { findPlace } from '../../../deps/find-place.ts';

export const unpinnedInCodeUri: Rule = defineRule({
  id: 'DEP002',
  slug: 'unpinned-in-code-uri',
  severity: 'low',
  title: 'what a function ships is chosen anew at each build',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1357'],
  needsCode: false,
  check: ({ dependencies }) =>
    dependencies === null ? [] : [...findUnpinned(dependencies), ...findRivals(dependencies)],
});

/** One report for each manifest: one lock file, or a few `==`, mends all of it. */
function findUnpinned({ packages, sources }: Dependencies): readonly Report[] {
  const open = packages.filter(({ ref, source, functions }) => {
    const isAsked = source.role === 'manifest' && ref.version === null && ref.peer !== true;
    return isAsked && functions.length > 0;
  });
  const manifests = sources.filter(({ role, functions }) => role === 'manifest' && functions.length > 0);
  return manifests.flatMap((source) => {
    const own = open.filter((dependency) => dependency.source === source);
    const [first] = own;
    return first === undefined ? [] : [toReport(first, own, hasLock(source, sources))];
  });
}

/** Whether a lock file stands beside a manifest or above it: then it is out of step, and not missing. */
const hasLock = (source: DependencySource, sources: readonly DependencySource[]): boolean =>
  sources.some(
    ({ role, ecosystem, file }) =>
      role === 'lock' &&
      ecosystem === source.ecosystem &&
      `${toDirectory(source.file)}/`.startsWith(toDirectory(file) === '' ? '' : `${toDirectory(file)}/`),
  );

function toReport(first: Dependency, own: readonly Dependency[], isOutOfStep: boolean): Report {
  const { source, functions } = first;
  const at = findPlace(first);
  const names = own.map(({ ref }) => ref.name);
  const few = listWords(
    names.map((name) => `\`${name.slice(0, 30)}\``),
    2,
  );
  const remedy =
    source.ecosystem === 'npm'
      ? 'A lock file in the repository, and `npm ci`, build the same thing each time.'
      : '`==` for each package, or a lock file, builds the same thing each time.';
  return {
    at,
    message: `no version is fixed for ${few}`,
    why: `${isOutOfStep ? 'The lock file does not have what is asked for here, so that' : 'Without a fixed version'} each build of ${listWords(functions)} takes the newest that there is, tried by nobody, malicious releases among them. ${remedy}`,
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: own.slice(0, 10).map((dependency) => {
      const { line, column, file } = findPlace(dependency);
      return { file, line, column, message: `${dependency.ref.name} ${dependency.ref.range ?? ''}`.trim() };
    }),
    identity: [source.file],
  };
}

/** The lock files of several tools in one folder: which of them is built from is chance. */
function findRivals({ sources }: Dependencies): readonly Report[] {
  const locks = sources.filter(
    ({ role, ecosystem, functions }) => role === 'lock' && ecosystem === 'npm' && functions.length > 0,
  );
  return locks.flatMap((lock, index) => {
    const folder = toDirectory(lock.file);
    const rival = locks.slice(0, index).find(({ file, kind }) => toDirectory(file) === folder && kind !== lock.kind);
    if (rival === undefined || lock.kind === 'npm-shrinkwrap' || rival.kind === 'npm-shrinkwrap') return [];
    const at = { file: lock.file, line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 };
    const name = rival.file.slice(rival.file.lastIndexOf('/') + 1);
    return [
      {
        at,
        message: `this lock file stands beside \`${name}\``,
        why: 'Each tool keeps its own lock file in step and no other: which versions are shipped depends on who builds. Keep the one of the tool that builds.',
        trace: [{ file: rival.file, line: 1, column: 1, message: 'the other lock file' }],
        identity: [lock.file, rival.file],
      },
    ];
  });
}
