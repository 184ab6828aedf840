import { markWanted } from '../../npm/mark-wanted.ts';
import { readManifests } from '../../npm/read-manifest.ts';
import { findAliased, splitName } from '../../npm/split-name.ts';
import { toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageReader, PackageRef } from '../../package.ts';
import { findCutOff } from '../../text/cut-off.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { toIncomplete } from '../../text/to-incomplete.ts';
import { scanClassic, type ClassicEntry } from './scan-classic.ts';

/** Reads the lock file of yarn 1. It does not say what is for development: the `package.json` beside it does. */
export const parseClassic: PackageReader['parse'] = (text, file, context) => {
  const { entries, problems } = scanClassic(text);
  const list = new PackageList();
  const byPattern = new Map<string, number>();
  const missing = new Set<string>();
  for (const entry of entries.filter(({ version }) => version !== undefined)) {
    const index = list.add(toPackage(entry, file));
    for (const pattern of entry.patterns) byPattern.set(pattern, index);
  }
  for (const entry of entries) {
    const from = byPattern.get(entry.patterns[0] ?? '');
    for (const { name, range } of entry.requires) {
      const to = byPattern.get(`${name}@${range}`);
      if (to === undefined) missing.add(name);
      else if (from !== undefined) list.require(from, to);
    }
  }
  const manifests = readManifests(file, context);
  markWanted(list, manifests, ({ name, range }) => byPattern.get(`${name}@${range}`));
  return {
    packages: list.toPackages(),
    ...(manifests.length === 0 ? {} : { importers: list.toImporters() }),
    diagnostics: [
      ...toDiagnostics(text, file, 'lock-syntax', [...problems, ...findHalves(entries), ...findCutOff(text)]),
      ...toIncomplete(file, missing),
    ],
  };
};

function toPackage(entry: ClassicEntry, file: string): PackageRef {
  const [first = ''] = entry.patterns;
  const asked = splitName(first);
  const name = findAliased(asked.range)?.name ?? asked.name;
  const source = toSource(name, entry.resolved ?? findPath(asked.range), entry.version);
  const isHashed = source === undefined || source.kind === 'registry' || source.kind === 'url';
  return {
    ecosystem: 'npm',
    name,
    version: entry.version ?? null,
    file,
    line: entry.line,
    ...entry.span,
    direct: false,
    dev: false,
    ...(name === asked.name ? {} : { alias: asked.name }),
    ...(source === undefined ? {} : { source }),
    // Before yarn 1.10 the hash stood behind the address.
    ...(isHashed ? { hasIntegrity: entry.hasIntegrity || /#[0-9a-f]{40}$/.test(entry.resolved ?? '') } : {}),
  };
}

const findPath = (range: string): string | undefined => (/^(?:file|link):/.test(range) ? range : undefined);

function findHalves(entries: readonly ClassicEntry[]): TextProblem[] {
  return entries
    .filter(({ version }) => version === undefined)
    .map(({ patterns, at }) => ({
      message: `\`${patterns[0] ?? ''}\` has no version: the file is cut off or damaged`,
      at,
    }));
}
