import type { Dependencies, DependencySource } from '../../../deps/dependencies.ts';
import { judgeAddress } from '../../../deps/hygiene/judge-address.ts';
import type { PackageRef } from '../../../deps/package.ts';
import { listWords } from '../../permissions/list-words.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { findPlace } from '../../../deps/find-place.ts';

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
  for (const source of sources.filter(({ functions }) => functions.length > 0)) {
    const told = new Set<string>();
    for (const ref of [...source.packages, ...source.references]) {
      const problem = ref.dev ? undefined : findProblem(ref);
      if (problem === undefined || told.has(ref.name)) continue;
      told.add(ref.name);
      yield toReport(source, ref, problem);
    }
  }
}

/** What is wrong, and why that matters. */
type Problem = readonly [what: string, why: string];

const SCRIPT =
  'Its script runs on the machine that builds, with all that this machine may do: that is how most malicious releases act. `npm ci --ignore-scripts` does without.';
const ADDRESS =
  'What stands at an address may change without a new version, and no registry, audit or advisory knows it.';
const PLAIN = 'Whoever is on the way can put another package in its place.';

const OTHER =
  'The lock file says one thing and installs another: that is what a lock file looks like into which somebody has put a package of their own.';
const NO_HOSTS: ReadonlySet<string> = new Set();

function findProblem(ref: PackageRef): Problem | undefined {
  const { hasInstallScript, source } = ref;
  const url = source?.url ?? '';
  if (/^(?:git\+)?http:/.test(url)) return ['is loaded without encryption', PLAIN];
  if (judgeAddress(ref, NO_HOSTS).some(({ kind }) => kind === 'address-mismatch'))
    return ['is loaded from the address of another package or version', OTHER];
  if (source?.kind === 'git')
    return source.commit === undefined && !/#[0-9a-f]{40}$/.test(url) && !/@[0-9a-f]{40}(?:#|$)/.test(url)
      ? ['comes from a repository, at no fixed commit', ADDRESS]
      : undefined;
  if (source?.kind === 'url') return ['comes from an address, not from the registry', ADDRESS];
  return hasInstallScript === true ? ['runs a script when it is installed', SCRIPT] : undefined;
}

function toReport(source: DependencySource, ref: PackageRef, [what, why]: Problem): Report {
  const at = findPlace({ ref, source });
  const { functions } = source;
  const place = { file: at.file, line: at.line, column: at.column };
  return {
    at,
    message: `\`${ref.name.slice(0, 40)}\` ${what}`,
    why: `${why} ${listWords(functions)} ${functions.length === 1 ? 'ships' : 'ship'} it.`,
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: [
      { ...place, message: `${ref.name} ${ref.version ?? ref.range ?? ref.source?.url ?? ''}`.trim().slice(0, 120) },
    ],
    package: {
      ecosystem: ref.ecosystem,
      name: ref.name,
      version: ref.version,
      file: source.file,
      path: [ref.name],
      functions,
    },
    identity: [source.file, ref.name, what],
  };
}
