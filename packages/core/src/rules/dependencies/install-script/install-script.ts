import type { Dependencies, DependencySource } from '../../../deps/dependencies.ts';
import { createCoverFinder, type CoverFinder } from '../../../deps/find-covered.ts';
import { findLookalikes } from '../../../deps/hygiene/find-lookalikes.ts';
import { findStrangeHosts } from '../../../deps/hygiene/find-strange-hosts.ts';
import type { PackageRef } from '../../../deps/package.ts';
import { mayHold } from '../../../deps/python/may-hold.ts';
import type { Confidence, Severity } from '../../../findings/finding.ts';
import { listWords } from '../../permissions/list-words.ts';
import { namePackages } from '../../name-packages.ts';
import { shorten } from '../../shorten.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { toStep } from '../../to-step.ts';
import { findPlace } from '../../../deps/find-place.ts';
import { findProblem, isPlain } from './find-problem.ts';

export const installScript: Rule = defineRule({
  id: 'DEP008',
  slug: 'install-script',
  severity: 'medium',
  title: 'a package runs code when it is installed, or comes past the registry',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-506'],
  needsCode: false,
  check: ({ dependencies }) => (dependencies === null ? [] : findSuspects(dependencies)),
});

function* findSuspects({ sources }: Dependencies): Iterable<Report> {
  const shipped = sources.filter(({ functions }) => functions.length > 0);
  const findLocked = createCoverFinder(sources.filter(({ role }) => role === 'lock'));
  for (const source of shipped) {
    yield* findPackages(source, findLocked);
    yield* findPlain(source);
    yield* findForeign(source);
  }
  yield* findDoubles(shipped);
}

/** What is wrong with a package by itself: one report for each, since each is another decision. */
function* findPackages(source: DependencySource, findLocked: CoverFinder): Iterable<Report> {
  const told = new Set<string>();
  for (const ref of [...source.packages, ...source.references]) {
    const problem = ref.dev ? undefined : findProblem(ref);
    if (problem === undefined || told.has(ref.name)) continue;
    if (ref.marker !== undefined && !mayHold(ref.marker, null)) continue;
    // A branch is a commit in the lock file, which is judged by itself.
    if (source.role === 'manifest' && findLocked(ref) !== undefined) continue;
    told.add(ref.name);
    const { what, why, severity } = problem;
    yield toReport(source, [ref], { message: `\`${shorten(ref.name)}\` ${what}`, why, severity, identity: what });
  }
}

/** A registry without encryption is one setting, however many packages came from there. */
function* findPlain(source: DependencySource): Iterable<Report> {
  const plain = [...source.packages, ...source.references].filter((ref) => !ref.dev && isPlain(ref));
  if (plain.length === 0) return;
  const isChecked = plain.every(({ hasIntegrity }) => hasIntegrity === true);
  yield toReport(source, plain, {
    message: `${namePackages(plain)} ${plain.length === 1 ? 'is' : 'are'} loaded without encryption`,
    why: isChecked
      ? 'Whoever is on the way sees what is built, and can keep a fix away; the hash in the lock file keeps other content out.'
      : 'Whoever is on the way can put another package in its place.',
    severity: isChecked ? 'low' : 'medium',
    identity: 'is loaded without encryption',
  });
}

function* findForeign(source: DependencySource): Iterable<Report> {
  for (const { host, refs } of findStrangeHosts(source)) {
    yield toReport(source, refs, {
      message: `${namePackages(refs)} ${refs.length === 1 ? 'comes' : 'come'} from \`${shorten(host, 30)}\`, not from the registry`,
      why: 'No scope says that the package is your own, and the rest comes from elsewhere: that is what a lock file looks like into which somebody has put a package.',
      identity: host,
    });
  }
}

/** Names that are easily mistyped; a manifest is told before its lock file. */
function* findDoubles(sources: readonly DependencySource[]): Iterable<Report> {
  const told = new Set<string>();
  for (const source of sources.toSorted((a, b) => Number(a.role === 'lock') - Number(b.role === 'lock'))) {
    for (const { ref, of } of findLookalikes(source.packages.filter(({ dev }) => !dev))) {
      const key = `${ref.ecosystem} ${ref.name}`;
      if (told.has(key)) continue;
      told.add(key);
      yield toReport(source, [ref], {
        message: `the name \`${shorten(ref.name, 40)}\` is one letter from \`${shorten(of, 40)}\``,
        why: 'Packages that wait for a slip of the finger have such names. Most are what they say: see that this one is meant.',
        severity: 'info',
        confidence: 'possible',
        identity: of,
      });
    }
  }
}

interface Said {
  readonly message: string;
  readonly why: string;
  readonly severity?: Severity | undefined;
  readonly confidence?: Confidence;
  readonly identity: string;
}

function toReport(source: DependencySource, refs: readonly PackageRef[], said: Said): Report {
  const [ref] = refs as readonly [PackageRef, ...PackageRef[]];
  const { functions } = source;
  return {
    at: findPlace({ ref, source }),
    message: said.message,
    why: `${said.why} ${listWords(functions)} ${functions.length === 1 ? 'ships' : 'ship'} ${refs.length === 1 ? 'it' : 'them'}.`,
    ...(said.severity === undefined ? {} : { severity: said.severity }),
    ...(said.confidence === undefined ? {} : { confidence: said.confidence }),
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: refs.slice(0, 10).map((one) => {
      const message = `${one.name} ${one.version ?? (one.range || one.source?.url) ?? ''}`;
      return toStep(findPlace({ ref: one, source }), message.trim().slice(0, 120));
    }),
    ...(refs.length > 1 ? {} : { package: toPackage(source, ref) }),
    identity: [source.file, ...refs.map(({ name }) => name), said.identity],
  };
}

const toPackage = (source: DependencySource, ref: PackageRef): NonNullable<Report['package']> => ({
  ecosystem: ref.ecosystem,
  name: ref.name,
  version: ref.version,
  file: source.file,
  path: [ref.name],
  functions: source.functions,
});
